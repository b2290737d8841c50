"""What the pages of the admin may load: nothing from other hosts but the frames of previews and embeds.

Wagtail 8 writes scripts into its pages, so 'unsafe-inline' must stand until it has none: each chooser in Python
(BaseChooser.render), date and time inputs, inline and chooser panels, wagtail-localize's form to submit. Their text
holds the id and the value of the field, so no list of hashes can name them; none takes a nonce, and those that come with
new blocks are put in by Wagtail's own script. A nonce written into every <script> of a finished page would
allow an injected one, too. Text of editors is escaped or cleaned before it comes into a page.
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
