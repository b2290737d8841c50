"""What a migration may not do as long as the release before runs on the same tables: expand first, contract a release later.

Reads operations, not SQL: what RunSQL and RunPython do is seen when the old code runs.
"""

from django.db import migrations
from django.db.models import NOT_PROVIDED

LOSES = (migrations.DeleteModel, migrations.RenameModel, migrations.AlterModelTable)


def breaks(old, app, operations):
    """One line for each operation that takes from the old release what its state, old, says that it uses."""
    for operation in in_the_database(operations):
        problem = problem_of(old, app, operation)
        if problem:
            yield f"{app}: {operation.describe()}: {problem}"


def in_the_database(operations):
    """What Django is told about its own state only changes no table."""
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from in_the_database(operation.database_operations)
        else:
            yield operation


def problem_of(old, app, operation):
    if isinstance(operation, LOSES):
        name = getattr(operation, "old_name", None) or operation.name
        return "the release before uses this table" if model_of(old, app, name) else None
    model = model_of(old, app, getattr(operation, "model_name", ""))
    if model is None:
        return None
    if isinstance(operation, migrations.AddField):
        is_refused = is_needed(operation.field)
        return "the release before would write no value" if is_refused else None
    name = getattr(operation, "old_name", None) or getattr(operation, "name", "")
    before = model.fields.get(name)
    if before and isinstance(operation, migrations.RemoveField | migrations.RenameField):
        return "the release before uses this column"
    if before and isinstance(operation, migrations.AlterField):
        return narrowing(before, operation.field)
    return None


def model_of(state, app, name):
    return state.models.get((app, name.lower()))


def is_needed(field):
    """Whether a row that is written without the field is refused: Django takes its own default away again."""
    has_column = not field.many_to_many
    return has_column and not field.null and field.db_default is NOT_PROVIDED


def narrowing(before, after):
    if before.null and is_needed(after):
        return "the release before may write NULL"
    if type(before).__name__ != type(after).__name__:
        return "the column has another type"
    if (before.max_length or 0) > (after.max_length or before.max_length or 0):
        return "the release before may write longer texts"
    if not before.unique and after.unique:
        return "the release before may write it twice"
    return None
