"""Public pages are found by url_path, on which Wagtail has no index.

A hash index on PostgreSQL, as a btree refuses paths of more than 2,704 bytes.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAME = "pages_page_url_path"


def create_index(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    method = "USING hash " if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"CREATE INDEX {NAME} ON wagtailcore_page {method}(url_path)")


def drop_index(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]
    operations = [migrations.RunPython(create_index, drop_index)]
