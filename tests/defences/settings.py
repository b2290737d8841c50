"""The tests' settings on a database that is made once and copied, so that no defence waits for migrations."""

from cms.settings.test import *
from cms.settings.test import DATABASES, ROOT

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["NAME"] = ROOT / "var/defences.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": ROOT / "var/defences.sqlite3"}
