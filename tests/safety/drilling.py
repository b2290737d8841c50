"""The drill: back up, go on working, lose everything, restore, and compare checksums of all content.

Run by test_backup.py on a database and a media folder of its own: python -m tests.safety.drilling FOLDER
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings, setup_test_environment  # noqa: E402

from access.keys import find_key, give_secret  # noqa: E402
from access.models import ApiKey  # noqa: E402
from content_version.reading import content_version  # noqa: E402
from preview import grants  # noqa: E402
from search.models import SearchEntry  # noqa: E402
from tests import factories  # noqa: E402

ENDED = {apps.get_model(label) for label in settings.REVOKED_BY_RESTORE}


def make_content():
    home = factories.make_home()
    factories.translate(home, "de", title="Startseite", tagline="Gemeinsam")
    for number in range(5):
        factories.make_page(home, title=f"Texte {number}", intro=f"<p>{number}</p>")
    factories.publish(factories.make_member(name="Évry"))
    factories.make_secondee()
    factories.make_site_information()
    factories.make_application()
    factories.make_picture(drawn=True, file=factories.image_file(size=(300, 200)))
    factories.make_document(collection=factories.make_private_collection())
    get_user_model().objects.create_superuser("admin", "admin@example.org", "right one")


def content():
    """A checksum of each table, and of each file below the media folder."""
    sums = {
        model._meta.label: digest(
            repr(sorted(map(repr, model._base_manager.values_list()))).encode()
        )
        for model in apps.get_models(include_auto_created=True)
        if model not in ENDED and model._meta.managed
    }
    root = Path(settings.MEDIA_ROOT)
    files = (path for path in root.rglob("*") if path.is_file())
    return sums | {str(path.relative_to(root)): digest(path.read_bytes()) for path in files}


def digest(data):
    return hashlib.sha256(data).hexdigest()


def log_in():
    browser = Client()
    browser.force_login(get_user_model().objects.get())
    assert browser.get("/admin/").status_code == 200
    return browser


def make_tokens():
    """What lets somebody in without a session: the secret of an API key, the token of a preview link."""
    key = ApiKey(name="Build")
    secret = give_secret(key)
    key.save()
    page = factories.StandardPage.objects.first()
    link = grants.grant_reviewer(page.latest_revision, "Zoé", 7, None)
    return secret, grants.token_of(link)


def are_good(secret, token):
    return find_key(secret) is not None, grants.open_token(token) is not None


def go_on_working():
    home = factories.HomePage.objects.get(locale__language_code="fr")
    factories.make_page(home, title="Plus tard")
    factories.make_picture()
    factories.make_document()


def lose_everything():
    shutil.rmtree(settings.MEDIA_ROOT)
    call_command("flush", verbosity=0, interactive=False)
    connection.close()


def changed(before, after):
    names = before.keys() | after.keys()
    return sorted(name for name in names if before.get(name) != after.get(name))


def damaged_is_refused(backup, folder):
    before = content()
    for name, spoil in (
        ("cut", lambda data: data[: len(data) // 2]),
        ("bent", bend),
        ("none", lambda _: b"x"),
    ):
        wrong = folder / f"{name}.tar"
        wrong.write_bytes(spoil(backup.read_bytes()))
        try:
            call_command("restore", wrong, yes=True)
        except CommandError:
            assert not changed(before, content()), name
        else:
            raise AssertionError(f"{name} was restored")


def bend(data):
    """One byte of a picture is another."""
    at = data.index(b"\x89PNG") + 60
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def main(folder):
    setup_test_environment()
    override_settings(MEDIA_ROOT=str(folder / "media")).enable()
    call_command("migrate", verbosity=0)
    make_content()
    browser, tokens = log_in(), make_tokens()
    assert are_good(*tokens) == (True, True)
    before, version = content(), content_version()

    backup = folder / "backup.tar"
    call_command("backup", backup)
    go_on_working()
    assert changed(before, content())
    lose_everything()
    call_command("restore", backup, yes=True)

    assert not changed(before, content()), changed(before, content())
    assert content_version() == version
    assert SearchEntry.objects.count() > 5
    assert browser.get("/admin/").status_code == 302, "an old session is good still"
    assert are_good(*tokens) == (False, False), "what was taken back since would be good again"
    assert Client().login(username="admin", password="right one")
    go_on_working()  # Sequences and triggers work on.
    assert content_version() != version
    damaged_is_refused(backup, folder)
    sys.stdout.write(json.dumps({"compared": len(before)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
