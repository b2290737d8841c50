"""axe-core finds no serious violation on the views that the project adds to the admin, nor in the preview client."""

from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Site

from access.models import ApiKey
from desk.models import Link, LinkPlace
from membership.reviewing import ask_back
from pages.models import EventIndexPage, EventPage, StandardPage
from preview.grants import grant_reviewer, token_of
from tests.e2e.added_views import OTHER_PAGES, PAGES
from tests.factories import (
    block,
    locale,
    make_application,
    make_member,
    make_page,
    make_picture,
    make_secondee,
    make_site_information,
    paragraph,
)
from tests.translation.making import change, put_all, reviewed_and_published, translator
from translation import workflow
from translation.coverage import Coverage
from translation.exchange.exporting import documents
from translation.exchange.staging import take
from translation.exchange.xliff import write_xliff
from translation.models import Job, JobState
from translation.submitting import submit

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
DONE = {
    **{"kind": "submit", "items": [["x"]], "cursor": 1, "state": JobState.DONE},
    "problems": [["Objectifs", "Elle a été supprimée."]],
}
SERIOUS = {"serious", "critical"}
# Wagtail's own checker may be at it, which axe allows one at a time.
RUN = """async () => {
    for (;;) {
        try { return await axe.run(WITHIN); }
        catch (error) { if (!String(error).includes("already running")) throw error; }
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
}"""


# Wagtail's own text editor gives its field no name.
WITHOUT_DRAFTAIL = "{exclude: [['.public-DraftEditor-content']]}"
STICKING_OUT = """Array.from(document.querySelectorAll("*"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.outerHTML.slice(0, 200))"""
OPEN_ALL = """document.querySelectorAll("details").forEach(
    (one) => { one.removeAttribute("name"); one.open = true })"""


def violations(page, within="document"):
    """Each serious one with the elements it is about."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN.replace("WITHIN", within))["violations"]
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"]])
        for violation in found
        if violation["impact"] in SERIOUS
    ]


@pytest.fixture
def busy(site):
    """Something of all that the first screen and the lists can show."""
    home = site.get_parent()
    member = make_member(name="Graz", country="AT", website="https://dead.example.org")
    kind = ContentType.objects.get_for_model(member)
    for name, target in (("PAGE", "4711 fr"), ("EXTERNAL", "https://dead.example.org")):
        link = Link.objects.create(
            kind=name, target=target, digest=name, failures=2, checked_at=timezone.now()
        )
        LinkPlace.objects.create(
            link=link, content_type=kind, object_id=member.pk, title="Graz", locale="fr"
        )
    make_picture(title="Sans texte")
    index = make_page(home, EventIndexPage, title="Événements")
    now = timezone.now()
    make_page(index, EventPage, title="Passé", starts_at=now - timedelta(days=9))
    make_page(index, EventPage, title="À venir", starts_at=now + timedelta(days=9))
    later = make_page(home, StandardPage, title="Plus tard", live=False)
    later.go_live_at = now + timedelta(days=1)
    later.save_revision().publish()
    application = make_application(
        authority_name="Stadt Graz", country="AT", message="Wir möchten.", locale="de"
    )
    ask_back(application, "Combien ?", None)
    return application


@pytest.fixture
def made(editor, busy, site):
    """What the addresses of the list name: a site on which something of everything is under way."""
    anna = translator("anna")
    user = get_user_model().objects.get(username="admin")
    site.save_revision().publish()
    grant_reviewer(site.get_latest_revision(), "Anna", 2, None)
    task = submit(site, locale("de"), by=None)
    put_all(task, {"Objectifs": "Ziele"}, by=anna)
    workflow.comment_on(task, "Bitte ansehen", by=anna)
    member = make_member(name="Wien", country="AT")
    member.save_revision().publish()
    translated = reviewed_and_published(task_of_member(member))
    change(member, name="Wien an der Donau")
    return {
        "page": site.pk,
        "member": member.pk,
        "secondee": make_secondee().pk,
        "information": make_site_information().pk,
        "application": busy.pk,
        "task": task.pk,
        "cell": next(cell.name for cell in Coverage().cells if cell.task == translated.pk),
        "job": Job.objects.create(**DONE, created_by=user).pk,
        "key": ApiKey.objects.create(name="Site", beginning="abc", digest="d").pk,
        "file": exported(task, user).pk,
        "site": Site.objects.get().pk,
    }


def task_of_member(member):
    task = submit(member, locale("de"), by=None)
    put_all(task, {"Wien": "Wien"})
    return task


def exported(task, user):
    """A file of translations that somebody has sent back."""
    content = write_xliff(documents([task.translation]), "fr", "de")
    return take(content, "work.xlf", locale("de"), user)


def test_added_views_have_no_serious_violation(editor, made, screenshot):
    """Each at the width of a desktop and of a telephone, where nothing may stick out either."""
    addresses = [*OTHER_PAGES, *chain.from_iterable(PAGES.values())]
    found = {}

    for address in (one.format(**made) for one in addresses):
        response = editor.goto(address)
        assert response.status == 200, address
        editor.evaluate(OPEN_ALL)
        screenshot(f"view{address.replace('/', '_').partition('?')[0]}")
        found[address] = violations(editor, WITHOUT_DRAFTAIL)
        editor.set_viewport_size({"width": 390, "height": 844})
        if editor.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[f"{address} at 390"] = editor.evaluate(STICKING_OUT)
        editor.set_viewport_size({"width": 1360, "height": 900})

    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_preview_client_has_no_violation_at_any_width(editor, site, scheme, screenshot):
    picture = make_picture(drawn=True, alt_texts={"fr": "Une place"})
    table = {"data": [["Année", "Ville"], ["2013", "Graz"]], "first_row_is_table_header": True}
    page = make_page(
        site.get_parent(),
        StandardPage,
        title="Habitat",
        slug="habitat",
        search_description="Comment les villes aident.",
        intro="<p>Se loger <b>dignement</b>.</p>",
        body=[
            block("heading", {"text": "Ce que font les villes", "level": "2"}),
            paragraph("<p>Des terrains équipés.</p>"),
            block("image", {"image": picture.pk, "caption": "La place", "alt_text": ""}),
            block("quote", {"quote": "Un toit.", "attribution": "Anna"}),
            block("call_to_action", {"label": "Lire", "page": site.pk, "url": ""}),
            block("table", {"caption": "Dates", "table": table}),
            block("members", [block("item", make_member(name="Graz").pk)]),
        ],
    )
    token = token_of(grant_reviewer(page.get_latest_revision(), "Anna", 2, None))
    editor.emulate_media(color_scheme=scheme)

    for width in (375, 768, 1280):
        editor.set_viewport_size({"width": width, "height": 900})
        editor.goto("about:blank")
        editor.goto(f"/preview/#kind=page&locale=fr&previewToken={token}")
        expect(editor.get_by_role("heading", level=1)).to_have_text("Habitat")
        assert violations(editor, "{exclude: [['wagtail-userbar']]}") == []
        assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(f"client_{scheme}")
