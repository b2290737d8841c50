"""Makes a large site of the same shapes as the real one, for measuring; the same for the same seed.

Rows are written in bulk, past Wagtail's own ways: there are no revisions, and Wagtail's own search index is not built.
"""

import io
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from PIL import Image
from wagtail.models import Locale, Page, Site

from cms.large_texts import body, paragraph, title
from media.models import Picture
from pages.models import (
    AboutPage,
    DeclarationPage,
    EventIndexPage,
    EventPage,
    HistoryPage,
    HomePage,
    JoinPage,
    NewsIndexPage,
    NewsPage,
    ObjectivesPage,
    PrizePage,
    SitePage,
    StandardPage,
    TerminologyPage,
)
from search.indexing import rebuild
from snippets.countries import sorting_key
from snippets.models import Member, MemberKind

COUNTRIES = [
    "AL",
    "AT",
    "BA",
    "BE",
    "BG",
    "CH",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GB",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LV",
    "MD",
    "ME",
    "MK",
    "NL",
    "NO",
    "PL",
    "PT",
    "RO",
    "RS",
    "SE",
    "SI",
    "SK",
]
"""34 member states of the Council of Europe."""
SECTIONS: tuple[type[SitePage], ...] = (
    AboutPage,
    ObjectivesPage,
    HistoryPage,
    TerminologyPage,
    DeclarationPage,
    PrizePage,
    JoinPage,
    NewsIndexPage,
    EventIndexPage,
)
PUBLISHED = datetime(2024, 1, 1, tzinfo=UTC)
PICTURES = 20
BATCH = 200
"""Rows in one INSERT: SQLite takes a limited number of parameters."""

Progress = Callable[[int, int], None]


@dataclass
class Document:
    """A page in all its languages; parent is None for the home page."""

    number: int
    model: type[SitePage]
    parent: "Document | None"
    key: uuid.UUID
    languages: list[str]
    is_outdated: bool = False
    children: int = 0
    rows: dict[str, Page] = field(default_factory=dict)


@dataclass(frozen=True)
class Size:
    """pages counts documents in the source language; languages has the source first."""

    pages: int
    members: int
    languages: Sequence[str]
    seed: int = 1


def make_large_site(size: Size, progress: Progress) -> None:
    """progress is told how many of how many documents are written. Nothing is kept if it fails."""
    random = Random(size.seed)  # noqa: S311  # Nothing secret: it must be the same again.
    locales = {tag: Locale.objects.get_or_create(language_code=tag)[0] for tag in size.languages}
    with transaction.atomic():
        pictures = make_pictures()
        members = make_members(size, random, locales)
        documents = list(plan(size, random))
        write_pages(documents, locales, pictures, members, random, progress)
        rebuild()


def make_pictures() -> list[int]:
    made = []
    for number in range(PICTURES):
        out = io.BytesIO()
        Image.new("RGB", (640, 400), (number * 12, 120, 200)).save(out, "JPEG")
        file = ContentFile(out.getvalue(), name=f"large-{number}.jpg")
        alt_texts = {"fr": f"Image {number}", "en": f"Picture {number}"}
        picture = Picture(title=f"Image {number}", file=file, alt_texts=alt_texts)
        picture.save()
        made.append(picture.pk)
    return made


def make_members(size: Size, random: Random, locales: dict[str, Locale]) -> list[int]:
    """The numbers of the rows in the source language."""
    rows = [
        row for number in range(size.members) for row in member_rows(number, size, random, locales)
    ]
    Member.objects.bulk_create(rows, batch_size=BATCH)
    return list(
        Member.objects.filter(locale=locales[size.languages[0]]).values_list("pk", flat=True)
    )


def member_rows(
    number: int, size: Size, random: Random, locales: dict[str, Locale]
) -> Iterator[Member]:
    joined = date(2013, 3, 20) + timedelta(days=random.randrange(4000))
    facts: dict[str, Any] = {
        "translation_key": new_key(random),
        "kind": random.choice(MemberKind.values),
        "country": COUNTRIES[number % len(COUNTRIES)],
        "website": f"https://member-{number}.example",
        "joined_on": joined,
        "declaration_signed_on": joined if random.random() < 0.8 else None,
        "latitude": round(random.uniform(36, 68), 4),
        "longitude": round(random.uniform(-9, 40), 4),
        "live": True,
        "last_published_at": PUBLISHED,
    }
    for tag in size.languages:
        name = f"{title(random, tag)} {number}"
        text = paragraph(random, tag)
        yield Member(
            name=name,
            folded_name=sorting_key(name),
            description=text,
            locale=locales[tag],
            **facts,
        )


def new_key(random: Random) -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)


def plan(size: Size, random: Random) -> Iterator[Document]:
    """Parents before children: sections, then news, events and plain pages below each other."""
    home = Document(0, HomePage, None, new_key(random), list(size.languages))
    yield home
    sections = {
        model: child_of(home, model, size, random, index) for index, model in enumerate(SECTIONS, 1)
    }
    yield from sections.values()
    plain = [sections[AboutPage]]
    for number in range(len(SECTIONS) + 1, size.pages):
        parent, model = sections[NewsIndexPage], NewsPage
        if number % 5 == 0:
            parent, model = sections[EventIndexPage], EventPage
        elif number % 5 == 1:
            parent, model = random.choice(plain), StandardPage
        document = child_of(parent, model, size, random, number)
        if model is StandardPage and number % 3 == 0:
            plain.append(document)
        yield document


def child_of(
    parent: Document, model: type[SitePage], size: Size, random: Random, number: int
) -> Document:
    """A tenth is left untranslated in a language, another tenth is outdated."""
    source, *others = size.languages
    translated = [tag for tag in others if model in SECTIONS or random.random() > 0.1]
    languages = [tag for tag in (source, *translated) if tag in parent.languages]
    outdated = model not in SECTIONS and random.random() < 0.1
    return Document(number, model, parent, new_key(random), languages, outdated)


def write_pages(
    documents: list[Document],
    locales: dict[str, Locale],
    pictures: list[int],
    members: list[int],
    random: Random,
    progress: Progress,
) -> None:
    root = Page.get_first_root_node()
    types = ContentType.objects.get_for_models(*{document.model for document in documents})
    for document in documents:
        for tag in document.languages:
            document.rows[tag] = page_row(document, tag, root, locales, types, random)
    rows = [row for document in documents for row in document.rows.values()]
    Page.objects.bulk_create(rows, batch_size=BATCH)
    Page.objects.filter(pk=root.pk).update(numchild=models.F("numchild") + len(locales))
    write_own_tables(documents, pictures, members, random, progress)
    home = documents[0].rows[documents[0].languages[0]]
    site = {"hostname": "localhost", "root_page_id": home.pk, "site_name": "Alliance"}
    Site.objects.update_or_create(is_default_site=True, defaults=site)


def page_row(
    document: Document,
    tag: str,
    root: Page,
    locales: dict[str, Locale],
    types: dict[Any, ContentType],
    random: Random,
) -> Page:
    parent = document.parent.rows[tag] if document.parent else root
    parent.numchild = 0 if parent is root else parent.numchild + 1
    step = home_step(root, tag, locales) if parent is root else parent.numchild
    slug = tag if parent is root else f"page-{document.number}"
    name = f"{title(random, tag)} {document.number}"
    age = (
        timedelta(days=1) if document.is_outdated and tag != document.languages[0] else timedelta()
    )
    return Page(
        path=Page._get_path(parent.path, parent.depth + 1, step),
        depth=parent.depth + 1,
        numchild=0,
        url_path=f"{parent.url_path}{slug}/",
        slug=slug,
        title=name,
        draft_title=name,
        translation_key=document.key,
        locale=locales[tag],
        content_type=types[document.model],
        show_in_menus=document.model in SECTIONS or document.model is StandardPage,
        search_description=title(random, tag),
        live=True,
        first_published_at=PUBLISHED + timedelta(minutes=document.number),
        last_published_at=PUBLISHED + timedelta(days=500) - age,
    )


def home_step(root: Page, tag: str, locales: dict[str, Locale]) -> int:
    """Home pages stand behind whatever stands under the root already."""
    last = Page.objects.filter(depth=2).order_by("path").values_list("path", flat=True).last()
    taken = int(last[-Page.steplen :], 36) if last else 0
    return taken + 1 + list(locales).index(tag)


def write_own_tables(
    documents: list[Document],
    pictures: list[int],
    members: list[int],
    random: Random,
    progress: Progress,
) -> None:
    """The rows of SitePage and of each kind of page, whose base rows have their numbers now."""
    source = documents[0].languages[0]
    links = [document.rows[source].pk for document in documents]
    shared: list[Any] = []
    own: dict[type[SitePage], list[Any]] = defaultdict(list)
    for done, document in enumerate(documents, start=1):
        picture = random.choice(pictures)
        facts = neutral_facts(document.model, picture, random)
        ids = [new_key(random) for _ in range(30)]
        for tag, row in document.rows.items():
            shared.append(SitePage(page_ptr_id=row.pk, social_image_id=picture))
            values = facts | texts(document.model, tag, ids, random, pictures, members, links)
            own[document.model].append(
                document.model(sitepage_ptr_id=row.pk, page_ptr_id=row.pk, **values)
            )
        progress(done, len(documents))
    insert(SitePage, shared)
    for model, instances in own.items():
        insert(model, instances)


def insert(model: Any, instances: list[Any]) -> None:
    """The rows of this model's own table alone: bulk_create refuses models with parents."""
    fields = model._meta.local_concrete_fields
    queryset = model._base_manager.all()
    for start in range(0, len(instances), BATCH):
        queryset._insert(instances[start : start + BATCH], fields=fields, using=queryset.db)


def neutral_facts(model: type[SitePage], picture: int, random: Random) -> dict[str, Any]:
    if model is NewsPage:
        return {
            "date": date(2024, 1, 1) + timedelta(days=random.randrange(900)),
            "image_id": picture,
        }
    if model is EventPage:
        start = datetime(2025, 1, 1, 9, tzinfo=UTC) + timedelta(days=random.randrange(1200))
        return {"starts_at": start, "country": random.choice(COUNTRIES), "image_id": picture}
    return {}


def texts(
    model: type[SitePage],
    tag: str,
    ids: list[uuid.UUID],
    random: Random,
    pictures: list[int],
    members: list[int],
    links: list[int],
) -> dict[str, Any]:
    """What a kind of page says in a language."""
    names = {each.name for each in model._meta.local_fields}
    values: dict[str, Any] = {
        name: paragraph(random, tag)
        for name in ("intro", "consent", "confirmation")
        if name in names
    }
    if "tagline" in names:
        values["tagline"] = title(random, tag)
    if "body" in names:
        values["body"] = body(random, tag, ids, pictures, members, links)
    return values
