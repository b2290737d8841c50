"""wagtail-grapple's endpoint: Django alone, with what our process is given that has to do with no answer."""

import gc

from django.core.wsgi import get_wsgi_application

from cms.scheduling import take_short_turns

take_short_turns()
application = get_wsgi_application()

gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
