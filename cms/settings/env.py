"""The only reader of the environment: every setting, typed, with what it means and its embedded default.

In production, all that is missing or malformed is told at once, by name and without its value.
"""

import re
import sys
from collections.abc import Callable
from ipaddress import IPv6Address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, NoDecode, SettingsConfigDict

from cms.settings.limits import GraphQLLimits, given_limits

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = re.compile(r"([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)(?:=(.+))?")
LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
HOST = re.compile(rf"\.?{LABEL}(?:\.{LABEL})*")
"""A host name, an IPv4 address, or `.example.org` for a domain and all below it."""
IN_MEMORY = "sqlite://:memory:"
"""The one database URL that is not a URL: urlsplit takes `memory:` for a port."""
MIN_SECRET = 50
"""Characters; Django's `check --deploy` asks for as many."""


def url(meaning: str, fits: Callable[[SplitResult], bool], *, also: str = "") -> AfterValidator:
    """Refuses with the meaning alone: what urlsplit says of a bad port or host repeats the value."""

    def check(value: str) -> str:
        if value not in {"", also} and not is_url(value, fits):
            raise ValueError(meaning)
        return value

    return AfterValidator(check)


def is_url(value: str, fits: Callable[[SplitResult], bool]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.port != 0 and fits(parts)
    except ValueError:
        return False


def is_address(parts: SplitResult) -> bool:
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def is_origin(parts: SplitResult) -> bool:
    """What a browser sends in `Origin`: scheme, host and perhaps a port."""
    return is_address(parts) and not (parts.path or parts.query or parts.fragment or parts.username)


def is_database(parts: SplitResult) -> bool:
    return parts.scheme in {"postgres", "postgresql", "sqlite"}


def is_cache(parts: SplitResult) -> bool:
    if parts.scheme == "unix":
        return bool(parts.path)
    return parts.scheme in {"redis", "rediss"} and bool(parts.hostname)


def is_mail_server(parts: SplitResult) -> bool:
    return parts.scheme in {"smtp", "smtps"} and bool(parts.hostname)


def is_host(value: str) -> bool:
    """What Django compares a request's host with: no scheme, no port, no path; IPv6 in brackets."""
    if not (value.startswith("[") and value.endswith("]")):
        return value == "*" or bool(HOST.fullmatch(value))
    try:
        return bool(IPv6Address(value[1:-1]))
    except ValueError:
        return False


Address = Annotated[
    str,
    url("an address such as https://www.example.org", is_address),
    AfterValidator(lambda value: value.rstrip("/")),
]
Database = Annotated[
    str,
    url("postgres://user:password@host:5432/name or sqlite:///path", is_database, also=IN_MEMORY),
]


class Environment(BaseSettings):
    """Lists are separated by commas. Empty means: not set."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    ENVIRONMENT: Literal["development", "test", "production"] = Field(
        "development", description="`development`, `test` or `production`."
    )
    SECRET_KEY: str = Field(
        "",
        description="Signs sessions and links; at least 50 characters. Required in production; "
        "elsewhere made once and kept in `var/secret_key`.",
    )
    ALLOWED_HOSTS: Annotated[list[str], NoDecode] = Field(
        [],
        description="The host names that the CMS answers to, `.example.org` with all below it. "
        "Required in production; elsewhere those of this machine.",
    )
    BASE_URL: Address = Field(
        "http://localhost:8000",
        description="Where the CMS itself is reached: for media addresses and mails. Required in "
        "production.",
    )
    FRONTEND_URL: Address = Field(
        "http://localhost:3000",
        description="Where the decoupled site is reached: for links to pages. Required in production.",
    )
    DATABASE_URL: Database = Field(
        "",
        description="`postgres://…`, with options of libpq such as `?sslmode=require`; SQLite in `var/` "
        "when not set.",
    )
    TEST_DATABASE_URL: Database = Field(
        "", description="A PostgreSQL server for the tests; SQLite in memory when not set."
    )
    DATABASE_POOL_SIZE: int = Field(
        8, ge=1, le=200, description="PostgreSQL connections that one process keeps at most."
    )
    REDIS_URL: Annotated[str, url("redis://host:6379/0", is_cache)] = Field(
        "", description="A cache that processes share; each its own when not set."
    )
    LANGUAGES: Annotated[list[str], NoDecode] = Field(
        ["fr", "en", "de", "rom=romani ćhib"],
        description="Content languages as RFC 5646 tags, the source first. A tag that Django does not "
        "know may carry its own name: `rom=romani ćhib`.",
    )
    TIME_ZONE: str = Field("Europe/Paris", description="The editors' time zone.")
    VAR_DIR: Path = Field(
        ROOT / "var", description="Where the embedded database, media and static files stand."
    )
    RESPONSE_CACHE: bool = Field(
        True, description="Whether answers are kept as long as nothing that they show changes."
    )
    CDN_SECONDS: int = Field(
        0,
        ge=0,
        description="How long a CDN may keep the answer to a `GET` without asking again; its tag is "
        "`content`. 0 where nothing purges it.",
    )
    PERSISTED_DOCUMENTS: Path | None = Field(
        None,
        description="The manifest of trusted documents that graphql-codegen wrote, "
        "`persisted-documents.json`.",
    )
    TRUSTED_ONLY: bool = Field(
        False, description="Whether only the documents of that manifest are executed."
    )
    GRAPHQL_IDE: bool | None = Field(
        None,
        description="Whether a browser gets an IDE at `/graphql/`. On, but off in production.",
    )
    GRAPHQL_INTROSPECTION: bool | None = Field(
        None,
        description="Whether the schema may be asked for, and mistakes are answered with suggestions. On, but "
        "off in production.",
    )
    GRAPHQL_ORIGINS: Annotated[list[str], NoDecode] = Field(
        [],
        description="Origins such as `https://www.example.org` whose pages may ask from a browser.",
    )
    GRAPHQL_LIMITS: Annotated[GraphQLLimits, NoDecode] = Field(
        GraphQLLimits(),
        description="Limits that differ from those in docs/security.md, such as `DEPTH=20,COST=20000`.",
    )
    SECURE_SSL: bool = Field(
        True,
        description="In production: redirect to HTTPS, HSTS, and trust `X-Forwarded-Proto` of the "
        "proxy in front.",
    )
    SECOND_FACTOR_REQUIRED: bool = Field(
        False,
        description="Whether everybody in the admin needs a second factor; whoever has one is always "
        "asked for it.",
    )
    TRUSTED_PROXIES: int = Field(
        0,
        ge=0,
        description="How many proxies stand in front; that many entries at the end of "
        "`X-Forwarded-For` are believed.",
    )
    EMAIL_URL: Annotated[str, url("smtp://user:password@host:587", is_mail_server)] = Field(
        "",
        description="`smtp://user:password@host:587` (`smtps://` for TLS from the start); mails are "
        "printed when not set.",
    )
    DEFAULT_FROM_EMAIL: str = Field(
        "webmaster@localhost", description="The sender of the CMS's mails."
    )
    MEMBERSHIP_EMAIL: str = Field(
        "",
        description="Who is told of new applications to join, and gets the applicants' answers; the contact "
        "address in the site information when not set.",
    )
    MEMBERSHIP_RETENTION_DAYS: int = Field(
        365,
        ge=1,
        le=3650,
        description="How long the personal data of an application to join is kept after its decision, or "
        "after it came when nobody decided.",
    )

    PREVIEW_MINUTES: int = Field(
        15,
        ge=1,
        le=1440,
        description="How long an editor's preview of a draft can be opened; reviewers' links have days of their own.",
    )

    DEEPL_AUTH_KEY: str = Field(
        "",
        description="The key for machine translation by DeepL (with `:fx` at its end, the free "
        "service); none is offered when not set.",
    )
    MACHINE_TRANSLATION_LANGUAGES: Annotated[list[str], NoDecode] = Field(
        [],
        description="The languages that machine translation is offered for, such as `en,de`; all that "
        "DeepL knows when not set.",
    )

    BACKGROUND_WORKER: bool = Field(
        False,
        description="Whether `manage.py run_jobs` runs beside the site and does the long work of "
        "translations; otherwise the pages that show it do it, in portions.",
    )

    @field_validator(
        "ALLOWED_HOSTS",
        "LANGUAGES",
        "GRAPHQL_ORIGINS",
        "MACHINE_TRANSLATION_LANGUAGES",
        mode="before",
    )
    @classmethod
    def split(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not parts:
            raise ValueError("a list separated by commas")
        return parts

    @field_validator("ALLOWED_HOSTS")
    @classmethod
    def are_hosts(cls, value: list[str], info: ValidationInfo) -> list[str]:
        if not all(map(is_host, value)):
            raise ValueError("host names such as cms.example.org, without https:// and port")
        if "*" in value and info.data.get("ENVIRONMENT") == "production":
            raise ValueError("host names by name, no * in production")
        return value

    @field_validator("GRAPHQL_ORIGINS")
    @classmethod
    def are_origins(cls, value: list[str]) -> list[str]:
        if not all(is_url(item, is_origin) for item in value):
            raise ValueError("origins such as https://www.example.org, without a path")
        return value

    @field_validator("GRAPHQL_LIMITS", mode="before")
    @classmethod
    def read_limits(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return GraphQLLimits(**given_limits(value))
        except ValidationError:
            raise ValueError("limits by name such as DEPTH=20,COST=20000") from None

    @field_validator("LANGUAGES")
    @classmethod
    def are_tags(cls, value: list[str]) -> list[str]:
        matches = [LANGUAGE.fullmatch(item) for item in value]
        tags = {match[1].lower() for match in matches if match}
        if len(tags) < len(value):
            raise ValueError("language tags such as fr,en,de,rom=romani ćhib, each once")
        return value

    @field_validator("MACHINE_TRANSLATION_LANGUAGES")
    @classmethod
    def are_content_languages(cls, value: list[str], info: ValidationInfo) -> list[str]:
        matches = [LANGUAGE.fullmatch(item) for item in info.data.get("LANGUAGES", value)]
        unknown = {tag.lower() for tag in value} - {match[1].lower() for match in matches if match}
        if unknown:
            raise ValueError("tags out of LANGUAGES, such as en,de")
        return [tag.lower() for tag in value]

    @field_validator("TIME_ZONE")
    @classmethod
    def is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        # What is no zone can be no key, no path, a folder, or a file of something else.
        except (KeyError, ValueError, OSError):
            raise ValueError("a time zone such as Europe/Paris") from None
        return value

    @field_validator("SECRET_KEY")
    @classmethod
    def is_long(cls, value: str) -> str:
        if value and len(value) < MIN_SECRET:
            raise ValueError(f"at least {MIN_SECRET} characters")
        return value

    @property
    def is_production(self) -> bool:
        return self.ENVIRONMENT == "production"

    def languages(self) -> list[tuple[str, str | None]]:
        """(tag, own name or None), the source first."""
        matches = (LANGUAGE.fullmatch(item) for item in self.LANGUAGES)
        return [(match[1], match[2]) for match in matches if match]


REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "FRONTEND_URL")
"""What production cannot do without."""


def read_environment() -> Environment:
    """Raises SystemExit with one line for each setting that is missing or malformed."""
    lacking = missing(EnvSettingsSource(Environment)())
    try:
        environment = Environment()  # type: ignore[call-arg]
    except ValidationError as error:
        malformed = [problem(item) for item in error.errors()]
        raise SystemExit(refusal(lacking + malformed)) from None
    if lacking:
        raise SystemExit(refusal(lacking))
    return environment


def missing(given: dict[str, Any]) -> list[str]:
    """One line for each setting that production needs and that is not given."""
    if given.get("ENVIRONMENT") != "production":
        return []
    return [f"{name} is not set." for name in REQUIRED if name not in given]


def problem(item: Any) -> str:
    """What is wrong with one setting; never its value, which may be a secret."""
    name = str(item["loc"][0]) if item["loc"] else "The environment"
    meaning = item["msg"].removeprefix("Value error, ")
    return f"{name} is malformed: {meaning}."


def refusal(problems: list[str]) -> str:
    return "\n".join(["Alliance CMS cannot start:", *(f"- {line}" for line in problems)])


def settings_table() -> str:
    """The README's table of settings, in Markdown."""
    rows = [
        f"| `{name}` | {shown_default(field.default)} | {field.description} |"
        for name, field in Environment.model_fields.items()
    ]
    return "\n".join(["| Setting | Default | Meaning |", "|---|---|---|", *rows])


def shown_default(value: Any) -> str:
    if isinstance(value, GraphQLLimits):
        return ""
    if isinstance(value, list):
        value = ",".join(value)
    if isinstance(value, Path):
        value = value.relative_to(ROOT)
    if isinstance(value, bool):
        value = str(value).lower()
    return "" if value in ("", None) else f"`{value}`"


if __name__ == "__main__":
    sys.stdout.write(settings_table() + "\n")
