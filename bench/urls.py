"""The addresses of the CMS, of the floor and of Wagtail's REST API."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from bench.floor import floor
from cms.urls import urlpatterns as cms_patterns

router = WagtailAPIRouter("rest")
router.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [
    path("floor/<str:name>/", floor),
    path("rest/", router.urls),
    *cms_patterns,
]
