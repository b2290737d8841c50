"""axe-core finds no serious violation on the views that the project adds to the admin, nor in the preview client."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from playwright.sync_api import expect

from desk.models import Link, LinkPlace
from membership.reviewing import ask_back
from pages.models import EventIndexPage, EventPage, StandardPage
from preview.grants import grant_reviewer, token_of
from tests.factories import block, make_application, make_member, make_page, make_picture, paragraph

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
SERIOUS = {"serious", "critical"}
# Wagtail's own checker may be at it, which axe allows one at a time.
RUN = """async () => {
    for (;;) {
        try { return await axe.run(WITHIN); }
        catch (error) { if (!String(error).includes("already running")) throw error; }
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
}"""


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


def test_added_views_have_no_serious_violation(editor, busy, site, screenshot):
    grant_reviewer(site.get_latest_revision(), "Anna", 2, None)
    addresses = {
        "first_screen": "/admin/",
        "applications": "/admin/applications/",
        "one_application": f"/admin/applications/{busy.pk}/",
        "preview_links": "/admin/preview-links/",
        "share": f"/admin/preview-links/new/pages/objectivespage/{site.pk}/",
        **{
            slug: f"/admin/health/{slug}/"
            for slug in ("descriptions", "pictures", "links", "addresses", "events")
        },
    }
    found = {}

    for name, address in addresses.items():
        editor.goto(address)
        if name == "one_application":
            editor.evaluate(
                "document.querySelectorAll('details').forEach(d => { d.removeAttribute('name'); d.open = true })"
            )
        screenshot(name)
        found[name] = violations(editor)

    assert found == {name: [] for name in addresses}


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
