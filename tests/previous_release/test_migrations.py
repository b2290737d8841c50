"""Data loss: failed migration. No new migration takes away what the release before uses."""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.previous_release.breaking import breaks
from tests.previous_release.history import migrations_of


@pytest.mark.django_db  # A migration of wagtail-localize asks the database when it is imported.
def test_new_migrations_take_nothing_away_that_the_release_before_uses(release):
    loader = MigrationLoader(None)
    known = migrations_of(release) & loader.disk_migrations.keys()
    ours = {app for app, _name in known}
    new = {key for key in loader.disk_migrations if key[0] in ours and key not in known}
    old = loader.project_state(sorted(known))

    found = [
        line
        for app, name in sorted(new)
        for line in breaks(old, app, loader.disk_migrations[app, name].operations)
    ]

    assert found == []


OLD = ProjectState()
OLD.add_model(
    ModelState(
        "pages",
        "Thing",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("name", models.CharField(max_length=20, null=True)),
        ],
    )
)
TEXT = {"max_length": 20}


@pytest.mark.parametrize(
    "operation",
    [
        migrations.DeleteModel("Thing"),
        migrations.RenameModel("Thing", "Other"),
        migrations.AlterModelTable("Thing", "other"),
        migrations.RemoveField("thing", "name"),
        migrations.RenameField("thing", "name", "title"),
        migrations.AddField("thing", "size", models.IntegerField()),
        migrations.AddField("thing", "size", models.IntegerField(default=0)),
        migrations.AlterField("thing", "name", models.CharField(**TEXT)),
        migrations.AlterField("thing", "name", models.CharField(max_length=10, null=True)),
        migrations.AlterField("thing", "name", models.IntegerField(null=True)),
        migrations.AlterField("thing", "name", models.CharField(**TEXT, null=True, unique=True)),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_would_break_the_release_before_is_found(operation):
    wrapped = migrations.SeparateDatabaseAndState([operation])

    assert len(list(breaks(OLD, "pages", [operation, wrapped]))) == 2


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("thing", "size", models.IntegerField(null=True)),
        migrations.AddField("thing", "size", models.IntegerField(db_default=0)),
        migrations.AddField("thing", "others", models.ManyToManyField("pages.Thing")),
        migrations.AlterField("thing", "name", models.CharField(max_length=40, null=True)),
        migrations.RemoveField("thing", "newer"),
        migrations.DeleteModel("Newer"),
        migrations.SeparateDatabaseAndState([], [migrations.RemoveField("thing", "name")]),
        migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunPython(migrations.RunPython.noop),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_only_expands_is_fine(operation):
    assert list(breaks(OLD, "pages", [operation])) == []
