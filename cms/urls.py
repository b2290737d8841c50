"""The addresses of the CMS. Importing the schema here makes a broken one stop the start."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from cms.schema.view import GraphQLView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    # First what closes other ways to a translation than its own editor: the first pattern that fits wins.
    path("admin/", include("translation.closing")),
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("graphql/", GraphQLView.as_view(), name="graphql"),
]

if settings.DEBUG:
    # In production the proxy in front serves media.
    prefix = settings.MEDIA_URL.lstrip("/")
    urlpatterns += [
        re_path(rf"^{prefix}(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})
    ]

# Pages have no HTML here: their addresses lead to the frontend. Without this route Wagtail gives
# rich-text links no address at all (T18).
urlpatterns += i18n_patterns(path("", include(wagtail_urls)))
