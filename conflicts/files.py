"""The edit views of pictures and documents, which refuse to overwrite what another editor saved meanwhile.

Wagtail keeps no versions of them. So the form itself says what stood in each field when it was opened, and what
somebody overwrites by choice is written to the log.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import diff_text
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as uploaded_documents
from wagtail.images.views import images
from wagtail.images.views import multiple as uploaded_images
from wagtail.log_actions import log, registry

from conflicts.changes import Conflict, Saving
from conflicts.views import CHOICE

OPENED = "opened_state"
"""The field in which a form says what it was opened with: a moment, and a digest of each field."""
OVERWRITTEN = "conflicts.overwrite"


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one field, in the form of Wagtail's comparisons."""

    label: str
    mine: str
    newer: str

    def field_label(self) -> str:
        return self.label

    def htmldiff(self) -> SafeString:
        return diff_text(self.mine, self.newer).to_html()


def text_of(value: Any) -> str:
    """What an editor would read in a field."""
    if hasattr(value, "all"):
        value = list(value.all())
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {one}" for key, one in sorted(value.items()))
    if isinstance(value, list | tuple):
        return ", ".join(sorted(map(str, value)))
    return "" if value is None else str(value)


def texts_of(row: Any, names: Iterable[str]) -> dict[str, str]:
    return {name: text_of(getattr(row, name)) for name in names}


def digests(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: sha256(text.encode()).hexdigest()[:16] for name, text in texts.items()}


def opened_state(texts: Mapping[str, str]) -> str:
    return json.dumps({"at": timezone.now().isoformat(), "fields": digests(texts)})


def read_state(given: str) -> tuple[datetime | None, dict[str, str]]:
    """Nothing where the form said nothing that can be read: then every field counts as changed."""
    try:
        state = json.loads(given)
        return parse_datetime(state["at"]), dict(state["fields"])
    except (ValueError, TypeError, KeyError):
        return None, {}


def savings_since(row: Any, opened_at: datetime | None) -> tuple[Saving, ...]:
    """The newest last; the system, now, where nothing was logged, as by a bulk action."""
    entries = registry.get_logs_for_instance(row).select_related("user").order_by("timestamp", "pk")
    newer = entries.filter(timestamp__gt=opened_at) if opened_at else entries.reverse()[:1]
    savings = [
        Saving(user_display_name(entry.user) if entry.user else _("the system"), entry.timestamp)
        for entry in newer
    ]
    return tuple(savings or [Saving(_("the system"), timezone.now())])


class FileConflicts:
    """For an edit view of Wagtail. template_name extends Wagtail's by the state and the conflict."""

    request: HttpRequest
    model: Any
    pk_url_kwarg: str
    conflict: Conflict | None = None
    overwritten: dict[str, str] | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if request.method == "POST":
            # Until this request is done no other saves the row.
            rows = self.model._default_manager.select_for_update()
            rows.filter(pk=kwargs[self.pk_url_kwarg]).first()
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(*args, **kwargs)  # type: ignore[misc]
        if self.conflict and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.CONFLICT
        return response

    def standing(self, form: Any) -> dict[str, str]:
        """The form has written into its own instance already."""
        row = self.model._default_manager.get(pk=form.instance.pk)
        return texts_of(row, form.fields)

    def is_valid(self, form: Any) -> bool:
        is_fine: bool = super().is_valid(form)  # type: ignore[misc]
        return is_fine and not self.finds_conflict(form)

    def finds_conflict(self, form: Any) -> bool:
        opened_at, opened = read_state(self.request.POST.get(OPENED, ""))
        standing = self.standing(form)
        now = digests(standing)
        changed = [name for name in form.fields if opened.get(name) != now[name]]
        choice = sha256(json.dumps(now).encode()).hexdigest()
        if changed and self.request.POST.get(CHOICE) == choice:
            self.overwritten = {name: standing[name] for name in changed}
            return False
        if changed:
            savings = savings_since(form.instance, opened_at)
            differences = tuple(differences_of(form, changed, standing))
            self.conflict = Conflict(savings, differences, choice, is_since_opened=False)
            self.tell(form, savings[-1].who)
        return bool(changed)

    def tell(self, form: Any, who: str) -> None:
        form.add_error(None, newer_message(who))
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]

    def save_instance(self) -> Any:
        saved = super().save_instance()  # type: ignore[misc]
        if self.overwritten:
            log(saved, OVERWRITTEN, user=self.request.user, data={"overwritten": self.overwritten})
        return saved

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """A refused form stays as stale as it came, else the next click would overwrite after all."""
        context: dict[str, Any] = super().get_context_data(**values)  # type: ignore[misc]
        form = context["form"]
        given = self.request.POST.get(OPENED, "-")
        context[OPENED] = given if form.is_bound else opened_state(self.standing(form))
        context["conflict"] = self.conflict
        return context


def differences_of(
    form: Any, names: Iterable[str], standing: Mapping[str, str]
) -> Iterable[Difference]:
    for name in names:
        mine = text_of(form.cleaned_data.get(name))
        if mine != standing[name]:
            yield Difference(str(form.fields[name].label or name), mine, standing[name])


class EditPictureView(FileConflicts, images.EditView):
    template_name = "conflicts/picture.html"


class EditDocumentView(FileConflicts, documents.EditView):
    template_name = "conflicts/document.html"


class AfterUpload:
    """For the small form that follows an upload and may stand open for hours: once others have saved, it is closed."""

    def get_edit_form_class(self) -> Any:
        pk = self.kwargs[self.pk_url_kwarg]  # type: ignore[attr-defined]
        row = self.model._default_manager.select_for_update().filter(pk=pk).first()  # type: ignore[attr-defined]
        others = edits_of_others(row, self.request.user) if row else None  # type: ignore[attr-defined]
        form_class: Any = super().get_edit_form_class()  # type: ignore[misc]
        last = others.first() if others else None
        return refusing(form_class, last.user) if last else form_class


def edits_of_others(row: Any, user: Any) -> Any:
    """The newest first."""
    entries = registry.get_logs_for_instance(row).filter(action="wagtail.edit")
    return entries.exclude(user=user).select_related("user").order_by("-timestamp")


def refusing(form_class: Any, other: Any) -> Any:
    class Refusing(form_class):
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(None, newer_message(user_display_name(other)))
            return cleaned

    return Refusing


def newer_message(who: str) -> str:
    return _("%(who)s has saved a newer version while you were editing.") % {"who": who}


class EditUploadedPictureView(AfterUpload, uploaded_images.EditView):
    pass


class EditUploadedDocumentView(AfterUpload, uploaded_documents.EditView):
    pass
