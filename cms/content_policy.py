"""What the pages of the admin may load: nothing from other hosts but the frames of previews.

Wagtail 8 writes scripts into its pages, so 'unsafe-inline' must stand until it has none: each chooser in Python
(BaseChooser.render), date and time inputs, inline and chooser panels, wagtail-localize's form to submit. Their text
holds the id and the value of the field, so no list of hashes can name them; none takes a nonce, and those that come with
new blocks are put in by Wagtail's own script. A nonce written into every <script> of a finished page would
allow an injected one, too. Text of editors is escaped or cleaned before it comes into a page.
"""

from functools import wraps
from typing import Any

from csp.constants import HEADER
from csp.decorators import csp_replace
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponseBase

from cms.transactions import View
from preview.frontends import frontend_origins

POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-ancestors": ["'self'"],
}


class ContentPolicyMiddleware(CSPMiddleware):
    """Leaves alone what says already what it may load: django-csp would put a policy together and drop it."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        return response if HEADER in response else super().process_response(request, response)


def for_the_admin(view: View) -> View:
    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        # What no browser draws as a page has no frames, and needs no look at the settings.
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        frames = ["'self'", *(frontend_origins() if is_page else ())]
        return csp_replace(POLICY | {"frame-src": frames})(lambda: response)()

    return run
