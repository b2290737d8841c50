"""Fast and the same everywhere; TEST_DATABASE_URL moves the tests to PostgreSQL."""

import tempfile
from pathlib import Path

from cms.settings.base import *
from cms.settings.base import DATABASES, ENV, database

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="alliance-media-"))
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if ENV.TEST_DATABASE_URL:
    DATABASES = {"default": database(ENV.TEST_DATABASE_URL)}
    # A pool would hold connections to the database that is dropped at the end.
    DATABASES["default"]["OPTIONS"] = {}
else:
    DATABASES["default"]["NAME"] = ":memory:"
# Static files are found where they stand: tests collect none.
WHITENOISE_AUTOREFRESH = True
