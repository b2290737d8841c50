"""The addresses of the CMS. Importing the schema here makes a broken one stop the start."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.defaults import page_not_found
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import account
from wagtail.documents import urls as document_urls
from wagtail.documents.views.serve import authenticate_with_password
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.attempt_limits import limited, named_in, restriction
from cms.content_policy import for_the_admin
from cms.schema.view import GraphQLView
from cms.transactions import View, whole_or_not
from media.serving import serve_media
from snippets.choosers import PageChooser, PageSearch
from translation import closing


def in_the_admin(view: View) -> View:
    return for_the_admin(whole_or_not(view))


handler500 = "cms.outages.server_error"

# Before Wagtail's own at the same addresses.
limited_views = [
    path("admin/login/", limited("log in", named_in("username"))(account.LoginView.as_view())),
    path(
        "admin/password_reset/",
        limited("reset", named_in("email"), forgets_success=False)(
            account.PasswordResetView.as_view()
        ),
    ),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        limited("document password", restriction)(authenticate_with_password),
    ),
    # Readers do not log in here: no page has HTML, and what is private is for the admin's users.
    re_path(r"^[\w-]+/_util/login/$", RedirectView.as_view(pattern_name="wagtailadmin_login")),
    re_path(r"^[\w-]+/_util/authenticate_with_password/", page_not_found, {"exception": None}),
]

urlpatterns = [
    *limited_views,
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    # Before Wagtail's own, under whose name the admin finds it.
    path("admin/choose-page/", in_the_admin(require_admin_access(PageChooser.as_view()))),
    path("admin/choose-page/search/", in_the_admin(require_admin_access(PageSearch.as_view()))),
    # What closes other ways to a translation than its own editor.
    path("admin/", include(decorate_urlpatterns(closing.urlpatterns, in_the_admin))),
    path("admin/", include(decorate_urlpatterns(admin_urls.urlpatterns, in_the_admin))),
    path("documents/", include(document_urls)),
    path("preview/", include("preview.urls")),
    re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.+)$", serve_media),
    path("graphql/", GraphQLView.as_view(), name="graphql"),
    # A redirect would turn a POST into a GET.
    path("graphql", GraphQLView.as_view()),
]

# Pages have no HTML here: their addresses lead to the frontend. Without this route Wagtail gives
# rich-text links no address at all (T18).
urlpatterns += i18n_patterns(path("", include(wagtail_urls)))
