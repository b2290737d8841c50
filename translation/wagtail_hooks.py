"""Where the workspace shows in the admin, and what it closes there."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem as PageActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.action_menu import ActionMenuItem as SnippetActionMenuItem

from translation import sources, urls
from translation.bulk_actions import SubmitPages, SubmitSnippets
from translation.coordination import hooks as coordination
from translation.exchange import hooks as exchange_hooks
from translation.models import LanguageRule, TeamMember, TranslationTask
from translation.rights import Action, locales_for
from translation.views.door import is_source, to_workspace, workspace_url
from translation.views.submitting import may_submit
from translation.views.work import MyWorkPanel, has_work

# Registers hooks of its own.
__all__ = ["exchange_hooks"]

ICON = "wagtail-localize-language"


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    included = (urls.urlpatterns, "translation")
    return [path("translation/", include(included, namespace="translation"))]


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(locales_for(request.user, Action.VIEW))


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    address = reverse("translation:tasks")
    return TranslationsMenuItem(_("Translations"), address, icon_name=ICON, order=110)


class TeamViewSet(ModelViewSet):
    model = TeamMember
    icon = "group"
    menu_label = _("Language teams")
    add_to_settings_menu = True
    inspect_view_enabled = False
    form_fields = ["locale", "user", "role"]
    list_display = ["user", "role", "locale"]
    list_filter = ["locale", "role"]
    search_fields = ["user__username", "user__last_name"]
    ordering = ["locale", "role", "user"]


class RuleViewSet(ModelViewSet):
    model = LanguageRule
    icon = "list-ul"
    menu_label = _("Rules of languages")
    add_to_settings_menu = True
    inspect_view_enabled = False
    form_fields = ["locale", "needs_second_person"]
    list_display = ["locale", "needs_second_person"]
    ordering = ["locale"]


@hooks.register("register_admin_viewset")
def register_teams() -> list[ModelViewSet]:
    return [TeamViewSet("language_teams"), RuleViewSet("language_rules")]


@hooks.register("construct_homepage_panels")
def show_my_work(request: HttpRequest, panels: list[Any]) -> None:
    if has_work(request.user):
        panels.insert(0, MyWorkPanel())


@hooks.register("register_page_header_buttons")
def page_header_buttons(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def page_listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from buttons(page, user)


@hooks.register("register_snippet_listing_buttons")
def snippet_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, TranslatableMixin):
        yield from buttons(snippet, user)


def buttons(instance: Any, user: Any) -> Iterator[Button]:
    """To submit a source, and from a translation to its workspace."""
    if is_source(instance):
        if may_submit(user) and getattr(instance, "live", True) and not is_root(instance):
            yield Button(
                _("Submit for translation"), submit_url(instance), icon_name=ICON, priority=61
            )
    elif instance.locale_id in locales_for(user, Action.VIEW):
        address = workspace_url(instance)
        if address:
            yield Button(_("Open translation"), address, icon_name=ICON, priority=5)


def is_root(instance: Any) -> bool:
    return isinstance(instance, Page) and instance.is_root()


def submit_url(instance: Any) -> str:
    if isinstance(instance, Page):
        return reverse("translation:submit_page", args=[instance.pk])
    options = instance._meta
    place = [options.app_label, options.model_name, instance.pk]
    return reverse("translation:submit_snippet", args=place)


hooks.register("register_bulk_action", SubmitPages)
hooks.register("register_bulk_action", SubmitSnippets)


# Before wagtail-localize's own hooks, which would show its editor.
@hooks.register("before_edit_page", order=-10)
@hooks.register("before_convert_alias_page", order=-10)
def keep_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    return None if is_source(page) else to_workspace(page)


@hooks.register("before_edit_snippet", order=-10)
@hooks.register("before_unpublish", order=-10)
@hooks.register("before_publish", order=-10)
def keep_snippets(request: HttpRequest, instance: Any) -> HttpResponse | None:
    if not isinstance(instance, TranslatableMixin) or is_source(instance):
        return None
    return to_workspace(instance)


@hooks.register("before_create_snippet")
def create_in_source_language(request: HttpRequest, model: Any) -> None:
    """T25: a record starts in the source language; a copy of a translation would be a second source."""
    if not issubclass(model, TranslatableMixin):
        return
    from translation.rights import source_locale

    tag = request.GET.get("locale") or source_locale().language_code
    copied = (request.resolver_match.kwargs if request.resolver_match else {}).get("pk")
    original = model._default_manager.filter(pk=copied).first() if copied else None
    if tag != source_locale().language_code or (original and not is_source(original)):
        raise PermissionDenied


@hooks.register("before_delete_snippet")
def delete_only_sources(request: HttpRequest, instances: list[Any]) -> None:
    is_translation = any(
        isinstance(one, TranslatableMixin) and not is_source(one) for one in instances
    )
    if is_translation and not request.user.is_superuser:
        raise PermissionDenied


class MinorPageItem(PageActionMenuItem):
    """Publishes like its neighbour; the translations stay valid."""

    label = _("Publish: only typos changed")
    name = "action-publish"
    icon_name = "edit"
    template_name = "translation/publish_minor.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        if context["view"] != "edit" or context["locked_for_user"]:
            return False
        can = self.get_user_page_permissions_tester(context).can_publish()
        return can and has_live_translations(context["page"])


class MinorSnippetItem(SnippetActionMenuItem):
    label = _("Publish: only typos changed")
    name = "action-publish"
    icon_name = "edit"
    template_name = "translation/publish_minor.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        if context["view"] != "edit" or context.get("locked_for_user"):
            return False
        options = context["model"]._meta
        can = context["request"].user.has_perm(f"{options.app_label}.publish_{options.model_name}")
        return can and has_live_translations(context["instance"])


def has_live_translations(instance: Any) -> bool:
    return (
        isinstance(instance, TranslatableMixin)
        and is_source(instance)
        and TranslationTask.objects.filter(
            translation__source__object_id=instance.translation_key, published_at__isnull=False
        ).exists()
    )


@hooks.register("register_page_action_menu_item")
def minor_page() -> MinorPageItem:
    return MinorPageItem(order=20)


@hooks.register("register_snippet_action_menu_item")
def minor_snippet(model: Any) -> MinorSnippetItem:
    return MinorSnippetItem(order=20)


@hooks.register("before_publish_page")
@hooks.register("before_publish")
def note_minor(request: HttpRequest, instance: Any) -> None:
    is_minor = request.POST.get("action-publish") == "minor"
    sources.publish_as_minor(instance.pk if is_minor else None)


@hooks.register("after_publish_page")
@hooks.register("after_publish")
def forget_minor(request: HttpRequest, instance: Any) -> None:
    sources.publish_as_minor(None)


@hooks.register("insert_global_admin_css")
def style() -> str:
    return render_to_string("translation/style.html")


coordination.register()
