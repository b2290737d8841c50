"""Trigram indexes on what the translation memory searches; PostgreSQL only, SQLite compares in memory."""

from django.db import migrations

INDEXES = {
    "translation_string_trigrams": ("wagtail_localize_string", "data"),
    "translation_entry_trigrams": ("translation_memoryentry", "source"),
}


def make(apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, (table, column) in INDEXES.items():
        editor.execute(
            f"CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin ({column} gin_trgm_ops) "
            # Texts are read far more often than they are added.
            "WITH (fastupdate = off)"
        )


def drop(apps, editor):
    """The extension stays: others may use it."""
    if editor.connection.vendor == "postgresql":
        for name in INDEXES:
            editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0010_memory_and_files"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(make, drop)]
