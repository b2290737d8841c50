"""The addresses that close Wagtail's and wagtail-localize's ways to a translation; before those of the admin."""

from django.urls import path, re_path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from translation.views import door

urlpatterns = decorate_urlpatterns(
    [
        path("pages/<int:page_id>/edit/", door.edit_page),
        re_path(r"^localize/submit/page/(?P<page_id>\d+)/$", door.closed),
        re_path(r"^localize/page/(?P<page_id>\d+)/", door.closed),
        re_path(
            r"^localize/submit/snippet/(?P<app_label>[\w-]+)/(?P<model_name>[\w-]+)/(?P<pk>\d+)/$",
            door.closed,
        ),
        re_path(r"^localize/translate/(?P<translation_id>\d+)/", door.closed),
        # What a later version of wagtail-localize adds is closed too.
        re_path(r"^localize/(?!jsi18n/)", door.closed),
    ],
    require_admin_access,
)
