"""The first screen after log-in shows each person what is that person's."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission, Locale

from desk.health import CHECKS, past_events_in_front
from desk.links import collect
from desk.models import Link, LinkPlace
from desk.panels import HealthPanel
from desk.waiting import outdated_for, scheduled_for
from membership.models import State
from pages.models import EventIndexPage, EventPage, HomePage
from tests.factories import (
    block,
    locale,
    make_application,
    make_home,
    make_member,
    make_page,
    make_picture,
    paragraph,
    publish,
    translate,
)
from tests.translation.making import (
    change,
    put_all,
    reviewed_and_published,
    translator,
)
from translation.submitting import submit
from translation.units import units

pytestmark = pytest.mark.django_db
SLUGS = [check.slug for check in CHECKS]


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_superuser("admin", password="x")
    client.force_login(user)
    return user


def user_with(*codenames, page=None):
    group = Group.objects.create(name="some")
    for codename in ("access_admin", *codenames):
        group.permissions.add(Permission.objects.get(codename=codename))
    if page:
        change = Permission.objects.get(codename="change_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=change)
    user = get_user_model().objects.create_user("someone", password="x")
    user.groups.add(group)
    return user


def screen(client):
    response = client.get("/admin/")
    assert response.status_code == 200
    return response.content.decode()


def test_open_applications_wait_for_reviewers_only(client, home):
    user = user_with("change_application")
    colleague = get_user_model().objects.create_user("colleague", password="x")
    make_application(authority_name="Graz")
    make_application(authority_name="Wien", assigned_to=user)
    make_application(authority_name="Linz", assigned_to=colleague)
    make_application(authority_name="Bregenz", state=State.DECLINED)

    client.force_login(user)
    mine = screen(client)
    client.force_login(user_with_nothing())
    theirs = screen(client)

    assert [name for name in ("Graz", "Wien", "Linz", "Bregenz") if name in mine] == [
        "Graz",
        "Wien",
    ]
    assert "Graz" not in theirs


def user_with_nothing():
    user = get_user_model().objects.create_user("nothing", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def outdated_page(title="Page"):
    """A page whose published German version is behind."""
    task = reviewed_and_published(translated_task(title))
    change(task.translation.source.get_source_instance(), title=f"{title} bis")
    return task


def translated_task(title):
    home = HomePage.objects.get(locale=Locale.get_default())
    if not home.has_translation(locale("de")):
        translate(home, "de", title="Start", tagline="Z")
    task = submit(make_page(home, title=title), locale("de"), by=None)
    put_all(task, {unit.source: unit.source for unit in units(task.translation)})
    return task


def test_outdated_translations_are_those_whose_source_has_changed_since(admin, home):
    reviewed_and_published(translated_task("Autre"))
    late = outdated_page()

    assert list(outdated_for(admin)) == [late]


def test_translators_see_what_is_outdated_in_their_languages(home):
    late = outdated_page()

    assert list(outdated_for(translator(tag="de"))) == [late]
    assert list(outdated_for(translator("other", tag="rom"))) == []


def test_translator_with_tasks_is_not_told_that_nothing_waits(client, home):
    translated_task("Page")
    client.force_login(translator(tag="de"))

    shown = screen(client)

    assert '"my-work-' in shown
    assert '"desk-waiting-' not in shown


def test_health_of_the_site_is_for_those_who_can_mend_it(client, admin, home):
    assert '"desk-health-' in screen(client)
    client.force_login(user_with("change_member"))
    assert '"desk-health-' in screen(client)
    client.force_login(translator(tag="de"))

    assert '"desk-health-' not in screen(client)


def test_scheduled_pages_stand_in_the_order_of_their_time(admin, home):
    soon = make_page(home, title="Bientôt", live=False)
    soon.go_live_at = timezone.now() + timedelta(hours=2)
    soon.save_revision(approved_go_live_at=soon.go_live_at)
    ending = make_page(home, title="Fin")
    type(ending).objects.filter(pk=ending.pk).update(expire_at=timezone.now() + timedelta(hours=1))

    rows = scheduled_for(admin)

    assert [row.title for row in rows] == ["Fin", "Bientôt"]
    assert rows[1].address == f"/admin/pages/{soon.pk}/edit/"


def test_what_changed_lately_names_who_did_it(client, admin, home):
    page = make_page(home, title="Changée")
    log(page, "wagtail.edit", user=admin)

    page_html = screen(client)

    assert "Changée" in page_html
    assert "desk-changed" in page_html


def event(index, title, days, **values):
    return make_page(
        index, EventPage, title=title, starts_at=timezone.now() + timedelta(days=days), **values
    )


def test_past_events_before_one_to_come_are_told(admin, home):
    index = make_page(home, EventIndexPage, title="Événements")
    first = event(index, "Passé devant", -10)
    event(index, "À venir", 10)
    event(index, "Passé derrière", -10)

    assert [found.pk for found in past_events_in_front(admin)] == [first.pk]


def test_past_event_on_the_home_page_is_told(admin, home):
    index = make_page(home, EventIndexPage, title="Événements")
    past = event(index, "Passé", -10)
    assert past_events_in_front(admin) == []
    home.body = [block("call_to_action", {"label": "Venez", "page": past.pk, "url": ""})]
    publish(home)

    assert [found.pk for found in past_events_in_front(admin)] == [past.pk]


def sick_site(home):
    make_page(home, title="Sans description", search_description="")
    make_page(home, title="Avec description", search_description="Oui.")
    make_picture(title="Sans texte")
    make_picture(title="Avec texte", alt_texts={"fr": "Une place"})
    index = make_page(home, EventIndexPage, title="Événements", search_description="x")
    event(index, "Passé devant", -10, search_description="x")
    event(index, "À venir", 10, search_description="x")
    member = make_member(name="Graz", website="https://dead.example.org")
    for kind, target in (("PAGE", "4711 fr"), ("EXTERNAL", "https://dead.example.org")):
        link = Link.objects.create(
            kind=kind, target=target, digest=kind, failures=2, checked_at=timezone.now()
        )
        LinkPlace.objects.create(
            link=link,
            content_type=content_type(member),
            object_id=member.pk,
            title="Graz",
            locale="fr",
        )


def content_type(instance):
    return ContentType.objects.get_for_model(instance)


@pytest.mark.parametrize(
    ("slug", "shown", "hidden"),
    [
        ("descriptions", "Sans description", "Avec description"),
        ("pictures", "Sans texte", "Avec texte"),
        ("links", "4711", "dead.example.org"),
        ("addresses", "dead.example.org", "4711"),
        ("events", "Passé devant", "À venir"),
    ],
)
def test_health_of_the_site_is_listed_with_a_way_to_mend_it(
    client, admin, home, slug, shown, hidden
):
    sick_site(home)

    assert f"/admin/health/{slug}/" in screen(client)
    found = client.get(f"/admin/health/{slug}/").content.decode()

    assert shown in found
    assert hidden not in found
    assert "/edit/" in found or "/images/" in found


def test_healthy_site_says_so(client, admin, home):
    home.search_description = "Une alliance."
    publish(home)

    page = screen(client)

    assert "/admin/health/" not in page
    assert client.get("/admin/health/nothing/", follow=True).status_code == 404


def test_links_have_no_figure_before_anybody_looked_at_them(client, admin, home):
    def figures():
        return {check.slug: count for check, count in HealthPanel().shown_to(admin)["checks"]}

    make_page(home, body=[paragraph(f'<p><a linktype="page" id="{home.pk}">Accueil</a></p>')])
    assert (figures()["links"], figures()["addresses"]) == (None, None)
    assert "pas encore regardé" in screen(client)

    collect()

    assert (figures()["links"], figures()["addresses"]) == (0, 0)
    assert "pas encore regardé" not in screen(client)


def test_dates_are_read_the_same_all_over_europe():
    with translation.override("en"):
        assert date_format(date(2026, 11, 5), "SHORT_DATE_FORMAT") == "5 Nov 2026"


def test_editors_see_only_their_own_pages_in_the_lists(client, home):
    mine = make_page(home, title="La mienne")
    make_page(home, title="La leur")
    client.force_login(user_with(page=mine))

    found = client.get("/admin/health/descriptions/").content.decode()

    assert "La mienne" in found
    assert "La leur" not in found


@pytest.mark.parametrize(
    "path", ["/admin/health/links/", "/admin/preview-links/", "/admin/applications/"]
)
def test_added_views_are_for_people_who_logged_in(client, home, path):
    response = client.get(path)

    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_first_screen_asks_the_database_equally_often_however_much_waits(client, admin, home):
    def make(count):
        for number in range(count):
            make_application(authority_name=f"Ville {number}")
            make_picture(title=f"Image {number}")

    def statements():
        with CaptureQueriesContext(connection) as captured:
            screen(client)
        return len(captured)

    make(1)
    screen(client)
    few = statements()
    make(12)

    assert statements() == few
