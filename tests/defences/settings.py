"""The tests' settings on a database that is made once and copied, so that no defence waits for migrations."""

from cms.settings.test import *
from cms.settings.test import DATABASES, ROOT

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    FILE = str(ROOT / "var/defences.sqlite3")
    DATABASES["default"] |= {"NAME": FILE, "TEST": {"NAME": FILE}}
