"""Threat 11: uploads are what they say, of bounded size, and inert. Threat 2: private files at their own address."""

import io
import zipfile

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.users.models import UserProfile

from media.file_types import CHECKS
from media.models import Picture, SiteDocument
from tests.factories import image_file, make_document, make_picture, make_private_collection

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n%%EOF"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
INERT = "default-src 'none'"


def packed(*names, **contents):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in [*((name, "x") for name in names), *contents.items()]:
            archive.writestr(name, content)
    return out.getvalue()


WORD = packed("[Content_Types].xml", "word/document.xml")
MACROS = packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
TEXT_DOCUMENT = packed(mimetype="application/vnd.oasis.opendocument.text")


def upload_document(client, name, content, kind="application/octet-stream"):
    file = SimpleUploadedFile(name, content, kind)
    return client.post(
        "/admin/documents/add/", {"title": "T", "file": file, "collection": 1, "tags": ""}
    )


def upload_picture(client, name, content, kind="image/png"):
    file = SimpleUploadedFile(name, content, kind)
    return client.post(
        "/admin/images/add/", {"title": "T", "file": file, "collection": 1, "tags": ""}
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.docx", WORD),
        ("a.xlsx", packed("[Content_Types].xml", "xl/workbook.xml")),
        ("a.odt", TEXT_DOCUMENT),
        ("a.zip", packed("a.txt")),
        ("a.csv", "Ville;Pays\nÉvry;FR".encode()),
        ("a.txt", "Évry".encode("latin-1")),
    ],
)
def test_documents_of_the_allowed_kinds_are_taken(admin_client, name, content):
    upload_document(admin_client, name, content)

    assert SiteDocument.objects.count() == 1


def test_allowed_kinds_are_those_that_are_told_by_their_content():
    """Threat 11."""
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == set(CHECKS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.html", HTML),
        ("a.js", b"alert(1)"),
        ("a.exe", b"MZ"),
        ("a", PDF),
        ("a.pdf.html", PDF),
        ("a.pdf", HTML),
        ("a.pdf", b"MZ\x90"),
        ("a.txt", HTML),
        ("a.csv", SVG),
        ("a.txt", b"\x00\x01"),
        ("a.docx", packed("a.txt")),
        ("a.docx", MACROS),
        ("a.docx", PDF),
        ("a.odt", packed(mimetype="text/html")),
        ("a.zip", HTML),
    ],
)
def test_documents_that_are_not_what_they_say_are_refused(admin_client, name, content):
    page = upload_document(admin_client, name, content)

    assert page.context["form"].errors["file"]
    assert not SiteDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.png", SVG),
        ("a.png", HTML),
        ("a.jpg", image_file().read()),
        ("a.bmp", b"BM"),
    ],
)
def test_pictures_that_are_not_what_they_say_are_refused(admin_client, name, content):
    page = upload_picture(admin_client, name, content)

    assert page.context["form"].errors["file"]
    assert not Picture.objects.exists()


@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (1, False)])
def test_document_has_20_megabytes_at_most(admin_client, more, is_taken):
    content = PDF.ljust(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE + more, b" ")

    upload_document(admin_client, "a.pdf", content)

    assert settings.WAGTAILDOCS_MAX_UPLOAD_SIZE == 20 * 1024 * 1024
    assert SiteDocument.objects.exists() is is_taken


@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (1, False)])
def test_picture_has_20_megabytes_at_most(admin_client, more, is_taken):
    content = image_file().read().ljust(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + more, b"\0")

    upload_picture(admin_client, "a.png", content)

    assert Picture.objects.exists() is is_taken


@pytest.mark.parametrize(("size", "is_taken"), [((5000, 10_000), True), ((5000, 10_001), False)])
def test_picture_has_50_megapixels_at_most(admin_client, size, is_taken):
    upload_picture(admin_client, "a.png", image_file(size=size).read())

    assert Picture.objects.exists() is is_taken


def test_documents_are_served_inert(client):
    answer = client.get(make_document().url)

    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert INERT in answer["Content-Security-Policy"]


def test_documents_of_private_collections_need_their_right(client, admin_client, django_user_model):
    private = make_private_collection()
    below = private.add_child(name="Below")
    group = Group.objects.create(name="Officers")
    closed = Collection.get_first_root_node().add_child(name="Officers only")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    documents = [make_document(collection=where) for where in (private, below, closed)]
    reader = django_user_model.objects.create_user("reader")

    for document in documents:
        assert client.get(document.url).status_code == 302
        assert admin_client.get(document.url).status_code == 200
    client.force_login(reader)
    assert [client.get(document.url).status_code for document in documents] == [200, 200, 302]


def test_files_of_documents_have_no_address_of_their_own(client, admin_client):
    document = make_document()

    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert admin_client.get(f"/media/{document.file.name}").status_code == 404


@pytest.fixture
def drawn():
    """The address of one drawn size of a picture."""

    def draw(picture):
        return f"/media/{picture.get_rendition('width-20').file.name}"

    return draw


def test_drawn_pictures_are_served_inert(client, drawn):
    answer = client.get(drawn(make_picture()))

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("image/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert INERT in answer["Content-Security-Policy"]
    assert "public" in answer["Cache-Control"]


def test_drawn_pictures_of_private_collections_need_their_right(client, admin_client, drawn):
    below = make_private_collection().add_child(name="Below")
    address = drawn(make_picture(collection=below))

    assert client.get(address).status_code == 404
    seen = admin_client.get(address)
    assert seen.status_code == 200
    assert seen["Cache-Control"] == "private, no-store"


def test_originals_are_for_the_admin_only(client, admin_client):
    address = f"/media/{make_picture().file.name}"

    assert client.get(address).status_code == 404
    assert admin_client.get(address).status_code == 200


@pytest.mark.parametrize(
    "path", ["../db.sqlite3", "images/../../secret_key", "images/none.png", "", "images/"]
)
def test_nothing_else_of_the_folder_is_served(client, path):
    assert client.get(f"/media/{path}", follow=True).status_code == 404


def test_portraits_of_users_are_for_the_admin_only(client, admin_client, admin_user):
    profile = UserProfile.get_for_user(admin_user)
    profile.avatar.save("anna.png", image_file())
    address = f"/media/{profile.avatar.name}"

    assert client.get(address).status_code == 404
    assert admin_client.get(address).status_code == 200
