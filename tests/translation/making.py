"""What the tests of translation make: people, their teams, tasks with texts."""

from uuid import uuid4

from django.contrib.auth.models import Group, Permission, User
from django.utils.timezone import now
from wagtail_localize.models import Translation, TranslationSource

from tests.factories import locale
from translation import publishing, workflow
from translation.models import Role, State, TeamMember, TranslationTask
from translation.units import units
from translation.writing import write


def person(name, **values):
    return User.objects.create_user(name, f"{name}@example.org", "password", **values)


def admin_group(name="Translation", *codenames):
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.add(*Permission.objects.filter(codename__in=("access_admin", *codenames)))
    return group


def in_team(name, tag, role=Role.TRANSLATOR):
    user = person(name)
    user.groups.add(admin_group())
    TeamMember.objects.create(user=user, locale=locale(tag), role=role)
    return user


def translator(name="translator", tag="de"):
    return in_team(name, tag, Role.TRANSLATOR)


def reviewer(name="reviewer", tag="de"):
    return in_team(name, tag, Role.REVIEWER)


def coordinator(name="coordinator"):
    user = person(name)
    user.groups.add(admin_group("Coordination", "coordinate_translation"))
    return user


def make_task(instance, tag="de", **values):
    """Without the target page that submitting makes."""
    source, _created = TranslationSource.get_or_create_from_instance(instance)
    translation = Translation.objects.create(source=source, target_locale=locale(tag))
    TranslationTask.objects.filter(translation=translation).update(**values, changed_at=now())
    return translation.task


def unit_of(task, text):
    return next(unit for unit in units(task.translation) if unit.source == text)


def put(task, source, text, by=None, **options):
    """Write what translates source."""
    unit = unit_of(task, source)
    segment = task.translation.source.stringsegment_set.get(pk=unit.pk)
    return write(task.translation, segment, text, by=by, **{"version": unit.version} | options)


def put_all(task, texts, by=None):
    for source, text in texts.items():
        put(task, source, text, by=by)


def reviewed_and_published(task, by=None):
    """From whatever state; the task comes back fresh."""
    task.refresh_from_db()
    if task.state != State.IN_REVIEW:
        workflow.request_review(task, by=by)
    publishing.approve_and_publish(task, by=by)
    task.refresh_from_db()
    return task


def change(page, **values):
    """Publish the source with other values, as an editor does."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def rich_text(page, *paragraphs):
    """The body with one block, whose id stays."""
    kept = page.body[0].id if len(page.body) else str(uuid4())
    html = "".join(f"<p>{text}</p>" for text in paragraphs)
    return [{"type": "paragraph", "value": html, "id": kept}]
