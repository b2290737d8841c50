"""Finds the links of all public content, and keeps up to date which of them lead nowhere."""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from desk.answering import LinkState, check_link
from desk.models import Link, LinkKind, LinkPlace
from pages.drafts import details
from pages.models import PAGE_MODELS
from pages.references import references_of
from pages.rich_text import LINK, attributes_of
from pages.visibility import (
    closed_collections,
    closed_trees,
    public_documents,
    public_pages,
    public_snippets,
)
from snippets.models import Member, Secondee, SiteInformation

CHECK_EVERY = timedelta(days=7)
CHECK_FAILED_AGAIN_AFTER = timedelta(days=1)
PAUSE_SECONDS = 1.0
"""Between two questions to one site."""


@dataclass(frozen=True, slots=True)
class Found:
    """A link where it stands."""

    kind: str
    target: str
    place: Any

    @property
    def digest(self) -> str:
        return sha256(f"{self.kind} {self.target}".encode()).hexdigest()


def collect() -> None:
    """Makes the tables say where all links stand now. Links that stand nowhere go."""
    found = list(all_links())
    with transaction.atomic():
        new = {
            one.digest: Link(kind=one.kind, target=one.target, digest=one.digest) for one in found
        }
        Link.objects.bulk_create(new.values(), ignore_conflicts=True, batch_size=500)
        numbers = dict(Link.objects.values_list("digest", "pk"))
        LinkPlace.objects.all().delete()
        places = [place_of(one, numbers[one.digest]) for one in found]
        LinkPlace.objects.bulk_create(places, ignore_conflicts=True, batch_size=500)
        Link.objects.filter(places=None).delete()
    judge_pages()
    judge_documents()


def place_of(one: Found, link: int) -> LinkPlace:
    place = one.place
    return LinkPlace(
        link_id=link,
        content_type=ContentType.objects.get_for_model(type(place)),
        object_id=place.pk,
        title=str(place)[:255],
        locale=place.locale.language_code,
    )


def all_links() -> Iterator[Found]:
    public = public_pages(closed_trees()).values("pk")
    for model in PAGE_MODELS:
        pages = model._default_manager.filter(pk__in=public).select_related("locale")
        for page in pages.iterator(chunk_size=200):
            yield from links_in(page, details(page))
    for snippet_model in (Member, Secondee, SiteInformation):
        for snippet in public_snippets(snippet_model).select_related("locale"):
            yield from links_in(snippet, snippet.serializable_data())


def links_in(place: Any, columns: dict[str, Any]) -> Iterator[Found]:
    language = place.locale.language_code
    references = references_of(columns)
    for number in references.pages:
        yield Found(LinkKind.PAGE, f"{number} {language}", place)
    for number in references.documents:
        yield Found(LinkKind.DOCUMENT, f"{number} {language}", place)
    for address in set(addresses(columns)):
        yield Found(LinkKind.EXTERNAL, address, place)


def addresses(value: Any) -> Iterator[str]:
    """Every web address in a column: one that it is, or one that its HTML leads to."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from addresses(item)
    elif isinstance(value, str):
        written = [
            attributes_of(opening).get("href", "") for opening, _words in LINK.findall(value)
        ]
        yield from filter(is_web, [value, *written])


def is_web(text: str) -> bool:
    """One address, and nothing else."""
    return text.startswith(("http://", "https://")) and not any(map(str.isspace, text))


def judge_pages() -> None:
    """A page is there for a reader when its document is public in the reader's language."""
    links = list(Link.objects.filter(kind=LinkKind.PAGE))
    wanted = {int(link.target.split()[0]) for link in links}
    chosen = dict(Page.objects.filter(pk__in=wanted).values_list("pk", "translation_key"))
    titles = dict(Page.objects.filter(pk__in=wanted).values_list("pk", "draft_title"))
    rows = public_pages(closed_trees()).filter(translation_key__in=set(chosen.values()))
    there = set(rows.values_list("translation_key", "locale__language_code"))
    for link in links:
        number, language = link.target.split()
        link.label = titles.get(int(number), f"#{number}")
        link.failures = 0 if (chosen.get(int(number)), language) in there else 1
        link.checked_at = timezone.now()
    Link.objects.bulk_update(links, ["label", "failures", "checked_at"], batch_size=500)


def judge_documents() -> None:
    links = list(Link.objects.filter(kind=LinkKind.DOCUMENT))
    there = dict(public_documents(closed_collections()).values_list("pk", "title"))
    for link in links:
        number = int(link.target.split()[0])
        link.label = there.get(number, f"#{number}")
        link.failures = 0 if number in there else 1
        link.checked_at = timezone.now()
    Link.objects.bulk_update(links, ["label", "failures", "checked_at"], batch_size=500)


def due() -> "QuerySet[Link]":
    """Each address once a week; one that did not answer the next day again."""
    now = timezone.now()
    failed = Q(failures__gt=0, checked_at__lt=now - CHECK_FAILED_AGAIN_AFTER)
    old = Q(checked_at=None) | Q(checked_at__lt=now - CHECK_EVERY)
    return Link.objects.filter(failed | old, kind=LinkKind.EXTERNAL)


def check_due(limit: int) -> int:
    """Hands the addresses that are due to the background, those of one site together; how many."""
    by_site: dict[str, list[int]] = defaultdict(list)
    for number, address in (
        due().order_by(F("checked_at").asc(nulls_first=True)).values_list("pk", "target")[:limit]
    ):
        by_site[urlsplit(address).netloc].append(number)
    for numbers in by_site.values():
        check_site.enqueue(numbers)
    return sum(map(len, by_site.values()))


@task()
def check_site(numbers: list[int]) -> None:
    """One after the other, with a pause between them: it is somebody else's machine."""
    for position, link in enumerate(Link.objects.filter(pk__in=numbers)):
        if position:
            time.sleep(PAUSE_SECONDS)
        note(link, check_link(link.target))


def note(link: Link, state: LinkState) -> None:
    failures = 0 if state.answers else link.failures + 1
    Link.objects.filter(pk=link.pk).update(
        checked_at=timezone.now(), failures=failures, reason=state.reason
    )
