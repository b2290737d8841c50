"""What the pages of the admin may load: nothing from other hosts but the frames of previews and embeds.

Wagtail's own templates have scripts in them (date inputs, inline panels), so 'unsafe-inline' must stand until
it has none; text of editors is escaped or cleaned before it comes into a page.
"""

from csp.decorators import csp_replace
from django.conf import settings

from cms.transactions import View

POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'", "https:", settings.FRONTEND_URL],
    "frame-ancestors": ["'self'"],
}


def for_the_admin(view: View) -> View:
    return csp_replace(POLICY)(view)
