"""The WSGI application for production servers."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from cms.scheduling import take_short_turns
from cms.settings.module import settings_module

# First: the threads that start from here on do the same.
take_short_turns()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())

django_application = get_wsgi_application()

# After Django is set up: what stands before it reads the settings.
from django.urls import reverse  # noqa: E402

from cms.answered_before import AnsweredBefore, Application  # noqa: E402
from cms.schema.limits.time import Deadline, bounded_statements  # noqa: E402
from content_version import current  # noqa: E402

# What was loaded by now stays: the garbage collector need not look at it again and again.
gc.collect()
gc.freeze()
# And looks after 10,000 new objects in place of 700: one answer has thousands, which are gone with it.
gc.set_threshold(10_000, 10, 10)

application: Application = django_application
if settings.RESPONSE_CACHE:
    application = AnsweredBefore(django_application, reverse("graphql"))
    current.look_out(lambda: bounded_statements(Deadline(settings.GRAPHQL_LIMITS.seconds)))
