"""The addresses of wagtail-grapple's endpoint, and of pages: grapple asks Wagtail for them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from grapple import urls as grapple_urls
from wagtail import urls as wagtail_urls

urlpatterns = [
    path("grapple/", include(grapple_urls)),
    *i18n_patterns(path("", include(wagtail_urls))),
]
