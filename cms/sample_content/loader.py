"""Makes the sample site of the data files. What stands already is left as it is.

Sample data, invented: who is a member, when members joined or signed, websites and addresses, laureates and their
projects, news, events, documents. True: what the pages say of the Alliance, its history, its secondees.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import translation
from wagtail.models import Locale

from cms.sample_content.files import load_documents
from cms.sample_content.pages import load_pages
from cms.sample_content.pictures import load_pictures
from cms.sample_content.reading import SOURCE, target_languages
from cms.sample_content.redirects import load_redirects
from cms.sample_content.rich_text import Numbers
from cms.sample_content.snippets import load_members, load_secondees, load_site_information


def load_sample_content(*, report: Callable[[str], None]) -> None:
    """report gets a line for each step. A second call makes nothing and changes nothing.

    A document is known by its translation key: one that stands, translated or not, is left to its editors.
    Raises SampleContentError for a site that the sample does not fit; then only pictures and documents are made.
    """
    numbers = Numbers()
    with translation.override(SOURCE):
        make_locales()
        report("Pictures …")
        load_pictures(numbers, report)
        with transaction.atomic():
            for name, load in STEPS.items():
                report(f"{name} …")
                report(f"  {load(numbers)} made")


def make_locales() -> None:
    for language in (SOURCE, *target_languages()):
        Locale.objects.get_or_create(language_code=language)


STEPS: dict[str, Callable[[Numbers], int]] = {
    "Documents": load_documents,
    "Members": load_members,
    "Secondees": load_secondees,
    "Pages": load_pages,
    "Redirects": load_redirects,
    "Site information": load_site_information,
}
"""In this order: pages show members, and the footer links to pages."""
