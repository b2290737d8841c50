"""The whole story of a translation, as four people and a frontend live it."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PASSWORD, SCREENSHOTS
from tests.factories import block, locale, make_page
from tests.translation.making import reviewer, translator, unit_of
from translation.submitting import Plan, submit

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

GERMAN = """{ page(path: "/fr/objectifs/", locale: "de", fallback: ["fr"]) {
    title servedLocale isFallback translations { locale status }
    ... on ObjectivesPage { intro { text } objectives { title content { text } } } } }"""
ROMANI = """{ page(path: "/fr/objectifs/", locale: "rom", fallback: ["fr"]) {
    title servedLocale isFallback translations { locale status } } }"""
ONLY_GERMAN = '{ page(path: "/fr/objectifs/", locale: "de", fallback: []) { title } }'
WORDS = {
    "Objectifs": "Ziele",
    "Trois objectifs.": "Drei Ziele.",
    "Coopérer": "Zusammenarbeiten",
    "Travailler ensemble.": "Gemeinsam handeln.",
}


@pytest.fixture
def anna():
    return with_password(translator("anna"), "Anna", "Keller")


@pytest.fixture
def bela():
    return with_password(reviewer("bela"), "Béla", "Horváth")


@pytest.fixture
def dani():
    return with_password(translator("dani", "rom"), "Dani", "Lakatos")


def with_password(user, first, last):
    user.first_name, user.last_name = first, last
    user.set_password(PASSWORD)
    user.save()
    return user


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)


def publish(editor: Page) -> None:
    editor.locator("[data-w-dropdown-target=toggle].button").last.click()
    editor.locator("button[name=action-publish][value=action-publish]").click()
    expect(editor.locator(".messages .success")).to_be_visible()


def segment(page: Page, source: str):
    return page.locator("[data-tr-segment]").filter(has=page.get_by_text(source, exact=True))


def write(page: Page, source: str) -> None:
    editor = segment(page, source).locator("[data-tr-editor]")
    editor.fill(WORDS[source])
    editor.press("Control+Enter")
    expect(segment(page, source).locator("[data-tr-saved]")).to_contain_text("✓")


def step(page: Page, name: str, message: str = "") -> None:
    if message:
        page.fill(".tr-steps textarea", message)
    page.click(f"button[name=step][value={name}]")
    expect(page.locator(".messages .success")).to_be_visible()


def test_from_the_french_page_to_the_german_and_round_again(
    editor, site, question, browse, anna, bela, dani
):
    def german():
        return question(GERMAN)["page"]

    # The editor publishes and submits.
    editor.goto(f"/admin/pages/{site.pk}/edit/")
    publish(editor)
    editor.goto(f"/admin/translation/submit/page/{site.pk}/")
    for language in ("llemand", "omani"):
        editor.get_by_label(language, exact=False).first.check()
    editor.get_by_label("Anna Keller").check()
    editor.fill("[name=due_on]", "2030-03-01")
    editor.fill("[name=note]", "Für die Pressekonferenz")
    picture(editor, "submit")
    editor.locator("main form button[type=submit]").last.click()
    expect(editor.locator("[data-tr-job][data-done=true]")).to_be_visible()
    assert german()["isFallback"]

    # The Romani translator has a task of his own, and nothing is public of it or of the page above.
    romani = browse("dani")
    expect(romani.locator("[data-panel] .tr-tasks td.title")).to_have_count(2)
    expect(romani.locator("[data-panel]").first).not_to_contain_text("llemand")
    romani.get_by_role("link", name="Objectifs").first.click()
    expect(segment(romani, "Coopérer").locator("[data-tr-editor]")).to_be_empty()

    # The translator finds the task and translates.
    translating = browse("anna")
    expect(translating.locator("[data-panel]").first).to_contain_text("Objectifs")
    picture(translating, "my-work")
    translating.get_by_role("link", name="Objectifs").first.click()
    *first, last = WORDS
    for source in first:
        write(translating, source)
    step(translating, "request_review")

    # A sentence is missing: whoever approves is refused, and nothing of the page is public in German.
    reviewing = browse("bela")
    reviewing.get_by_role("link", name="Objectifs").first.click()
    reviewing.click("button[name=step][value=approve_and_publish]")
    expect(reviewing.locator(".messages .error")).to_contain_text("Travailler ensemble.")
    assert german()["isFallback"]
    assert question(ONLY_GERMAN) == {"page": None}
    step(reviewing, "request_changes", "Ein Satz fehlt.")

    translating.reload()
    write(translating, last)
    picture(translating, "workspace")
    step(translating, "request_review", "Bitte prüfen")
    answer = german()
    assert (answer["title"], answer["servedLocale"], answer["isFallback"]) == (
        "Objectifs",
        "fr",
        True,
    )

    # The reviewer sends it back, the translator answers, the reviewer approves.
    reviewing.reload()
    row = segment(reviewing, "Travailler ensemble.")
    row.locator("[data-tr-action=comments]").click()
    row.locator("[data-tr-comment]").fill("Besser: arbeiten statt handeln")
    row.locator("[data-tr-action=comment]").click()
    expect(segment(reviewing, "Travailler ensemble.").locator(".tr-comment")).to_be_visible()
    picture(reviewing, "review", whole=True)
    step(reviewing, "request_changes", "Bitte den Kommentar beachten.")
    assert german()["isFallback"]
    translating.reload()
    expect(translating.locator(".help-warning")).to_contain_text("Bitte den Kommentar beachten.")
    row = segment(translating, "Travailler ensemble.")
    row.locator("[data-tr-editor]").fill("Gemeinsam arbeiten.")
    row.locator("[data-tr-action=save]").click()
    expect(segment(translating, "Travailler ensemble.").locator("[data-tr-saved]")).to_contain_text(
        "✓"
    )
    translating.locator("[data-tr-resolve]").first.click()
    expect(translating.locator(".tr-comment--resolved")).to_have_count(1)
    step(translating, "request_review")
    reviewing.reload()
    step(reviewing, "approve_and_publish")
    assert german() == {
        "title": "Ziele",
        "servedLocale": "de",
        "isFallback": False,
        "translations": [
            {"locale": "fr", "status": "SOURCE"},
            {"locale": "de", "status": "TRANSLATED"},
        ],
        "intro": {"text": "Drei Ziele."},
        "objectives": [{"title": "Zusammenarbeiten", "content": {"text": "Gemeinsam arbeiten."}}],
    }
    assert not [source for source in WORDS if source in str(german())]
    assert question(ROMANI)["page"] == {
        "title": "Objectifs",
        "servedLocale": "fr",
        "isFallback": True,
        "translations": german()["translations"],
    }

    # The editor changes one sentence: the whole German page stays, and says that it is outdated.
    whole = german()
    editor.goto(f"/admin/pages/{site.pk}/edit/")
    title = editor.locator("[name=objectives-0-value-title]")
    expect(title).to_have_value("Coopérer")
    title.fill("Coopérer partout en Europe")
    publish(editor)
    now = german()
    assert now["translations"][1] == {"locale": "de", "status": "OUTDATED"}
    assert {**now, "translations": 0} == {**whole, "translations": 0}

    # The translator sees what differs, and says that the old translation is still valid.
    translating.goto("/admin/")
    translating.get_by_role("link", name="Objectifs").first.click()
    changed = translating.locator("[data-tr-segment][data-state=changed]")
    expect(changed).to_have_count(1)
    expect(changed.locator("ins")).to_have_text("partout en Europe")
    expect(changed.locator(".tr-old")).to_contain_text("Zusammenarbeiten")
    translating.locator("[data-tr-filter=changed]").click()
    picture(translating, "outdated")
    changed.locator("[data-tr-action=confirm]").click()
    expect(translating.locator("[data-tr-segment][data-state=changed]")).to_have_count(0)
    step(translating, "request_review")
    reviewing.reload()
    step(reviewing, "approve_and_publish")
    assert german()["translations"][1]["status"] == "TRANSLATED"
    assert german()["objectives"][0]["title"] == "Zusammenarbeiten"


def test_two_translators_meet_in_one_segment(editor, site, browse, anna):
    editor.goto(f"/admin/translation/submit/page/{site.pk}/")
    editor.get_by_label("llemand", exact=False).first.check()
    editor.locator("main form button[type=submit]").last.click()
    expect(editor.locator("[data-tr-job][data-done=true]")).to_be_visible()
    other = with_password(translator("carla"), "Carla", "Roth")
    first, second = browse("anna"), browse(other.username)
    for page in (first, second):
        page.get_by_role("link", name="Objectifs").first.click()
        expect(page.locator("[data-tr-editor]").first).to_be_visible()

    segment(first, "Coopérer").locator("[data-tr-editor]").fill("Kooperieren")
    segment(first, "Coopérer").locator("[data-tr-action=save]").click()
    expect(segment(first, "Coopérer").locator("[data-tr-saved]")).to_contain_text("✓")
    segment(second, "Coopérer").locator("[data-tr-editor]").fill("Zusammenarbeiten")
    segment(second, "Coopérer").locator("[data-tr-action=save]").click()

    conflict = second.locator(".tr-conflict")
    expect(conflict).to_contain_text("Anna Keller")
    expect(conflict).to_contain_text("Kooperieren")
    picture(second, "conflict")
    conflict.get_by_role("button").first.click()
    expect(segment(second, "Coopérer").locator("[data-tr-saved]")).to_contain_text("✓")
    first.reload()
    expect(segment(first, "Coopérer").locator("[data-tr-editor]")).to_have_text("Zusammenarbeiten")


SELECT = """editor => { const range = document.createRange(); const text = editor.firstChild;
    range.setStart(text, 4); range.setEnd(text, 8); const chosen = window.getSelection();
    chosen.removeAllRanges(); chosen.addRange(range); }"""


def test_bold_word_and_link_are_made_with_buttons(editor, site, browse, anna):
    body = [block("paragraph", f'<p>Un <b>mot</b>, <a linktype="page" id="{site.pk}">ici</a>.</p>')]
    page = make_page(site.get_parent(), title="Page", slug="page", body=body)
    task = submit(page, locale("de"), by=None)

    work = browse("anna")
    work.goto(f"/admin/translation/tasks/{task.pk}/")
    row = work.locator("[data-tr-segment]").filter(has=work.locator("[data-tr-source] b"))
    field = row.locator("[data-tr-editor]")
    field.fill("Ein Wort & mehr, ")
    field.evaluate(SELECT)
    row.locator(".tr-tool[data-tag=B]").click()
    field.press("Control+End")
    row.locator(".tr-tool[data-tag=A]").click()
    picture(work, "markup")
    row.locator("[data-tr-action=save]").click()
    expect(row.locator("[data-tr-saved]")).to_contain_text("✓")

    written = unit_of(task, 'Un <b>mot</b>, <a id="a1">ici</a>.')
    assert written.target == 'Ein <b>Wort</b> &amp; mehr, <a id="a1">ici</a>'
    assert not written.has_error


@pytest.fixture
def work(editor, site, browse, anna):
    """Anna's browser in the workspace of a page that was just submitted, and its task."""
    body = [block("paragraph", f'<p>Lire <a linktype="page" id="{site.pk}">{LINK}</a>.</p>')]
    page = make_page(site.get_parent(), title="Page", slug="page", body=body)
    task = submit(page, locale("de"), by=None)
    browser = browse("anna")
    browser.goto(f"/admin/translation/tasks/{task.pk}/")
    return browser, task


LINK = "la Déclaration contre l’antitsiganisme"


def test_second_click_on_a_step_takes_no_second_step(work):
    browser, task = work

    browser.dblclick("button[name=step][value=request_review]")

    expect(browser.locator(".messages .success")).to_be_visible()
    expect(browser.locator(".messages .error")).to_have_count(0)
    assert task.transitions.count() == 1


def tab_to(page: Page, wanted: str) -> None:
    """By the Tab key alone, from wherever the keyboard is."""
    for _ in range(150):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key does not lead to {wanted}")


def press(page: Page, wanted: str) -> None:
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_whole_translation_by_keyboard(editor, site, question, browse, anna, bela):
    submit(site, locale("de"), by=None, plan=Plan(users=(anna,)))
    translating = browse("anna")
    press(translating, "[data-panel] .tr-tasks a")
    for source, target in WORDS.items():
        tab_to(translating, f"#{segment(translating, source).get_attribute('id')} [data-tr-editor]")
        translating.keyboard.type(target)
        translating.keyboard.press("Control+Enter")
        expect(segment(translating, source).locator("[data-tr-saved]")).to_contain_text("✓")
    expect(segment(translating, source).locator("[data-tr-editor]")).to_be_focused()
    press(translating, "button[name=step][value=request_review]")
    expect(translating.locator(".messages .success")).to_be_visible()

    reviewing = browse("bela")
    press(reviewing, "[data-panel] .tr-tasks a")
    press(reviewing, "button[name=step][value=approve_and_publish]")
    expect(reviewing.locator(".messages .success")).to_be_visible()

    answer = question(GERMAN)["page"]
    assert (answer["title"], answer["objectives"][0]["title"]) == ("Ziele", "Zusammenarbeiten")


def test_text_stays_and_is_told_when_the_session_has_ended(work):
    browser, task = work
    browser.context.clear_cookies(name="sessionid")
    row = segment(browser, "Page")
    row.locator("[data-tr-editor]").fill("Seite")
    row.locator("[data-tr-action=save]").click()

    expect(row.locator("[data-tr-saved]")).not_to_be_empty()
    expect(row.locator("[data-tr-saved]")).not_to_contain_text("✓")
    expect(row).to_have_attribute("data-unsaved", "")
    expect(row.locator("[data-tr-editor]")).to_have_text("Seite")
    assert unit_of(task, "Page").target == ""


def test_why_a_long_text_was_refused_is_in_sight(work):
    browser, _task = work
    row = segment(browser, "Page")
    row.locator("[data-tr-editor]").fill("Sehr lang " * 400)
    row.locator("[data-tr-action=save]").click()

    expect(row.locator("[data-tr-saved]")).not_to_be_empty()
    expect(row.locator("[data-tr-saved]")).to_be_in_viewport()


def test_link_button_brings_all_words_of_the_link(work):
    browser, _task = work
    row = browser.locator("[data-tr-segment]").filter(has=browser.locator("[data-tr-source] a"))

    row.locator(".tr-tool[data-tag=A]").click()

    expect(row.locator("[data-tr-editor]")).to_have_text(LINK)
