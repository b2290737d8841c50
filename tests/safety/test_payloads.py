"""Threat 17: a corpus of script payloads comes out inert, whichever way it came in."""

import html
import json
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from markdown_it import MarkdownIt
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.sample_content.rich_text import Numbers, stored_html
from membership.models import Application
from pages.models import StandardPage
from tests.conflicts.test_two_editors import Editor, PageText
from tests.factories import make_home, make_member, make_page, paragraph, publish
from tests.membership.test_same_time import APPLY
from tests.safety.payloads import PAYLOADS

pytestmark = pytest.mark.django_db

TAGS = {"p", "b", "strong", "i", "em", "a", "ul", "ol", "li", "br", "sup", "sub"}
SCHEMES = ("http://", "https://", "mailto:", "tel:", "/", "#")
PAGE = """{ page(path: "/fr/texte/") { title seo { title description }
    ... on StandardPage { intro { html markdown text } body { ... on ParagraphBlock {
        content { html markdown text } } } } } }"""
MEMBERS = (
    """{ members(locale: "fr") { edges { node { name description { html markdown text } } } } }"""
)


class Inert(HTMLParser):
    """Reads HTML as a browser does and collects what could run."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attributes:
            address = "".join(html.unescape(value or "").split()).lower()
            if name != "href" or not address.startswith(SCHEMES):
                self.found.append(f"{tag} {name}={value}")


def what_runs(source):
    parser = Inert()
    parser.feed(source)
    parser.close()
    return parser.found


def what_runs_in_markdown(source):
    """Read by a renderer that lets everything through: HTML, and any address in a link."""
    renderer = MarkdownIt("commonmark", {"html": True})
    renderer.validateLink = lambda _address: True
    return what_runs(renderer.render(source))


def texts_of(answer):
    """Every {html, markdown, text} of an answer."""
    if isinstance(answer, dict):
        if "html" in answer:
            yield answer
        for value in answer.values():
            yield from texts_of(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from texts_of(value)


def assert_inert(answer, count):
    texts = list(texts_of(answer))
    assert len(texts) == count, answer
    for text in texts:
        assert what_runs(text["html"]) == []
        assert what_runs_in_markdown(text["markdown"]) == []


def test_payloads_that_are_stored_as_they_are_come_out_inert(execute):
    """As the ORM, Wagtail's API and a foreign importer would store them: nobody has looked at them."""
    stored = [f"<p>{payload}</p>" for payload in PAYLOADS]
    body = [paragraph(text) for text in stored]
    make_page(make_home(), slug="texte", intro="".join(stored), body=body)
    for text in stored[:20]:
        make_member(description=text)

    assert_inert(execute(PAGE), 1 + len(PAYLOADS))
    assert_inert(execute(MEMBERS), 20)


def test_each_payload_would_run_if_nobody_cleaned_it():
    """Else the corpus proves nothing: of the payloads that are HTML, most are found by our own eyes."""
    found = [payload for payload in PAYLOADS if what_runs(payload)]

    assert len(found) > 45


def test_payloads_through_the_form_of_the_editor_come_out_inert(execute):
    """What a browser sends is JSON of Draftail; a script can send anything in it."""
    text = PageText()
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    raw = {
        "blocks": [
            {
                "key": f"k{number}",
                "text": payload,
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
            }
            for number, payload in enumerate(PAYLOADS)
        ],
        "entityMap": {"0": entity},
    }
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""}
    form = nested_form_data(
        {
            "title": PAYLOADS[0],
            "slug": "texte",
            "intro": json.dumps(raw),
            "body": streamfield([("paragraph", json.dumps(raw))]),
            "comments": comments,
        }
    )

    anna = Editor("Anna", text.url).open()
    assert anna.send(form, "publish").status_code == 302

    assert_inert(execute(PAGE), 2)


def test_payloads_through_the_importer_come_out_inert(execute):
    home = make_home()
    stored = "".join(stored_html(payload, Numbers()) for payload in PAYLOADS)
    publish(make_page(home, slug="texte", intro=stored, body=[paragraph(stored)]))

    assert_inert(execute(PAGE), 2)


@pytest.mark.parametrize(
    "payload", ["[x](javascript:alert(1))", "<javascript:alert(1)>", "<i onclick=alert(1)>"]
)
def test_markdown_that_would_run_is_seen(payload):
    """Else the test above sees nothing."""
    assert what_runs_in_markdown(payload)


def test_payloads_through_the_form_to_join_are_escaped_in_the_admin(client, settings):
    """The one way in which anybody may write."""
    settings.MEMBERSHIP_LIMITS = dict.fromkeys(settings.MEMBERSHIP_LIMITS, 1000)
    for payload in PAYLOADS:
        client.post("/graphql/", application(payload), content_type="application/json")
    taken = list(Application.objects.order_by("pk"))
    assert len(taken) > len(PAYLOADS) / 2
    client.force_login(get_user_model().objects.create_superuser("admin"))

    for url in ["/admin/applications/", *(f"/admin/applications/{one.pk}/" for one in taken[:20])]:
        answer = client.get(url)
        assert answer.status_code == 200, url
        text = answer.content.decode()
        assert [payload for payload in PAYLOADS if "<" in payload and payload in text] == []


def application(payload):
    values = {
        "locale": "fr",
        "idempotencyKey": str(uuid4()),
        "authorityName": payload[:200],
        "kind": "CITY",
        "country": "FR",
        "contactName": payload[:200],
        "email": "zoe@example.org",
        "contactRole": payload[:100],
        "message": payload,
        "wishesToSignDeclaration": False,
        "consent": True,
    }
    return {"query": APPLY, "variables": {"input": values}}


def test_payloads_in_names_are_escaped_in_the_admin():
    """Lists, forms and history show what editors typed."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("admin", first_name=PAYLOADS[0]))
    home = make_home()
    for number, payload in enumerate(PAYLOADS):
        page = make_page(home, slug=f"texte-{number}")
        StandardPage.objects.filter(pk=page.pk).update(title=payload, draft_title=payload)
        name = f"{number} {' '.join(payload.split())}"[:200].replace("\x01", "")
        member = make_member(name=name)
    shown = [
        f"/admin/pages/{home.pk}/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/{page.pk}/edit/",
        "/admin/snippets/snippets/member/",
        "/admin/snippets/snippets/member/?p=2",
        f"/admin/snippets/snippets/member/edit/{member.pk}/",
        "/admin/users/",
    ]

    for url in shown:
        answer = client.get(url)
        assert answer.status_code == 200, url
        text = answer.content.decode()
        raw = [payload for payload in PAYLOADS if "<" in payload and payload in text]
        assert raw == [], url
