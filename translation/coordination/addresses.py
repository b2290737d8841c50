"""Where in the admin the work behind a cell is done."""

from django.urls import reverse

from translation.coverage import PAGE, SNIPPETS, Cell, Document


def cell_address(cell: Cell) -> str:
    """The translation where there is one, the form that submits the document where there is none."""
    if cell.task and cell.target:
        return editing(cell.document.kind, cell.target)
    return submitting(cell.document)


def document_address(document: Document) -> str:
    return editing(document.kind, document.pk)


def editing(kind: str, pk: int) -> str:
    if kind == PAGE:
        return reverse("wagtailadmin_pages:edit", args=[pk])
    return reverse(f"wagtailsnippets_snippets_{SNIPPETS[kind]._meta.model_name}:edit", args=[pk])


def submitting(document: Document) -> str:
    if document.kind == PAGE:
        return reverse("wagtail_localize:submit_page_translation", args=[document.pk])
    meta = SNIPPETS[document.kind]._meta
    return reverse(
        "wagtail_localize:submit_snippet_translation",
        args=[meta.app_label, meta.model_name, document.pk],
    )
