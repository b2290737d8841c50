"""Locks of records. Every new column can be left out, so that the release before still writes to these tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = ("member", "secondee", "siteinformation")


def locked(kind, **options):
    field = models.BooleanField(default=False, editable=False, verbose_name="locked", **options)
    return migrations.AddField(kind, "locked", field)


def locked_at(kind):
    field = models.DateTimeField(editable=False, null=True, verbose_name="locked at")
    return migrations.AddField(kind, "locked_at", field)


def locked_by(kind):
    field = models.ForeignKey(
        blank=True,
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="locked_%(class)ss",
        to=settings.AUTH_USER_MODEL,
        verbose_name="locked by",
    )
    return migrations.AddField(kind, "locked_by", field)


class Migration(migrations.Migration):
    dependencies = [
        ("snippets", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *[add(kind) for kind in KINDS for add in (locked_at, locked_by)],
        # The column keeps its default in the database, of which the model, Wagtail's, knows nothing.
        migrations.SeparateDatabaseAndState(
            database_operations=[locked(kind, db_default=False) for kind in KINDS],
            state_operations=[locked(kind) for kind in KINDS],
        ),
    ]
