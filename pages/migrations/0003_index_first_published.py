"""Lists of one kind of page in one language, the newest first, read as much of the table as they show."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAME = "pages_page_first_published"


def create_index(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    # SQLite's indexes know no place for NULL; it sorts.
    order = "DESC NULLS LAST" if editor.connection.vendor == "postgresql" else "DESC"
    editor.execute(
        f"CREATE INDEX {NAME} ON wagtailcore_page"
        f" (locale_id, content_type_id, first_published_at {order}, path) WHERE live"
    )


def drop_index(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_index_url_path")]
    operations = [migrations.RunPython(create_index, drop_index)]
