"""Runs the machine over a document as a job: batch by batch, so that what came before an error is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.strings import StringValue

from translation import jobs
from translation.checks import document_limits, errors_of
from translation.checks.markup import Broken, canonical
from translation.machine.batching import SMALLEST, batches
from translation.machine.deepl import MachineError, is_switched_on
from translation.models import Job, Origin
from translation.rights import Action, may
from translation.units import Unit, units
from translation.writing import Conflict, write

Item = list[Any]
"""[number of the translation, [[number of a unit, its version], ...]]: what one request to the machine asks."""
Answer = dict[str, str]
"""By source text."""


def machine_for(source: Locale, target: Locale) -> Any:
    """wagtail-localize's provider, or None: none is set up, or it is switched off for the language."""
    machine = get_machine_translator()
    usable = machine and is_switched_on(target) and machine.can_translate(source, target)
    return machine if usable else None


def begin(translation: Translation, *, by: Any, chosen: Collection[int] | None = None) -> Job:
    """A job that fills the empty segments; with chosen (numbers of units), those again, whatever stands there."""
    return jobs.begin(
        "machine",
        items_of(translation, chosen),
        {"translation": translation.pk},
        by=by,
        subject=f"translation {translation.pk}",
        title=str(translation.task),
    )


def items_of(translation: Translation, chosen: Collection[int] | None) -> list[Item]:
    """The texts once each, in portions that the machine takes in one request."""
    machine = machine_for(translation.source.locale, translation.target_locale)
    limits = getattr(machine, "limits", SMALLEST)
    places = defaultdict[StringValue, list[Unit]](list)
    for unit in units(translation):
        if not unit.target if chosen is None else unit.pk in chosen:
            places[StringValue(unit.source)].append(unit)
    return [
        [translation.pk, [[unit.pk, unit.version] for text in batch for unit in places[text]]]
        for batch in batches(places, limits)
    ]


def ask_item(item: Item, options: dict[str, Any], by: Any) -> Answer:
    """What the machine says, and nothing is written. Raises Stop: what was refused now is refused for the rest too."""
    translation = translation_of(item)
    if by is not None and not may(by, Action.TRANSLATE, translation.target_locale):
        raise jobs.Stop(_("Who started it may not translate into this language any more."))
    machine = machine_for(translation.source.locale, translation.target_locale)
    if machine is None:
        raise jobs.Stop(_("There is no machine translation for this language."))
    texts = list(dict.fromkeys(StringValue(unit.source) for unit in standing(translation, item)))
    try:
        return ask(machine, translation, texts) if texts else {}
    except MachineError as error:
        raise jobs.Stop(str(error)) from error


def translation_of(item: Item) -> Translation:
    found = Translation.objects.select_related(
        "source__locale", "source__specific_content_type", "target_locale"
    )
    translation = found.filter(pk=item[0]).first()
    if translation is None:
        raise jobs.Stop(_("It was deleted meanwhile."))
    return translation


def standing(translation: Translation, item: Item) -> list[Unit]:
    """Those of the item that nobody has written meanwhile."""
    versions = dict(item[1])
    return [
        unit
        for unit in units(translation)
        if unit.pk in versions and unit.version == versions[unit.pk]
    ]


def ask(machine: Any, translation: Translation, texts: Iterable[StringValue]) -> Answer:
    try:
        answer = machine.translate(translation.source.locale, translation.target_locale, texts)
    except MachineError:
        raise
    # Each provider has errors of its own, of the network and of what it understood (T31).
    except Exception as error:
        message = _("%(machine)s failed. Try again later.") % {"machine": machine.display_name}
        raise MachineError(message) from error
    return {source.data: text.data or "" for source, text in answer.items() if text is not None}


def keep_item(item: Item, options: dict[str, Any], by: Any, answer: Answer) -> dict[str, int]:
    """Writes what has no error, such as a lost link; whoever wrote a segment meanwhile keeps his text."""
    translation = translation_of(item)
    machine = machine_for(translation.source.locale, translation.target_locale)
    tool = str(machine.display_name) if machine else ""
    found = once(standing(translation, item))
    texts = {unit.pk: tidy(answer.get(unit.source, "")) for unit in found}
    limits = document_limits(translation, found)
    fitting = [
        unit
        for unit in found
        if not errors_of(unit.source, texts[unit.pk], limit=limits.get(unit.path))
    ]
    segments = StringSegment.objects.in_bulk([unit.pk for unit in fitting])
    written = sum(
        is_kept(translation, segments[unit.pk], unit, texts[unit.pk], tool, by) for unit in fitting
    )
    return {"written": written, "left_out": len(found) - written}


def once(found: list[Unit]) -> list[Unit]:
    """The same text twice in one paragraph has one translation."""
    return list({(unit.string, unit.context): unit for unit in found}.values())


def is_kept(
    translation: Translation, segment: StringSegment, unit: Unit, text: str, tool: str, by: Any
) -> bool:
    options: dict[str, Any] = {"origin": Origin.MACHINE, "tool": tool}
    try:
        write(translation, segment, text, by=by, version=unit.version, **options)
    except Conflict:
        return False
    return True


def tidy(text: str) -> str:
    try:
        return canonical(text)
    except Broken:
        return text


def result_url(job: Job) -> str:
    translation = Translation.objects.filter(pk=job.options.get("translation")).first()
    return reverse("translation:task", args=[translation.task.pk]) if translation else ""


def outcome(job: Job) -> list[str]:
    written, left_out = job.counts.get("written", 0), job.counts.get("left_out", 0)
    sentences = [
        ngettext(
            "%(count)d segment was translated by the machine. Read it before you ask for review.",
            "%(count)d segments were translated by the machine. Read them before you ask for review.",
            written,
        )
        % {"count": written}
    ]
    if left_out:
        text = ngettext(
            "%(count)d segment was left out: the machine's text had an error, such as a lost link.",
            "%(count)d segments were left out: the machine's texts had errors, such as lost links.",
            left_out,
        )
        sentences.append(text % {"count": left_out})
    return sentences
