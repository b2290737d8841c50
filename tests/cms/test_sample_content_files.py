"""The data files themselves, what is made of them without a site, and sites that the sample does not fit."""

import re
from itertools import chain, pairwise

import pytest
from wagtail.models import Locale

from cms.sample_content import pages as page_loader
from cms.sample_content import snippets as snippet_loader
from cms.sample_content.drawing import SCENES, draw
from cms.sample_content.files import pdf
from cms.sample_content.loader import load_sample_content
from cms.sample_content.pictures import encoded
from cms.sample_content.reading import (
    FOLDER,
    LANGUAGES,
    Document,
    SampleContentError,
    pages,
    read_members,
    read_table,
    target_languages,
)
from cms.sample_content.rich_text import Numbers, stored_html
from pages.models import HomePage, SitePage
from snippets.models import SiteInformation
from tests.factories import make_home

FILES = sorted(FOLDER.rglob("*.toml"))
FRENCH = re.compile(r'^fr = (?:"""\n(.*?)^"""|(.*?)$)', re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_french_is_typeset_as_french(path):
    for match in FRENCH.finditer(path.read_text(encoding="utf-8")):
        text = re.sub(r"<[^>]*>", "", match[1] or match[2])
        assert "'" not in text
        assert not re.search(r" [:;!?»%]|« ", text), text


@pytest.mark.parametrize("document", pages(), ids=lambda document: document.name)
def test_document_has_texts_where_it_says_so(document):
    for language in LANGUAGES:
        if document.state(language) in ("live", "draft", "outdated"):
            assert document.texts(language)["title"]


def test_missing_text_is_named():
    document = Document("about", {"title": {"fr": "À propos"}})

    with pytest.raises(SampleContentError, match="about: no text in 'de'"):
        document.texts("de")


def test_countries_and_places_of_members_are_on_the_map():
    for row in read_members():
        assert 35 <= float(row["latitude"]) <= 65, row
        assert -10 <= float(row["longitude"]) <= 36, row


def test_members_are_named_in_the_other_files_by_keys_that_exist():
    keys = {row["key"] for row in read_members()}
    about = read_table("snippets/members.toml")

    assert {*about["descriptions"], *about["logos"]} <= keys
    assert set(chain(*about["untranslated"].values())) <= keys


def test_members_sign_no_earlier_than_the_alliance_exists():
    for row in read_members():
        assert row["joined_on"] >= "2013-03"
        assert row["website"].endswith(".example")


@pytest.mark.parametrize(("name", "data"), read_table("pictures.toml").items())
def test_picture_is_drawn_the_same_every_time_and_described_in_every_language(name, data):
    once, again = (encoded(draw(name, *data["size"])) for _ in range(2))

    assert once == again
    assert list(data["alt"]) == list(LANGUAGES)


def test_every_scene_is_a_picture():
    assert set(read_table("pictures.toml")) == set(SCENES)


def test_pdf_points_to_each_of_its_objects():
    content = pdf("Titre (1)", ["Première ligne", "« Deuxième »"])

    start = int(content.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    offsets = [int(line[:10]) for line in content[start:].split(b"\n") if line.endswith(b" n ")]

    assert content[start:].startswith(b"xref\n0 7\n")
    assert all(content[at:].startswith(b"%d 0 obj" % n) for n, at in enumerate(offsets, start=1))
    assert all(low < high for low, high in pairwise(offsets))
    assert rb"Titre \(1\)" in content


def test_stretches_of_text_become_paragraphs_and_lists_stay():
    html = stored_html("Un.\n\n<ul><li>Deux</li></ul>\n\nTrois\n", Numbers())

    assert html == "<p>Un.</p><ul><li>Deux</li></ul><p>Trois</p>"


def test_links_become_numbers():
    numbers = Numbers(pages={"join": 7}, documents={"guide": 3})

    html = stored_html('<a page="join">A</a> <a document="guide">B</a>', numbers)

    assert html == ('<p><a id="7" linktype="page">A</a> <a id="3" linktype="document">B</a></p>')


def test_site_in_another_source_language_is_refused(settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "Français")]

    with pytest.raises(SampleContentError, match="source language is fr, the site's is en"):
        target_languages()


@pytest.fixture
def small(monkeypatch):
    """The home page and the site information alone, without pictures of their own."""
    home = Document("home", {**pages()[0].data, "body": []})
    monkeypatch.setattr(page_loader, "pages", lambda: [home])
    monkeypatch.setattr(snippet_loader, "read_members", list)
    tables = {
        "pictures.toml": {},
        "documents.toml": {},
        "snippets/secondees.toml": {"secondees": []},
    }
    del home.data["hero_image"], home.data["social_image"]
    site = {**read_table("snippets/site.toml"), "footer": {tag: tag for tag in LANGUAGES}}
    for module in ("pictures", "files", "snippets"):
        monkeypatch.setattr(
            f"cms.sample_content.{module}.read_table",
            lambda name: tables.get(name, site if "site" in name else read_table(name)),
        )


@pytest.mark.django_db
def test_only_configured_languages_are_loaded(small, settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("rom", "Romani")]
    Locale.objects.filter(language_code__in=["de", "rom"]).delete()

    load_sample_content(report=lambda _line: None)

    assert set(SitePage.objects.values_list("url_path", flat=True)) == {"/fr/", "/rom/"}
    assert SiteInformation.objects.count() == 2
    assert not Locale.objects.filter(language_code="de").exists()


@pytest.mark.django_db
def test_site_with_a_home_page_of_its_own_is_refused_and_left_alone(small):
    home = make_home(title="Chez nous")

    with pytest.raises(SampleContentError, match="home page of its own"):
        load_sample_content(report=lambda _line: None)

    assert HomePage.objects.get() == home
    assert not SiteInformation.objects.exists()
