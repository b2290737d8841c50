"""Puts the pages in their places in the tree, and the site's root where the home page is."""

from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.sample_content.reading import SOURCE, Document, SampleContentError
from cms.sample_content.rich_text import Numbers
from pages.models import PAGE_MODELS, HomePage, SitePage

MODELS = {model.page_type.lower(): model for model in PAGE_MODELS}
FIXED = ("starts_at", "date")
"""What cannot be empty even for a moment."""


def find(document: Document) -> SitePage | None:
    """The source's page, when it stands already."""
    versions = SitePage.objects.filter(translation_key=document.translation_key)
    return versions.filter(locale__language_code=SOURCE).first()


def plant(document: Document, numbers: Numbers) -> SitePage:
    """The source's page, empty and not published, so that texts can link to it."""
    data = document.texts(SOURCE)
    page = MODELS[data["type"]](
        title=data["title"],
        slug=data.get("slug", ""),
        live=False,
        has_unpublished_changes=True,
        locale=Locale.get_default(),
        translation_key=document.translation_key,
        **{name: data[name] for name in FIXED if name in data},
    )
    parent(document, numbers).add_child(instance=page)
    if data.get("private"):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


def parent(document: Document, numbers: Numbers) -> Page:
    name = document.data.get("parent")
    if name:
        return Page.objects.get(pk=numbers.pages[name])
    if HomePage.objects.exists():
        raise SampleContentError(
            "The site has a home page of its own: the sample is for an empty site."
        )
    return Page.get_first_root_node()


def set_site_root(home: Page) -> None:
    """Visitors of any address come to the source's home page. Wagtail's welcome page has done its work."""
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": "Alliance"},
    )
    welcome = Page.objects.filter(depth=2, slug="home", latest_revision=None, numchild=0)
    for page in welcome.filter(content_type__app_label="wagtailcore", content_type__model="page"):
        page.delete()
