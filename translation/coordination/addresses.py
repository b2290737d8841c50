"""Where in the admin the work behind a cell is done."""

from django.urls import reverse

from translation.coverage import PAGE, SNIPPETS, Cell, Document


def cell_address(cell: Cell) -> str:
    """The task where there is one, the form that submits the document where there is none."""
    if cell.task:
        return reverse("translation:task", args=[cell.task])
    return f"{submitting(cell.document)}?locale={cell.locale}"


def document_address(document: Document) -> str:
    if document.kind == PAGE:
        return reverse("wagtailadmin_pages:edit", args=[document.pk])
    name = SNIPPETS[document.kind]._meta.model_name
    return reverse(f"wagtailsnippets_snippets_{name}:edit", args=[document.pk])


def submitting(document: Document) -> str:
    if document.kind == PAGE:
        return reverse("translation:submit_page", args=[document.pk])
    meta = SNIPPETS[document.kind]._meta
    return reverse(
        "translation:submit_snippet", args=[meta.app_label, meta.model_name, document.pk]
    )
