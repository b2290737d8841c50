"""A site in which everything that is not public says so: each hidden text, name and address holds MARKER.

Texts and blocks are filled by what their models declare, so that a new model or block is filled without a change here.
"""

from datetime import timedelta
from itertools import cycle
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models
from django.utils.timezone import now
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.snippets.blocks import SnippetChooserBlock

from media.models import Picture
from pages.blocks import TableBlock
from pages.models import PAGE_MODELS, HomePage, SitePage
from snippets.countries import CountryField
from snippets.models import Member, Secondee, SiteInformation
from tests.factories import (
    image_file,
    locale,
    make_document,
    make_draft,
    make_expired,
    make_home,
    make_member,
    make_picture,
    make_private,
    make_secondee,
    make_site_information,
    pretend_drawn,
    translate,
)

MARKER = "marqueur"
OPEN = "ouvert"

HIDINGS = {
    "draft": make_draft,
    "expired": make_expired,
    "log-in": make_private,
    "password": lambda page: make_private(page, PageViewRestriction.PASSWORD),
    "groups": lambda page: make_private(page, PageViewRestriction.GROUPS),
}
"""Every way in which a page is not public."""
GONE = {"draft": {"live": False}, "expired": {"expire_at": now() - timedelta(minutes=1)}}
CLOSED = [
    CollectionViewRestriction.LOGIN,
    CollectionViewRestriction.PASSWORD,
    CollectionViewRestriction.GROUPS,
]


class Targets:
    """What choosers choose and texts link to, by model, each in turn."""

    def __init__(self, word, **rows):
        self.word = word
        self.rows = rows

    def all(self, kind):
        return self.rows.get(kind, [])

    def texts(self):
        """Rich text with a link to each page and document."""
        links = [("page", row) for row in self.all("page")]
        links += [("document", row) for row in self.all("document")]
        anchors = [f'<a linktype="{kind}" id="{row.pk}">lien</a>' for kind, row in links]
        return f"<p>{self.word if self.word == OPEN else 'texte'} {' '.join(anchors)}</p>"


KIND_OF_CHOOSER = {
    ImageChooserBlock: "picture",
    DocumentChooserBlock: "document",
    blocks.PageChooserBlock: "page",
    SnippetChooserBlock: "member",
}


def raw_values(block, plain, targets):
    """Stored values that a block could have: as many as there are things to choose, at least one."""
    for chooser, kind in KIND_OF_CHOOSER.items():
        if isinstance(block, chooser):
            return [row.pk for row in targets.all(kind)] or [None]
    if isinstance(block, blocks.StructBlock):
        columns = {
            name: raw_values(child, plain, targets) for name, child in block.child_blocks.items()
        }
        longest = max(len(values) for values in columns.values())
        turns = {name: cycle(values) for name, values in columns.items()}
        return [{name: next(turn) for name, turn in turns.items()} for _ in range(longest)]
    if isinstance(block, blocks.ListBlock):
        values = raw_values(block.child_block, plain, targets)
        return [[{"type": "item", "value": value, "id": str(uuid4())} for value in values]]
    if isinstance(block, TableBlock):
        return [{"data": [[plain], [plain]], "first_row_is_table_header": True}]
    if isinstance(block, blocks.RichTextBlock):
        return [targets.texts() if plain == OPEN else f"<p>{plain}</p>"]
    if isinstance(block, blocks.IntegerBlock):
        return [block.field.min_value or 1]
    if isinstance(block, blocks.ChoiceBlock):
        return [next(value for value, _label in block.field.choices if value)]
    if isinstance(block, blocks.URLBlock):
        return [f"https://example.org/{plain}"]
    assert isinstance(block, (blocks.CharBlock, blocks.TextBlock)), f"no value for {block}"
    return [plain]


def filled(model, plain, targets):
    """Values for every column of a page or snippet model that can say something."""
    values = {}
    for field in model._meta.get_fields():
        if not getattr(field, "concrete", False) or field.model in (Page, SitePage):
            continue
        if isinstance(field, StreamField):
            values[field.name] = [
                {"type": name, "value": value, "id": str(uuid4())}
                for name, block in field.stream_block.child_blocks.items()
                for value in raw_values(block, plain, targets)
            ]
        elif isinstance(field, RichTextField):
            values[field.name] = targets.texts() if plain == OPEN else f"<p>{plain}</p>"
        elif isinstance(field, models.ForeignKey) and field.related_model is Picture:
            values[field.name] = next(iter(targets.all("picture")), None)
        elif isinstance(field, models.DateTimeField):
            values[field.name] = now() + timedelta(days=2)
        elif isinstance(field, models.DateField):
            values[field.name] = now().date()
        elif isinstance(field, models.URLField):
            values[field.name] = f"https://example.org/{plain}"
        elif isinstance(field, models.EmailField):
            values[field.name] = f"{plain}@example.org"
        elif isinstance(field, CountryField):
            values[field.name] = "FR"
        elif isinstance(field, models.CharField) and not field.choices:
            values[field.name] = plain
    return values


def add_page(parent, model, word, targets, **values):
    """A live page full of word. Placed as no editor could, so that each kind stands there many times."""
    seo = {"seo_title": word, "search_description": word, "show_in_menus": True}
    slug = f"{word}-{uuid4().hex[:8]}"
    own = {"title": word, "draft_title": word, "slug": slug, "live": True, "locale": parent.locale}
    page = model(**own | seo | filled(model, word, targets) | values)
    page.social_image = next(iter(targets.all("picture")), None)
    page.full_clean = lambda *_args, **_kwargs: None
    parent.add_child(instance=page)
    page.first_published_at = page.last_published_at = now()
    page.save()
    return page


def hidden_media():
    """Pictures and documents of private collections and of what lies under them."""
    pictures, documents = [], []
    for restriction in CLOSED:
        top = Collection.get_first_root_node().add_child(name=restriction)
        below = top.add_child(name=f"{restriction} below")
        CollectionViewRestriction.objects.create(
            collection=top, restriction_type=restriction, password=MARKER
        )
        for collection in (top, below):
            picture = make_picture(
                title=MARKER,
                alt_texts={"fr": MARKER},
                file=image_file(f"{MARKER}.png"),
                collection=collection,
            )
            pictures.append(picture)
            file = ContentFile(b"%PDF-1.4", name=f"{MARKER}.pdf")
            documents.append(make_document(title=MARKER, collection=collection, file=file))
    return pictures, documents


def hidden_snippets():
    """The members; secondees are chosen nowhere."""
    members = []
    for columns in GONE.values():
        texts = {"website": f"https://example.org/{MARKER}", "description": MARKER}
        member = make_member(
            name=f"{MARKER} {uuid4().hex[:6]}", declaration_signed_on=now().date(), **texts
        )
        secondee = make_secondee(name=MARKER, organisation=MARKER, biography=MARKER)
        Member.objects.filter(pk=member.pk).update(**columns)
        Secondee.objects.filter(pk=secondee.pk).update(**columns)
        members.append(member)
    return members


def hidden_pages(home):
    """Each kind of page in each kind of hiding, and a live one below it."""
    pages = []
    for model in PAGE_MODELS:
        for hide in HIDINGS.values() if model is not HomePage else ():
            page = add_page(home, model, MARKER, Targets(MARKER))
            below = add_page(page, model, MARKER, Targets(MARKER))
            hide(page)
            pages += [page, below]
    return pages


@disable_reference_index_auto_update()
def make_site():
    """Public pages of every kind, in two languages, that point to what is hidden and to what is public."""
    home = make_home(tagline=OPEN)
    focal_point = {f"focal_point_{name}": 5 for name in ("x", "y", "width", "height")}
    open_picture = make_picture(title=OPEN, alt_texts={"fr": OPEN}, **focal_point)
    secret_pictures, secret_documents = hidden_media()
    secret_members = hidden_snippets()
    secret_pages = hidden_pages(home)
    pointing = Targets(
        OPEN,
        # One of each hiding, and what is below it: whoever links to a page asks for no kind.
        page=secret_pages[: 2 * len(HIDINGS)],
        picture=secret_pictures,
        document=secret_documents,
        member=secret_members,
    )
    public = Targets(
        OPEN,
        page=[home],
        picture=[open_picture],
        document=[make_document(title=OPEN)],
        member=[make_member(name=OPEN, **complete(Member, open_picture))],
    )
    make_secondee(**complete(Secondee, open_picture) | {"name": OPEN})
    make_secondee(**complete(Secondee, secret_pictures[0]) | {"name": OPEN})
    make_member(name=f"{OPEN} 2", **complete(Member, secret_pictures[0]))
    for targets in (pointing, public):
        fill_home(home, targets)
        for model in PAGE_MODELS:
            if model is not HomePage:
                add_page(add_page(home, model, OPEN, targets), model, OPEN, Targets(OPEN))
    half_translated(home, public)
    site = filled_site(pointing)
    german_site = translate(site, "de", name=MARKER, tagline=MARKER)
    type(site).objects.filter(pk=german_site.pk).update(live=False)
    for page in secret_pages:
        Redirect.add_redirect(f"/to/{page.pk}/", page)
    Redirect.add_redirect("/open/", home)
    Redirect.add_redirect(f"/{MARKER}/", "/nowhere-to-be-seen/", is_permanent=False)
    pretend_drawn()


def complete(model, picture):
    values = filled(model, OPEN, Targets(OPEN, picture=[picture]))
    return {
        name: value for name, value in values.items() if name not in {"name", "folded_name"}
    } | ({"latitude": 1.0, "longitude": 2.0} if model is Member else {})


def fill_home(home, targets):
    """Blocks of both sites; the picture is the public one's."""
    for name, value in filled(HomePage, OPEN, targets).items():
        is_stream = isinstance(HomePage._meta.get_field(name), StreamField)
        setattr(home, name, [*home.body.raw_data, *value] if is_stream else value)
    home.seo_title = OPEN
    home.save(clean=False)


def filled_site(targets):
    values = filled(SiteInformation, OPEN, targets)
    return make_site_information(**values)


def half_translated(home, targets):
    """Public in French only: the German versions are drafts; and one that is public in German only."""
    german_home = translate(home, "de", title=OPEN)
    page = add_page(home, PAGE_MODELS[-1], OPEN, targets)
    german = translate(page, "de", title=MARKER, slug=MARKER)
    make_draft(german)
    # In German a fallback, whose parent has a German version that is a draft.
    add_page(page, PAGE_MODELS[-1], OPEN, Targets(OPEN))
    source = add_page(home, PAGE_MODELS[-1], MARKER, targets)
    translate(
        source,
        "de",
        title=OPEN,
        slug="offen",
        intro="",
        body=[],
        seo_title="",
        search_description="",
    )
    make_draft(source)
    assert german_home.live
    draft = add_page(home, PAGE_MODELS[-1], OPEN, targets)
    draft.title = MARKER
    draft.save_revision()
    assert locale("de")
