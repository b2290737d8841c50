"""Files through the admin: out, in, a dry run, and applied only when that is said."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.factories import locale, make_home
from tests.translation.documents import make_translation, put, unit_of
from translation.models import MemoryEntry, Role, TeamMember, UploadedFile

pytestmark = pytest.mark.django_db
INDEX = "/admin/translation/files/"


@pytest.fixture
def german():
    translation = make_translation(make_home(), "Un", "Deux")
    put(translation, "Un", "AAAA")
    put(translation, "Deux", "BBBB", reviewed=True)
    return translation


def person(name, *tags):
    """In the teams of some languages."""
    user = User.objects.create_user(name, password="x")
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    for tag in tags:
        TeamMember.objects.create(user=user, locale=locale(tag), role=Role.TRANSLATOR)
    return user


@pytest.fixture
def translator(client):
    client.force_login(person("anna", "de", "en"))
    return client


def upload(client, content, name="work.xlf", locale="de"):
    return client.post(INDEX, {"locale": locale, "file": SimpleUploadedFile(name, content)})


def exported(client, **query):
    return client.get(f"{INDEX}export/", {"locale": "de", "format": "xliff"} | query)


def test_menu_leads_to_the_files(translator, german):
    assert INDEX in translator.get("/admin/").content.decode()
    assert "XLIFF 2.0" in translator.get(INDEX).content.decode()


def test_other_languages_are_none_of_a_translators_business(translator, german):
    assert exported(translator, locale="rom").status_code != 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["", "export/?locale=de&format=po", "1/"])
def test_who_may_not_is_kept_out(client, german, method, address):
    client.force_login(person("eve"))

    response = getattr(client, method)(INDEX + address)

    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize(
    ("name", "ending"), [("xliff", "xlf"), ("po", "po"), ("tmx", "tmx"), ("tbx", "tbx")]
)
def test_each_format_is_a_download(translator, german, name, ending):
    response = exported(translator, format=name)

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{ending}"')
    assert name == "tbx" or b"AAAA" in response.content


def test_selection_has_only_what_was_chosen(translator, german):
    other = make_translation(german.source.get_source_instance().get_parent(), "Autre")
    put(other, "Autre", "CCCC")

    assert b"CCCC" in exported(translator).content
    assert b"CCCC" not in exported(translator, translation=german.pk).content


def test_language_without_documents_has_nothing(translator, german):
    response = exported(translator, locale="en")

    assert response.url == INDEX


@pytest.mark.parametrize("locale", ["fr", "xx"])
def test_source_and_unknown_languages_are_not_offered(translator, german, locale):
    assert exported(translator, locale=locale).url == reverse("wagtailadmin_home")


def test_file_is_shown_first_and_applied_after(translator, german):
    content = exported(translator).content.replace(b"AAAA", b"Eins")

    response = upload(translator, content)
    page = translator.get(response.url)
    assert "Eins" in page.content.decode()
    assert unit_of(german, "Un").target == "AAAA"

    fingerprint = page.context["form"].initial["fingerprint"]
    assert translator.post(response.url, {"fingerprint": fingerprint}).url == INDEX
    unit = unit_of(german, "Un")
    assert (unit.target, unit.tool) == ("Eins", "work.xlf")
    assert unit.written_by == User.objects.get(username="anna").pk
    assert not UploadedFile.objects.exists()


def test_approved_text_needs_its_box(translator, german):
    response = upload(translator, exported(translator).content.replace(b"BBBB", b"Zwei"))
    page = translator.get(response.url)
    values = {"fingerprint": page.context["form"].initial["fingerprint"]}

    assert translator.post(response.url, values).url == response.url
    assert unit_of(german, "Deux").target == "BBBB"
    translator.post(response.url, values | {"APPROVED": "on"})
    assert unit_of(german, "Deux").target == "Zwei"


def test_dry_run_that_is_old_is_not_applied(translator, german):
    response = upload(translator, exported(translator).content.replace(b"AAAA", b"Eins"))
    fingerprint = translator.get(response.url).context["form"].initial["fingerprint"]
    put(german, "Un", "Meanwhile")

    values = {"fingerprint": fingerprint, "CONFLICT": "on"}
    assert translator.post(response.url, values).url == response.url
    assert unit_of(german, "Un").target == "Meanwhile"


def test_bad_file_is_refused_with_its_line_and_not_kept(translator, german):
    response = upload(translator, b"<xliff>\n<a></xliff>")

    assert "Line 2" in response.content.decode()
    assert not UploadedFile.objects.exists()


def test_file_of_another_language_is_refused(translator, german):
    response = upload(translator, exported(translator).content, locale="en")

    assert "not into “en”" in response.content.decode()


def test_large_file_is_refused_before_it_is_read(translator, german):
    response = upload(translator, b"x" * (24 * 1024 * 1024 + 1))

    assert "24 MB" in response.content.decode()


def test_file_of_another_person_is_not_shown(translator, german, client):
    response = upload(translator, exported(translator).content)
    client.force_login(person("bela", "de"))

    assert client.get(response.url, follow=True).status_code == 404


def test_markup_of_a_file_is_shown_as_text(translator, german):
    """Threat: a file that runs scripts in the admin."""
    content = exported(translator, format="po").content.replace(b"AAAA", b"<b>Eins</b>")
    page = translator.get(upload(translator, content, "<i>x</i>.po").url).content.decode()

    assert "<b>Eins</b>" not in page
    assert "&lt;b&gt;Eins&lt;/b&gt;" in page
    assert "<i>x</i>" not in page


def test_file_without_any_translation_is_shown_and_leads_nowhere_else(translator, german):
    """It was looked at again and again: page and progress led to each other."""
    response = upload(translator, b'<tmx version="1.4"><header/><body/></tmx>', "empty.tmx")

    assert translator.get(response.url).status_code == 200


def test_memory_is_taken_in_the_same_way(translator, german):
    tmx = '<tmx version="1.4"><header/><body><tu><tuv xml:lang="fr"><seg>Trois</seg></tuv><tuv xml:lang="de"><seg>Drei</seg></tuv></tu></body></tmx>'
    response = upload(translator, tmx.encode(), "old.tmx")

    assert "1 new entry" in translator.get(response.url).content.decode()
    assert not MemoryEntry.objects.exists()
    translator.post(response.url)
    assert MemoryEntry.objects.get().target == "Drei"


def test_forgotten_files_go_with_the_next_one(translator, german):
    upload(translator, exported(translator).content)
    UploadedFile.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    upload(translator, exported(translator).content)

    assert UploadedFile.objects.count() == 1
