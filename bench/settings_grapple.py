"""The same site behind wagtail-grapple."""

from bench.settings import *
from bench.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "grapple", "wagtail_headless_preview"]
ROOT_URLCONF = "bench.urls_grapple"
GRAPHENE = {"SCHEMA": "grapple.schema.schema"}
GRAPPLE = {
    "APPS": ["pages", "snippets", "media"],
    "EXPOSE_GRAPHIQL": False,
    "MAX_PAGE_SIZE": 2000,
    "PAGE_SIZE": 100,
}
