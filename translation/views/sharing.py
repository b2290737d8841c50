"""Links that show an unfinished translation to somebody without an account, such as a native speaker who reads it."""

from typing import Any

from django.db.models import ObjectDoesNotExist
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import SourceDeletedError

from preview.grants import grant_reviewer_state
from preview.models import PreviewGrant
from preview.sharing import ShareView
from preview.showing import FrontendPreviewMixin
from translation.models import TranslationTask
from translation.rights import Action, may
from translation.views.asking import task_for


def unfinished(task: TranslationTask) -> Any:
    """The document with the texts of now, and the source's words where there are none. Raises Http404."""
    translation = task.translation
    try:
        draft = translation.source.get_ephemeral_translated_instance(
            translation.target_locale, fallback=True
        )
    except (ObjectDoesNotExist, SourceDeletedError):
        raise Http404 from None
    if not isinstance(draft, FrontendPreviewMixin):
        raise Http404
    return draft


class ShareTranslationView(ShareView):
    """For reviewers and coordinators; publishing the translation ends the link, as it does every other."""

    page_title = gettext_lazy("Share the preview")
    explanation = gettext_lazy(
        "The link shows the translation as it is now to whoever holds it, with the source's words where nothing is "
        "translated yet. It can be used for reading only, needs no account, and ends when the translation is "
        "published or when you take it back."
    )

    @cached_property
    def task(self) -> TranslationTask:
        return task_for(self.request, self.kwargs["pk"], Action.VIEW)

    @cached_property
    def document(self) -> Any:
        return unfinished(self.task)

    def may_share(self) -> bool:
        locale = self.task.translation.target_locale
        return any(
            may(self.request.user, action, locale) for action in (Action.REVIEW, Action.COORDINATE)
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        task = {
            "url": reverse("translation:task", args=[self.task.pk]),
            "label": self.task.translation.source.object_repr,
        }
        tasks = {"url": reverse("translation:tasks"), "label": _("Translations")}
        return [tasks, task, {"url": "", "label": self.page_title}]

    def make_link(self, reviewer: str, days: int) -> PreviewGrant:
        user: Any = self.request.user
        return grant_reviewer_state(self.document, reviewer, days, user)
