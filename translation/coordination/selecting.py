"""Narrows the coverage down to what a coordinator asks for, and puts first what cannot wait."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from snippets.countries import sorting_key
from translation.coverage import KINDS, STATES, Cell, Coverage, Document
from translation.models import State

NOBODY = "nobody"
ANY_OUTDATED = State.OUTDATED
URGENT, TREE = "urgent", "tree"


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for; empty means all. A document stays when one of its cells fits everything together."""

    language: int | None = None
    state: str = ""
    kind: str = ""
    section: str = ""
    assignee: str = ""
    overdue: bool = False
    text: str = ""
    order: str = URGENT

    def documents(self, coverage: Coverage) -> list[Document]:
        words = sorting_key(self.text).split()
        found = [
            document
            for document in coverage.documents
            if self.takes(document, words) and self.cells(document)
        ]
        return found if self.order == TREE else sorted(found, key=self.urgency)

    def takes(self, document: Document, words: list[str]) -> bool:
        return (
            (not self.kind or document.kind == self.kind)
            and (not self.section or document.section == self.section)
            and (not words or has_words(document, words))
        )

    def cells(self, document: Document) -> list[Cell]:
        """Those of a document that fit, in the site's order of languages."""
        return [cell for cell in document.cells.values() if self.fits(cell)]

    def fits(self, cell: Cell) -> bool:
        return (
            (not self.language or cell.locale == self.language)
            and (not self.state or self.is_in_state(cell))
            and (not self.assignee or self.is_assigned(cell))
            and (not self.overdue or cell.is_overdue)
        )

    def is_in_state(self, cell: Cell) -> bool:
        """Outdated is what is live and behind its source, wherever the work on it stands."""
        return cell.is_outdated if self.state == ANY_OUTDATED else cell.state == self.state

    def is_assigned(self, cell: Cell) -> bool:
        if self.assignee == NOBODY:
            return not cell.assignees
        return int(self.assignee) in cell.assignees

    def urgency(self, document: Document) -> int:
        """Overdue, then outdated, then the rest in its own order."""
        cells = self.cells(document)
        if any(cell.is_overdue for cell in cells):
            return 0
        return 1 if any(cell.is_outdated for cell in cells) else 2


def has_words(document: Document, words: list[str]) -> bool:
    text = sorting_key(f"{document.title} {document.section_title} {document.path}")
    return all(word in text for word in words)


class SelectionForm(forms.Form):
    """The filters above the matrix. What is not a choice is left out, as a kept link may be old."""

    q = forms.CharField(label=_("Title or address"), required=False, max_length=200)
    language = forms.TypedChoiceField(
        label=_("Language"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    assignee = forms.ChoiceField(label=_("Assigned to"), required=False)
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[(URGENT, _("Urgent first")), (TREE, _("As on the site"))],
    )
    overdue = forms.BooleanField(label=_("Only overdue"), required=False)

    def __init__(self, data: Any, coverage: Coverage, people: dict[int, str]) -> None:
        super().__init__(data)
        every = {"language": pgettext("languages", "All"), "section": pgettext("sections", "All")}
        choices: dict[str, list[Any]] = {
            "language": [
                (str(pk), locale.get_display_name()) for pk, locale in coverage.locales.items()
            ],
            "state": list(STATES.items()),
            "kind": list(KINDS.items()),
            "section": sections(coverage),
            "assignee": [
                (NOBODY, _("Nobody")),
                *((str(pk), name) for pk, name in people.items()),
            ],
        }
        for name, values in choices.items():
            self.fields[name].choices = [("", every.get(name, _("All"))), *values]  # type: ignore[attr-defined]

    def selection(self) -> Selection:
        self.full_clean()
        cleaned = self.cleaned_data
        return Selection(
            language=cleaned.get("language"),
            state=cleaned.get("state", ""),
            kind=cleaned.get("kind", ""),
            section=cleaned.get("section", ""),
            assignee=cleaned.get("assignee", ""),
            overdue=cleaned.get("overdue", False),
            text=cleaned.get("q", ""),
            order=cleaned.get("order") or URGENT,
        )


def sections(coverage: Coverage) -> list[tuple[str, str]]:
    found = {
        document.section: document.section_title
        for document in coverage.documents
        if document.section
    }
    return list(found.items())


def people_of(numbers: set[int]) -> dict[int, str]:
    """The names of these people, in alphabetical order."""
    users = get_user_model()._default_manager.filter(pk__in=numbers)
    names = {user.pk: user.get_full_name() or user.get_username() for user in users}
    return dict(sorted(names.items(), key=lambda one: sorting_key(one[1])))
