"""Settings: from the environment, complete in production, and told by name when they are not."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language_info

from cms.settings.base import ONE_PLAN, database
from cms.settings.env import Environment, read_environment
from cms.settings.languages import language_info, make_missing_catalogs, register_languages

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


def run_python(*arguments, **values):
    """A fresh process whose environment has nothing of ours but what is given."""
    clean = {key: value for key, value in os.environ.items() if key not in Environment.model_fields}
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=clean | values,
        check=False,
    )


def test_nothing_needs_to_be_set_in_development(environment):
    assert environment().ENVIRONMENT == "development"


def test_single_limits_can_be_changed(environment):
    limits = environment(GRAPHQL_LIMITS="DEPTH=20, cost=20000").GRAPHQL_LIMITS

    assert (limits.depth, limits.cost, limits.aliases) == (20, 20_000, 50)


def test_introspection_is_closed_in_production_unless_it_is_opened():
    """Threat 21."""
    told = "from cms.settings.production import *; print(GRAPHQL_INTROSPECTION, GRAPHQL_IDE)"

    assert run_python("-c", told, **COMPLETE).stdout.split() == ["False", "False"]
    opened = run_python("-c", told, **COMPLETE, GRAPHQL_INTROSPECTION="true")
    assert opened.stdout.split() == ["True", "False"]


def test_complete_production_starts(environment):
    assert environment(**COMPLETE).ALLOWED_HOSTS == ["cms.example.org"]


def test_all_that_production_lacks_is_told_at_once(environment):
    with pytest.raises(SystemExit) as caught:
        environment(ENVIRONMENT="production", SECRET_KEY="x" * 60)

    told = str(caught.value)
    assert all(name in told for name in ("ALLOWED_HOSTS", "BASE_URL", "FRONTEND_URL"))
    assert "SECRET_KEY" not in told


def test_what_is_missing_and_what_is_malformed_is_told_in_one_go(environment):
    with pytest.raises(SystemExit) as caught:
        environment(ENVIRONMENT="production", SECRET_KEY="short", TIME_ZONE="Mars")

    told = str(caught.value)
    assert "SECRET_KEY is malformed" in told
    assert "TIME_ZONE is malformed" in told
    assert all(f"{name} is not set." in told for name in ("ALLOWED_HOSTS", "BASE_URL"))
    assert "SECRET_KEY is not set" not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "hunter2"),
        ("ALLOWED_HOSTS", "https://hunter2.example.org"),
        ("ALLOWED_HOSTS", "cms.example.org/hunter2"),
        ("ALLOWED_HOSTS", "cms.example.org,hunter2:8000"),
        ("ALLOWED_HOSTS", "*.hunter2.org"),
        ("ALLOWED_HOSTS", "[hunter2]"),
        ("ALLOWED_HOSTS", "::1"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", ","),
        ("BASE_URL", "https://host:hunter2"),
        ("BASE_URL", "https://[hunter2"),
        ("FRONTEND_URL", "https://hunter2]/"),
        ("DATABASE_URL", "postgres://user:pass/hunter2@host/db"),
        ("DATABASE_URL", "postgres://user@host:hunter2/db"),
        ("DATABASE_URL", "postgres://user:hunter2@[::1/db"),
        ("TEST_DATABASE_URL", "postgres://user:hunter2@host:99999/db"),
        ("REDIS_URL", "redis://:hunter2@host:port/0"),
        ("REDIS_URL", "redis:///hunter2"),
        ("EMAIL_URL", "hunter2"),
        ("EMAIL_URL", "https://user:hunter2@host"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://user:hunter2@host:port"),
        ("EMAIL_URL", "smtp://user:hunter2\N{DOUBLE QUESTION MARK}@host"),
        ("TIME_ZONE", "Europe/Hunter2"),
        ("TIME_ZONE", "Europe"),
        ("TIME_ZONE", "/etc/hunter2"),
        ("LANGUAGES", "fr,en,FR"),
        ("LANGUAGES", "fr,rom,rom=hunter2"),
        ("BASE_URL", "hunter2"),
        ("DATABASE_URL", "mysql://user:hunter2@host/db"),
        ("REDIS_URL", "hunter2"),
        ("LANGUAGES", "fr,hunter2_no_tag!"),
        ("MACHINE_TRANSLATION_LANGUAGES", "de,hunter2"),
        ("ENVIRONMENT", "hunter2"),
        ("DATABASE_POOL_SIZE", "hunter2"),
        ("SECURE_SSL", "hunter2"),
        ("GRAPHQL_ORIGINS", "hunter2.example.org"),
        ("GRAPHQL_ORIGINS", "https://hunter2.example.org/path"),
        ("GRAPHQL_LIMITS", "hunter2=1"),
        ("GRAPHQL_LIMITS", "DEPTH=hunter2"),
        ("GRAPHQL_LIMITS", "DEPTH=0"),
        ("GRAPHQL_LIMITS", "DEPTH"),
    ],
)
def test_malformed_setting_is_named_and_its_value_is_not_shown(environment, name, value):
    with pytest.raises(SystemExit) as caught:
        environment(**COMPLETE | {name: value})

    assert f"{name} is malformed" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "cms.example.org,.example.net,localhost,192.0.2.1,[2001:db8::1]"),
        ("ALLOWED_HOSTS", "xn--mnchen-3ya.example"),
        ("BASE_URL", "http://[::1]:8000"),
        ("DATABASE_URL", "postgres:///name"),
        ("DATABASE_URL", "postgres://user:p%40ss@host:5432/name?sslmode=require"),
        ("TEST_DATABASE_URL", "sqlite://:memory:"),
        ("REDIS_URL", "rediss://:secret@host:6379/1"),
        ("REDIS_URL", "unix:///run/redis.sock"),
        ("EMAIL_URL", "smtps://user:secret@mail.example.org"),
        ("TIME_ZONE", "America/Argentina/Ushuaia"),
        ("LANGUAGES", "pt-BR,pt,rom=romani ćhib"),
        ("MACHINE_TRANSLATION_LANGUAGES", "en,de"),
    ],
)
def test_what_is_well_formed_is_taken(environment, name, value):
    given = getattr(environment(**COMPLETE | {name: value}), name)

    assert (",".join(given) if isinstance(given, list) else given) == value


def test_any_host_is_taken_in_development(environment):
    assert environment(ALLOWED_HOSTS="*").ALLOWED_HOSTS == ["*"]


def test_start_stops_with_lines_and_without_a_traceback():
    result = run_python("manage.py", "check", ENVIRONMENT="production")

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


def test_options_of_a_database_url_stand_beside_the_pool():
    url = "postgres://user@host/name?sslmode=require&connect_timeout=5&options=-c%20jit%3Doff"

    options = database(url)["OPTIONS"]

    assert (options["sslmode"], options["connect_timeout"]) == ("require", 5)
    assert options["options"] == f"-c jit=off {ONE_PLAN}"
    assert "pool" not in database(url, pooled=False)["OPTIONS"]


def test_tests_use_neither_the_database_nor_the_cache_nor_the_media_of_a_site(tmp_path):
    code = """if True:
        import json
        from cms.settings import test
        folder = test.MEDIA_ROOT / "pictures"
        folder.mkdir(parents=True)
        print(json.dumps([test.DATABASES, test.CACHES, str(test.MEDIA_ROOT)]))
    """
    urls = {"DATABASE_URL": "postgres://user@host/site", "REDIS_URL": "redis://host"}

    result = run_python("-c", code, ENVIRONMENT="test", TMPDIR=str(tmp_path), **urls)

    databases, caches, media = json.loads(result.stdout)
    assert databases["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert databases["default"]["NAME"] == ":memory:"
    assert caches["default"]["BACKEND"].endswith("LocMemCache")
    assert Path(media).parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_tests_on_postgresql_keep_the_options_and_have_no_pool():
    code = "import json; from cms.settings import test; print(json.dumps(test.DATABASES))"
    url = "postgres://user@host/tests?sslmode=require"

    result = run_python("-c", code, ENVIRONMENT="test", TEST_DATABASE_URL=url)

    configured = json.loads(result.stdout)["default"]
    assert configured["NAME"] == "tests"
    assert configured["OPTIONS"]["sslmode"] == "require"
    assert "pool" not in configured["OPTIONS"]


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


def test_language_without_any_catalog_is_supported_at_the_first_start_and_the_next(tmp_path):
    code = """if True:
        import django
        django.setup()
        from django.conf import settings
        from django.utils.translation import get_supported_language_variant, gettext, override
        for tag, name in settings.LANGUAGES:
            with override(tag):
                print(get_supported_language_variant(tag, strict=True), gettext("Yes"))
    """
    values = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "LANGUAGES": "rmy=romani,fr,qaa-Latn",
        "VAR_DIR": str(tmp_path),
    }

    starts = [run_python("-c", code, **values) for _ in range(2)]

    for start in starts:
        assert start.stdout.splitlines() == ["rmy Yes", "fr Oui", "qaa-latn Yes"], start.stderr


def test_language_with_a_catalog_gets_no_empty_one(tmp_path):
    make_missing_catalogs(["fr", "zh-hant", "de-at", "rom"], [ROOT / "locale", tmp_path])

    assert list(tmp_path.iterdir()) == []
