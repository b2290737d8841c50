"""Makes the sample site of the data files. A site that has content is left as it is."""

from collections.abc import Callable

from django.db import transaction
from django.utils import translation
from wagtail.models import Locale

from cms.sample_content.blocks import Numbers
from cms.sample_content.files import load_documents
from cms.sample_content.pages import is_loaded, load_pages
from cms.sample_content.pictures import load_pictures
from cms.sample_content.snippets import load_members, load_secondees, load_site_information


def load_sample_content(report: Callable[[str], None]) -> bool:
    """Whether anything was made: nothing is when there is a home page already, so that a second call
    changes nothing and an editor's changes stay. All or nothing: it is one transaction.
    """
    if is_loaded():
        return False
    numbers = Numbers()
    with transaction.atomic(), translation.override(Locale.get_default().language_code):
        for name, load in STEPS.items():
            report(name)
            load(numbers)
    return True


STEPS: dict[str, Callable[[Numbers], None]] = {
    "pictures": load_pictures,
    "documents": load_documents,
    "members": load_members,
    "secondees": load_secondees,
    "pages": load_pages,
    "site information": load_site_information,
}

