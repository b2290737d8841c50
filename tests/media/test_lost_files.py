"""Data loss: disk full, worker killed. No row stays without its file, and no file without its row."""

import errno
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction

from media.models import Picture, PictureRendition, SiteDocument
from media.presets import all_filter_specs
from media.tasks import draw_presets
from tests.editing import opened
from tests.factories import image_file, make_document, make_home, make_page, make_picture
from tests.media.test_uploads import PDF, upload_document, upload_picture
from tests.safety.killing import page_form

pytestmark = pytest.mark.django_db


def files():
    root = Path(settings.MEDIA_ROOT)
    return {path for path in root.rglob("*") if path.is_file()}


class FullDisk(FileSystemStorage):
    """Takes the first bytes and then has no room, as a disk does."""

    def _save(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "_save", FullDisk._save)


@pytest.mark.parametrize(
    ("upload", "model"), [(upload_document, SiteDocument), (upload_picture, Picture)]
)
def test_upload_on_a_full_disk_is_a_clear_error_and_no_row(admin_client, full_disk, upload, model):
    """Data loss: disk full on upload."""
    admin_client.raise_request_exception = False
    name, content = ("a.pdf", PDF) if model is SiteDocument else ("a.png", image_file().read())

    answer = upload(admin_client, name, content)

    assert answer.status_code == 507
    assert "plus de place" in answer.content.decode()
    assert not model.objects.exists()


def test_what_a_failed_upload_left_is_cleaned_up(admin_client, full_disk, capsys):
    admin_client.raise_request_exception = False
    before = files()
    upload_document(admin_client, "half.pdf", PDF)
    (left,) = files() - before

    call_command("remove_stray_files")
    assert left.exists(), "it is young: it may be an upload that is still going on"
    call_command("remove_stray_files", older_than=0)

    assert not left.exists()


def test_clean_up_leaves_all_files_that_have_a_row():
    document, picture = make_document(), make_picture(drawn=True)

    call_command("remove_stray_files", older_than=0)

    assert Path(document.file.path).exists()
    assert Path(picture.file.path).exists()
    assert all(Path(drawn.file.path).exists() for drawn in picture.renditions.all())


def test_clean_up_draws_sizes_that_a_killed_worker_never_drew(capsys):
    """Data loss: worker killed during a task. The picture was committed, its drawing was lost."""
    killed, whole = make_picture(), make_picture(drawn=True)
    drawn = {one.pk for one in whole.renditions.all()}

    call_command("remove_stray_files")
    call_command("remove_stray_files")

    specs = [one.filter_spec for one in killed.renditions.all()]
    assert sorted(specs) == sorted(all_filter_specs(killed.file.name))
    assert {one.pk for one in whole.renditions.all()} == drawn
    assert capsys.readouterr().out == f"drew {killed.file.name}\n"


def test_clean_up_leaves_no_row_of_a_size_without_its_file():
    """Data loss: disk full on rendition."""
    picture = make_picture(drawn=True)
    lost = picture.renditions.first()
    Path(lost.file.path).unlink()

    call_command("remove_stray_files")

    assert picture.renditions.count() == len(all_filter_specs(picture.file.name))
    assert all(Path(one.file.path).exists() for one in picture.renditions.all())


def test_clean_up_tells_of_a_row_that_nothing_can_repair(capsys):
    document, picture = make_document(), make_picture()
    for row in (document, picture):
        Path(row.file.path).unlink()

    call_command("remove_stray_files")

    told = capsys.readouterr().err
    assert document.file.name in told
    assert picture.file.name in told
    assert not picture.renditions.exists()


def test_drawing_on_a_full_disk_leaves_no_row(monkeypatch):
    """Data loss: disk full on rendition."""
    picture = make_picture()
    monkeypatch.setattr(FileSystemStorage, "_save", FullDisk._save)

    with pytest.raises(OSError, match="No space left"), transaction.atomic():
        draw_presets.call(picture.pk)

    assert not PictureRendition.objects.exists()


def test_text_is_edited_while_the_disk_is_full(admin_client, full_disk):
    """Data loss: disk full."""
    page = make_page(make_home(), title="Ancien", slug="texte")
    url = f"/admin/pages/{page.pk}/edit/"
    form = page_form("Neuf") | opened(admin_client, url) | {"action-publish": "1"}

    assert admin_client.post(url, form).status_code == 302

    page.refresh_from_db()
    assert page.title == "Neuf"


@pytest.mark.parametrize("model", [SiteDocument, Picture])
def test_replacing_a_file_on_a_full_disk_keeps_the_old_one(admin_client, monkeypatch, model):
    """Wagtail deletes a document's old file before it writes the new one."""
    made = make_document() if model is SiteDocument else make_picture()
    old = Path(made.file.path)
    url = f"/admin/{'documents/edit' if model is SiteDocument else 'images'}/{made.pk}/"
    state = opened(admin_client, url)
    monkeypatch.setattr(FileSystemStorage, "_save", FullDisk._save)
    admin_client.raise_request_exception = False
    name, content = ("b.pdf", PDF) if model is SiteDocument else ("b.png", image_file().read())

    data = {"title": "T", "collection": 1, "tags": "", "file": SimpleUploadedFile(name, content)}
    answer = admin_client.post(url, data | state)

    assert answer.status_code == 507
    made.refresh_from_db()
    assert Path(made.file.path) == old
    assert old.exists()


def test_replaced_file_goes_when_the_new_one_is_safe(
    admin_client, django_capture_on_commit_callbacks
):
    document = make_document()
    old = Path(document.file.path)
    url = f"/admin/documents/edit/{document.pk}/"
    data = {"title": "T", "collection": 1, "tags": "", "file": SimpleUploadedFile("new.pdf", PDF)}
    data |= opened(admin_client, url)

    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(url, data)

    document.refresh_from_db()
    assert Path(document.file.path).exists()
    assert not old.exists()
