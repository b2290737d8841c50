"""What all environments share."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

from cms.settings.env import ROOT, read_environment
from cms.settings.languages import make_missing_catalogs, register_languages

ENV = read_environment()
VAR = ENV.VAR_DIR
VAR.mkdir(parents=True, exist_ok=True)


def kept_secret(path: Path) -> str:
    """A secret of this installation: made at the first start, then always the same."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = ENV.SECRET_KEY or kept_secret(VAR / "secret_key")
DEBUG = False
ALLOWED_HOSTS = ENV.ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "cms",
    "access",
    "desk",
    "content_version",
    "search",
    "membership",
    "translation",
    "pages",
    "snippets",
    "media",
    "conflicts",
    "accounts",
    "preview",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "graphene_django",
    "corsheaders",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that every answer under /graphql/ passes it, also those of the middleware below.
    "cms.schema.boundary.graphql_boundary",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.content_policy.ContentPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "preview.middleware.PreviewsAreNotStored",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


PREPARED_AFTER = 5
"""Times that a session has asked a statement before PostgreSQL keeps its plan (statements.sessions)."""
ONE_PLAN = "-c plan_cache_mode=force_generic_plan"
"""Left to choose, PostgreSQL takes that plan for dearer than planning anew, as it expects ten values of each list."""


def database(
    url: str, *, pooled: bool = True, prepared_after: int = PREPARED_AFTER
) -> dict[str, Any]:
    """SQLite tuned for a server, or PostgreSQL with the URL's options and a pool of connections."""
    configured: dict[str, Any] = {"OPTIONS": {}, **dj_database_url.parse(url)}
    if configured["ENGINE"] == "django.db.backends.sqlite3":
        configured["OPTIONS"] = {
            # IMMEDIATE: a transaction that starts by reading must not fail when it comes to write.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA busy_timeout=20000;PRAGMA foreign_keys=ON;",
        }
        return configured
    options = configured["OPTIONS"]
    options["prepare_threshold"] = prepared_after
    options["options"] = f"{options.get('options', '')} {ONE_PLAN}".strip()
    if pooled:
        # A connection that the server has dropped is replaced unseen.
        configured["CONN_HEALTH_CHECKS"] = True
        options.setdefault("connect_timeout", 3)
        options["pool"] = {
            "min_size": 1,
            "max_size": ENV.DATABASE_POOL_SIZE,
            # Seconds. Whoever asks while the server is away is told soon, and after so many
            # attempts it is asked anew for each request, not in ever longer intervals.
            "timeout": 4,
            "reconnect_timeout": 2,
        }
    return configured


DATABASES = {"default": database(ENV.DATABASE_URL or f"sqlite:///{VAR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS: dict[str, Any] = {
    "BACKEND": "django_redis.cache.RedisCache",
    "LOCATION": ENV.REDIS_URL,
    # A server that does not answer must not hold up a request.
    "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 0.25, "SOCKET_TIMEOUT": 0.25},
}
# Without the cache the CMS is slower, and nothing fails.
FORGIVING = REDIS | {"OPTIONS": REDIS["OPTIONS"] | {"IGNORE_EXCEPTIONS": True}}
LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
# shared is where GraphQL keeps what all processes may use; each has its own memory besides.
CACHES = {"default": FORGIVING, "shared": REDIS} if ENV.REDIS_URL else {"default": LOCAL}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGES = register_languages(ENV.languages())
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [ROOT / "locale", VAR / "locale"]
make_missing_catalogs([tag for tag, _name in LANGUAGES], LOCALE_PATHS)
FORMAT_MODULE_PATH = ["cms.formats"]
# Of languages that nobody has formats for: day before month. Django's own defaults are American.
DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y H:i"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1
TIME_ZONE = ENV.TIME_ZONE
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

WAGTAIL_SITE_NAME = "Alliance"
WAGTAIL_I18N_ENABLED = True
# The admin asks no other host: neither for news of releases nor for portraits.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("en", "English")]
WAGTAILADMIN_BASE_URL = ENV.BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
# No SVG: it can carry scripts.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "media.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
# A translation goes public when somebody publishes it, not when its page is submitted (T19).
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
if ENV.DEEPL_AUTH_KEY:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "translation.machine.deepl.DeepL",
        "OPTIONS": {"AUTH_KEY": ENV.DEEPL_AUTH_KEY},
    }
MACHINE_TRANSLATION_LANGUAGES = ENV.MACHINE_TRANSLATION_LANGUAGES
BACKGROUND_WORKER = ENV.BACKGROUND_WORKER

TRUSTED_PROXIES = ENV.TRUSTED_PROXIES
# To log in, and for a password mail: of one account, and of one client address.
ATTEMPTS_PER_MINUTE = 5
PASSWORD_RESET_TIMEOUT = 4 * 3600
SESSION_COOKIE_AGE = 7 * 24 * 3600
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SECOND_FACTOR_REQUIRED = ENV.SECOND_FACTOR_REQUIRED
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME

WAGTAILEMBEDS_FINDERS = [{"class": "outbound.embeds"}]
OUTBOUND_ALLOWS_LOOPBACK = False
# Whose rows are deleted after a backup was restored: what was good then may have been revoked since.
REVOKED_BY_RESTORE = [
    "sessions.Session",
    "wagtailcore.APIToken",
    "wagtailadmin.EditingSession",
    "accounts.Attempt",
    "access.ApiKey",
    "preview.PreviewGrant",
]

# Of everything but the admin, whose own is in cms.content_policy.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
MEMBERSHIP_EMAIL = ENV.MEMBERSHIP_EMAIL
MEMBERSHIP_RETENTION_DAYS = ENV.MEMBERSHIP_RETENTION_DAYS
# Of one client address, of everybody together, and of one e-mail address.
MEMBERSHIP_LIMITS = {"CLIENT_PER_HOUR": 5, "ALL_PER_HOUR": 200, "EMAIL_PER_DAY": 3}

FRONTEND_URL = ENV.FRONTEND_URL
RESPONSE_CACHE = ENV.RESPONSE_CACHE
CDN_SECONDS = ENV.CDN_SECONDS
PERSISTED_DOCUMENTS = ENV.PERSISTED_DOCUMENTS
TRUSTED_ONLY = ENV.TRUSTED_ONLY
GRAPHQL_IDE = ENV.GRAPHQL_IDE if ENV.GRAPHQL_IDE is not None else not ENV.is_production
GRAPHQL_INTROSPECTION = (
    ENV.GRAPHQL_INTROSPECTION if ENV.GRAPHQL_INTROSPECTION is not None else not ENV.is_production
)
GRAPHQL_LIMITS = ENV.GRAPHQL_LIMITS
REDIS_URL = ENV.REDIS_URL
# Browsers of other origins read the public endpoint, and nothing else; they never send cookies.
CORS_URLS_REGEX = r"^/graphql/?$"
CORS_ALLOWED_ORIGINS = ENV.GRAPHQL_ORIGINS
CORS_ALLOW_METHODS = ["GET", "POST", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type"]
CORS_EXPOSE_HEADERS = ["retry-after"]
PREVIEW_MINUTES = ENV.PREVIEW_MINUTES
PREVIEW_NODE_ID = "cms.schema.previews.node_id"
GRAPHENE = {"SCHEMA": "cms.schema.schema"}


def mail_settings(url: str) -> dict[str, object]:
    """Django's settings for a mail server; {} for an empty URL."""
    parts = urlsplit(url)
    if not parts.hostname:
        return {}
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
    }


EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if ENV.EMAIL_URL else 'console'}.EmailBackend"
globals().update(mail_settings(ENV.EMAIL_URL))
# Seconds: whoever applies may be waiting for it.
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = ENV.DEFAULT_FROM_EMAIL
