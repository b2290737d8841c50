"""The only reader of the environment: every setting, typed, with what it means and its embedded default.

In production, all that is missing or malformed is told at once, by name and without its value.
"""

import re
import sys
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = re.compile(r"([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)(?:=(.+))?")
MIN_SECRET = 50
"""Characters; Django's `check --deploy` asks for as many."""


def address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an address such as https://www.example.org")
    return value.rstrip("/")


def database(value: str) -> str:
    if value and urlsplit(value).scheme not in {"postgres", "postgresql", "sqlite"}:
        raise ValueError("postgres://user:password@host:5432/name or sqlite:///path")
    return value


def redis(value: str) -> str:
    if value and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("redis://host:6379/0")
    return value


Address = Annotated[str, AfterValidator(address)]


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
        description="The host names that the CMS answers to. Required in production; elsewhere "
        "those of this machine.",
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
    DATABASE_URL: Annotated[str, AfterValidator(database)] = Field(
        "", description="`postgres://…`; SQLite in `var/` when not set."
    )
    TEST_DATABASE_URL: Annotated[str, AfterValidator(database)] = Field(
        "", description="A PostgreSQL server for the tests; SQLite in memory when not set."
    )
    DATABASE_POOL_SIZE: int = Field(
        8, ge=1, le=200, description="PostgreSQL connections that one process keeps at most."
    )
    REDIS_URL: Annotated[str, AfterValidator(redis)] = Field(
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
    GRAPHQL_IDE: bool | None = Field(
        None,
        description="Whether a browser gets an IDE at `/graphql/`. On, but off in production.",
    )
    SECURE_SSL: bool = Field(
        True,
        description="In production: redirect to HTTPS, HSTS, and trust `X-Forwarded-Proto` of the "
        "proxy in front.",
    )
    EMAIL_URL: str = Field(
        "",
        description="`smtp://user:password@host:587` (`smtps://` for TLS from the start); mails are "
        "printed when not set.",
    )
    DEFAULT_FROM_EMAIL: str = Field(
        "webmaster@localhost", description="The sender of the CMS's mails."
    )

    @field_validator("ALLOWED_HOSTS", "LANGUAGES", mode="before")
    @classmethod
    def split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("LANGUAGES")
    @classmethod
    def are_tags(cls, value: list[str]) -> list[str]:
        if not value or not all(LANGUAGE.fullmatch(item) for item in value):
            raise ValueError("language tags such as fr,en,de,rom=romani ćhib")
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
    try:
        environment = Environment()  # type: ignore[call-arg]
    except ValidationError as error:
        raise SystemExit(refusal([problem(item) for item in error.errors()])) from None
    missing = [name for name in REQUIRED if name not in environment.model_fields_set]
    if environment.is_production and missing:
        raise SystemExit(refusal([f"{name} is not set." for name in missing]))
    return environment


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
    if isinstance(value, list):
        value = ",".join(value)
    if isinstance(value, Path):
        value = value.relative_to(ROOT)
    if isinstance(value, bool):
        value = str(value).lower()
    return "" if value in ("", None) else f"`{value}`"


if __name__ == "__main__":
    sys.stdout.write(settings_table() + "\n")
