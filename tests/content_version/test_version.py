"""The version moves with everything that a query can show, and with nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.timezone import now
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site

from content_version.models import ContentChange
from content_version.reading import content_version, release
from pages.models import AboutPage, EventIndexPage, EventPage, SitePage
from snippets.models import Member, Secondee
from tests.factories import (
    image_file,
    make_document,
    make_expired,
    make_home,
    make_member,
    make_page,
    make_picture,
    make_private,
    make_private_collection,
    make_secondee,
    make_site_information,
    publish,
    translate,
)

pytestmark = pytest.mark.django_db


class Content:
    """A small site for the changes below."""

    def __init__(self):
        self.home = make_home()
        self.about = make_page(self.home, AboutPage, slug="about")
        self.page = make_page(self.home, slug="page")
        self.member = make_member()
        self.secondee = make_secondee()
        self.site = make_site_information()
        self.picture = make_picture()
        self.document = make_document()
        self.folder = Collection.get_first_root_node().add_child(name="Folder")
        self.user = get_user_model().objects.create_superuser("someone")


def rename(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()


def schedule(page):
    Page.objects.filter(pk=page.pk).update(live=False)
    page.go_live_at = now() - timedelta(minutes=1)
    revision = page.save_revision()
    revision.approved_go_live_at = page.go_live_at
    revision.save()


CHANGES = {
    "publish": lambda site: publish(site.page),
    "unpublish": lambda site: site.page.unpublish(),
    "new page": lambda site: make_page(site.home),
    "move": lambda site: MovePageAction(site.page, site.about, pos="last-child").execute(True),
    "order": lambda site: MovePageAction(site.page, site.about, pos="left").execute(True),
    "delete": lambda site: site.page.delete(),
    "translate": lambda site: translate(site.home, "de"),
    "private": lambda site: make_private(site.page),
    "member": lambda site: rename(site.member, name="Autre"),
    "unpublished member": lambda site: site.member.unpublish(),
    "deleted member": lambda site: site.member.delete(),
    "order of secondees": lambda site: Secondee.move(make_secondee(), 0),
    "site": lambda site: rename(site.site, tagline="Ensemble"),
    "picture": lambda site: rename(site.picture, alt_texts={"fr": "Une place"}),
    "picture's file": lambda site: rename(site.picture, file=image_file("other.png")),
    "drawn picture": lambda site: site.picture.get_rendition("width-10"),
    "document": lambda site: rename(site.document, title="Autre"),
    "collection": lambda site: make_private_collection(),
    "moved document": lambda site: rename(site.document, collection=site.folder),
    "redirect": lambda site: Redirect.add_redirect("/a/", "/b/"),
    "address of the site": lambda site: rename(Site.objects.get(), hostname="example.org"),
    "bulk": lambda site: Member.objects.bulk_create([Member(**FIELDS, locale=site.member.locale)]),
    "update": lambda site: Member.objects.update(website="https://example.org"),
    "hand": lambda site: hand("UPDATE snippets_member SET country = 'AT'"),
}  # fmt: skip
FIELDS = {"name": "X", "folded_name": "x", "kind": "CITY", "country": "FR"}
NO_CHANGES = {
    "nothing": lambda site: None,
    "draft": lambda site: rename_draft(site.page),
    "draft of a member": lambda site: site.member.save_revision(),
    "draft under a page": lambda site: site.page.save_revision(),
    "same values": lambda site: Member.objects.update(country="FR"),
    "no row": lambda site: Member.objects.filter(pk=0).delete(),
    "log-in": lambda site: rename(site.user, last_login=now()),
    "lock": lambda site: Page.objects.update(locked=True, locked_at=now()),
}


def hand(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def rename_draft(page):
    page.title = "Brouillon"
    page.save_revision()


@pytest.mark.parametrize("change", CHANGES)
def test_version_moves_with_every_change(change):
    site = Content()
    before = content_version()

    CHANGES[change](site)

    assert number(content_version()) > number(before)


@pytest.mark.parametrize("change", NO_CHANGES)
def test_version_stays_when_nothing_public_changed(change):
    site = Content()
    before = content_version()

    NO_CHANGES[change](site)

    assert content_version() == before


def number(version):
    return int(version.split(".")[0])


def test_scheduled_publishing_moves_it():
    site = Content()
    schedule(site.page)
    before = content_version()

    call_command("publish_scheduled")

    site.page.refresh_from_db()
    assert site.page.live
    assert number(content_version()) > number(before)


def test_expiry_moves_it_without_any_job():
    site = Content()
    before = content_version()

    make_expired(site.page)
    by_hand = content_version()
    SitePage.objects.filter(pk=site.page.pk).update(expire_at=now() - timedelta(seconds=1))

    assert len({before, by_hand, content_version()}) == 3
    assert content_version().split(".")[1] != "0"


def test_end_of_an_event_moves_it(execute):
    index = make_page(Content().home, EventIndexPage, slug="events")
    event = make_page(index, EventPage, starts_at=now() + timedelta(hours=1))
    before = content_version()
    EventPage.objects.filter(pk=event.pk).update(starts_at=now() - timedelta(seconds=1))

    assert content_version().split(".")[1] > before.split(".")[1]


def test_rolled_back_change_leaves_it():
    site = Content()
    before = content_version()

    with transaction.atomic():
        rename(site.member, name="Autre")
        transaction.set_rollback(True)

    assert content_version() == before


def test_endpoint_tells_it(execute):
    assert execute("{ contentVersion }")["contentVersion"] == content_version()


def test_version_says_which_release_answers(settings):
    before = release()
    settings.FRONTEND_URL = "https://elsewhere.example"
    release.cache_clear()

    try:
        assert release() != before
    finally:
        release.cache_clear()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one row")
def test_rows_are_taken_together_before_they_are_many():
    ContentChange.objects.bulk_create(
        ContentChange(transaction=-n, amount=5) for n in range(1, 300)
    )
    before = number(content_version())

    make_member()

    assert number(content_version()) > before
    assert ContentChange.objects.count() == 1
