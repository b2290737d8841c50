"""Settings: from the environment, complete in production, and told by name when they are not."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language_info

from cms.settings.base import database
from cms.settings.env import Environment, read_environment
from cms.settings.languages import language_info, register_languages

ROOT = Path(__file__).parents[2]
COMPLETE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "not-a-secret-" * 6,
    "ALLOWED_HOSTS": "cms.example.org",
    "BASE_URL": "https://cms.example.org",
    "FRONTEND_URL": "https://www.example.org",
}


@pytest.fixture
def environment(monkeypatch):
    """The environment of the process, with nothing of ours but what is given."""
    for name in Environment.model_fields:
        monkeypatch.delenv(name, raising=False)

    def put(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return read_environment()

    return put


def test_nothing_needs_to_be_set_in_development(environment):
    assert environment().ENVIRONMENT == "development"


def test_complete_production_starts(environment):
    assert environment(**COMPLETE).ALLOWED_HOSTS == ["cms.example.org"]


def test_all_that_production_lacks_is_told_at_once(environment):
    with pytest.raises(SystemExit) as caught:
        environment(ENVIRONMENT="production", SECRET_KEY="x" * 60)

    told = str(caught.value)
    assert all(name in told for name in ("ALLOWED_HOSTS", "BASE_URL", "FRONTEND_URL"))
    assert "SECRET_KEY" not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "hunter2"),
        ("BASE_URL", "hunter2"),
        ("DATABASE_URL", "mysql://user:hunter2@host/db"),
        ("REDIS_URL", "hunter2"),
        ("LANGUAGES", "fr,hunter2_no_tag!"),
        ("ENVIRONMENT", "hunter2"),
        ("DATABASE_POOL_SIZE", "hunter2"),
        ("SECURE_SSL", "hunter2"),
    ],
)
def test_malformed_setting_is_named_and_its_value_is_not_shown(environment, name, value):
    with pytest.raises(SystemExit) as caught:
        environment(**COMPLETE | {name: value})

    assert f"{name} is malformed" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_start_stops_with_lines_and_without_a_traceback():
    clean = {key: value for key, value in os.environ.items() if key not in Environment.model_fields}
    clean.pop("DJANGO_SETTINGS_MODULE", None)

    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=clean | {"ENVIRONMENT": "production"},
        check=False,
    )

    assert result.returncode == 1
    assert "SECRET_KEY is not set." in result.stderr
    assert "Traceback" not in result.stderr


def test_embedded_database_is_tuned_for_a_server():
    options = database("sqlite:////tmp/site.sqlite3")["OPTIONS"]

    wanted = ("journal_mode=WAL", "busy_timeout", "foreign_keys=ON")
    assert all(pragma in options["init_command"] for pragma in wanted)


def test_postgresql_gets_a_pool_of_connections():
    configured = database("postgres://user@host/name")

    assert configured["ENGINE"] == "django.db.backends.postgresql"
    assert configured["OPTIONS"]["pool"]["max_size"] > 0


def test_language_that_django_does_not_know_needs_no_code(monkeypatch):
    monkeypatch.setattr("cms.settings.languages.LANG_INFO", known := {})

    languages = register_languages([("rmn", "arlisqo"), ("ckb", None)])

    assert [tag for tag, _name in languages] == ["rmn", "ckb"]
    assert known["rmn"]["name_local"] == "arlisqo"
    assert known["ckb"]["bidi"] is True


def test_language_that_nobody_knows_still_has_names():
    assert language_info("qaa", None)["name_local"] == "qaa"


def test_romani_is_a_language_like_any_other():
    """T41: Django's own list lacks it, and unknown codes raise KeyError."""
    assert get_language_info("rom")["name_local"] == "romani ćhib"
    assert dict(settings.LANGUAGES)["rom"]
    with translation.override("rom"):
        assert date_format(datetime.date(2013, 3, 5), "SHORT_DATE_FORMAT") == "05.03.2013"
        assert date_format(datetime.date(2013, 3, 5)).startswith("5 mart")


def test_languages_are_named_in_the_readers_language():
    with translation.override("fr"):
        assert str(dict(settings.LANGUAGES)["de"]) == "allemand"
    with translation.override("en"):
        assert str(dict(settings.LANGUAGES)["rom"]) == "Romany"
