"""The addresses of wagtail-grapple's endpoint, of pages, which grapple asks Wagtail for, and of the admin, which middleware asks for."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from grapple import urls as grapple_urls
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("grapple/", include(grapple_urls)),
    path("admin/", include(wagtailadmin_urls)),
    *i18n_patterns(path("", include(wagtail_urls))),
]
