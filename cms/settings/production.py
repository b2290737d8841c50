"""The open internet: nothing has an unsafe default."""

from cms.settings.base import *

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SESSION_COOKIE_SECURE = ENV.SECURE_SSL
CSRF_COOKIE_SECURE = ENV.SECURE_SSL
CSRF_TRUSTED_ORIGINS = [ENV.BASE_URL]
SECURE_SSL_REDIRECT = ENV.SECURE_SSL
SECURE_HSTS_SECONDS = 31_536_000 if ENV.SECURE_SSL else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENV.SECURE_SSL
SECURE_HSTS_PRELOAD = ENV.SECURE_SSL
if ENV.SECURE_SSL:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
