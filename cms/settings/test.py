"""Fast and the same everywhere; TEST_DATABASE_URL moves the tests to PostgreSQL."""

import atexit
import secrets
import shutil
import tempfile
from pathlib import Path

from cms.settings.base import *
from cms.settings.base import ENV, database
from cms.settings.env import IN_MEMORY
from cms.settings.limits import GraphQLLimits

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Not made before something is written: tools that only read the settings leave nothing behind.
MEDIA_ROOT = Path(tempfile.gettempdir(), f"alliance-media-{secrets.token_hex(8)}")
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Never DATABASE_URL and REDIS_URL: those are somebody's site. No pool: it would hold connections to
# the database that is dropped at the end. All statements are prepared at once, as those of a long session are.
DATABASES = {
    "default": database(ENV.TEST_DATABASE_URL or IN_MEMORY, pooled=False, prepared_after=0)
}
REDIS_URL = ""
BACKGROUND_WORKER = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Static files are found where they stand: tests collect none.
WHITENOISE_AUTOREFRESH = True
# All tests ask from one address: those of the rates set their own.
GRAPHQL_LIMITS = GraphQLLimits(
    requests_per_minute=1_000_000, burst=1_000_000, cost_per_minute=1_000_000_000
)
