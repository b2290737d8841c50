"""Nothing that is not public comes out, by whatever side door."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from wagtail.models import PageViewRestriction

from cms.schema.nodes import GlobalId
from pages.models import AboutPage
from tests.factories import (
    block,
    items,
    make_document,
    make_draft,
    make_expired,
    make_home,
    make_member,
    make_page,
    make_picture,
    make_private,
    make_private_collection,
    make_secondee,
    paragraph,
    translate,
)

pytestmark = pytest.mark.django_db

SECRET = "Marqueur"


HIDINGS = {
    "draft": make_draft,
    "expired": make_expired,
    "log-in": make_private,
    "password": lambda page: make_private(page, PageViewRestriction.PASSWORD),
    "groups": lambda page: make_private(page, PageViewRestriction.GROUPS),
}
EVERYTHING = """
fragment Links on Page {
    title path translations { title path } breadcrumbs { title path } parent { title }
    children { totalCount edges { node { title } } }
    ... on HomePage { body { ...Blocks } }
    ... on StandardPage { intro { html markdown } body { ...Blocks } }
    ... on AboutPage { intro { html } body { ...Blocks } }
}
fragment Blocks on Block {
    ... on ParagraphBlock { content { html markdown text } }
    ... on CallToActionBlock { label href page { title path } }
    ... on ImageBlock { image { title alt } }
    ... on DocumentsBlock { documents { title url } }
    ... on MembersBlock { members { name description { html } } }
}
query Everything($path: String!, $id: ID!) {
    page(path: $path) { ...Links }
    node(id: $id) { ... on Page { ...Links } }
    pages(locale: "fr") { totalCount edges { node { ...Links } } }
    german: pages(locale: "de") { totalCount edges { node { ...Links } } }
    navigation(locale: "fr") { title path children { title } }
    fallback: navigation(locale: "de", fallback: ["fr"]) { title path children { title } }
    members(locale: "fr") { totalCount edges { node { name logo { title } translations { title } } } }
    secondees(locale: "fr") { totalCount edges { node { name photo { title } } } }
}
"""


def page_id(page):
    return GlobalId(type(page).__name__, page.pk).encode()


@pytest.fixture(autouse=True)
def asks_for_everything(settings):
    """As no caller may: what it would cost is for test_limits."""
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS.model_copy(update={"cost": 100_000})


@pytest.mark.parametrize("hiding", HIDINGS)
def test_hidden_page_is_behind_no_side_door(ask, hiding):
    home = make_home()
    secret = make_page(home, AboutPage, title=SECRET, slug="secret", show_in_menus=True)
    below = make_page(secret, title=f"{SECRET} below", slug="below", show_in_menus=True)
    link = f'<p>mot <a linktype="page" id="{secret.pk}">lien</a></p>'
    body = [
        paragraph(link),
        block("call_to_action", {"label": SECRET, "page": secret.pk, "url": ""}),
    ]
    make_page(home, title="Open", intro=link, body=body)
    HIDINGS[hiding](secret)

    for page in (secret, below):
        answer = str(ask(EVERYTHING, path=page.url_path, id=page_id(page)))
        assert SECRET not in answer
        assert "/fr/secret/" not in answer
        assert "mot lien" in answer


def test_open_page_is_found_by_the_same_question(ask):
    """So that the test above cannot pass because its question finds nothing."""
    home = make_home()
    page = make_page(home, AboutPage, title=SECRET, slug="secret", show_in_menus=True)
    body = [block("call_to_action", {"label": "X", "page": page.pk, "url": ""})]
    make_page(home, body=body, intro=f'<p><a linktype="page" id="{page.pk}">lien</a></p>')

    answer = ask(EVERYTHING, path=page.url_path, id=page_id(page))

    assert "errors" not in answer
    assert str(answer).count(SECRET) > 8
    assert '<a href="/fr/secret/">lien</a>' in str(answer)


def test_hidden_translation_is_in_no_language_switcher(execute):
    home = make_home()
    make_draft(translate(home, "de", title=SECRET))

    page = execute('{ page(path: "/fr/") { translations { locale title } } }')["page"]

    assert page["translations"] == [{"locale": "fr", "title": "Accueil"}]


def test_draft_home_page_closes_its_language(ask):
    """T40: a locale whose home page is a draft must not answer."""
    home = make_home()
    german = translate(home, "de")
    translate(make_page(home, title="Contact"), "de", slug="kontakt")
    make_draft(german)

    answer = ask('{ page(path: "/de/kontakt/") { title } pages(locale: "de") { totalCount } }')

    assert answer["data"] == {"page": None, "pages": {"totalCount": 0}}


def test_text_of_a_draft_revision_stays_in_the_admin(ask):
    page = make_page(make_home(), title="Open", slug="open")
    page.title = SECRET
    page.save_revision()

    assert SECRET not in str(ask(EVERYTHING, path="/fr/open/", id=page_id(page)))


@pytest.mark.parametrize("column", [{"live": False}, {"expire_at": now() - timedelta(minutes=1)}])
def test_hidden_snippets_are_in_no_list_and_no_block(ask, column):
    member = make_member(name=SECRET)
    make_secondee(name=SECRET, **column)
    home = make_home(body=[block("members", items(member.pk))])
    type(member).objects.update(**column)

    answer = ask(EVERYTHING, path="/fr/", id=page_id(home))

    assert "errors" not in answer
    assert SECRET not in str(answer)


def test_media_of_private_collections_and_below_do_not_come_out(ask):
    private, home = make_private_collection(), make_home()
    for collection in (private, private.add_child(name="Below")):
        picture = make_picture(title=SECRET, collection=collection, alt_texts={"fr": SECRET})
        document = make_document(title=SECRET, collection=collection)
        body = [
            block("image", {"image": picture.pk, "alt_text": "", "caption": ""}),
            block("documents", items(document.pk)),
            paragraph(f'<p><a linktype="document" id="{document.pk}">fichier</a></p>'),
        ]
        make_member(logo=picture)
        make_secondee(photo=picture)
        make_page(home, body=body)

    answer = ask(EVERYTHING, path="/fr/", id=page_id(home))

    assert "errors" not in answer
    assert SECRET not in str(answer)
    assert "/documents/" not in str(answer)
    assert "fichier" in str(answer)
