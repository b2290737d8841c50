"""Production, with the floor and Wagtail's REST API beside the endpoint."""

from cms.settings.production import *
from cms.settings.production import INSTALLED_APPS

INSTALLED_APPS = ["bench", *INSTALLED_APPS, "wagtail.api.v2", "rest_framework"]
ROOT_URLCONF = "bench.urls"
WAGTAILAPI_LIMIT_MAX = None
LOGGING = {}
