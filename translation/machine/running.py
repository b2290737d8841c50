"""Runs the machine over a document: batch by batch, so that what came before an error is kept."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.strings import StringValue

from translation.checks import document_limits, errors_of
from translation.checks.markup import Broken, canonical
from translation.machine.batching import SMALLEST, batches
from translation.machine.deepl import MachineError, is_switched_on
from translation.models import Origin
from translation.units import Unit, units
from translation.writing import Conflict, write


@dataclass
class Outcome:
    """What a run did."""

    written: int = 0
    left_out: list[Unit] = field(default_factory=list)
    """The machine's text had an error, such as a lost link; or somebody wrote the segment meanwhile."""
    remaining: int = 0
    """Segments that the machine was not asked for, as it refused before."""
    problem: str = ""
    """Why it refused, for the translator; empty when all went well."""


def machine_for(source: Locale, target: Locale) -> Any:
    """wagtail-localize's provider, or None: none is set up, or it is switched off for the language."""
    machine = get_machine_translator()
    usable = machine and is_switched_on(target) and machine.can_translate(source, target)
    return machine if usable else None


def translate_by_machine(
    translation: Translation, by: Any, chosen: Collection[int] | None = None
) -> Outcome:
    """Fill the empty segments; with chosen (numbers of units), those again, whatever stands there.

    Every batch is kept as soon as it is there; a run after an error goes on where it stopped.
    """
    machine = machine_for(translation.source.locale, translation.target_locale)
    if machine is None:
        return Outcome(problem=_("There is no machine translation for this language."))
    places = wanted(translation, chosen)
    return run(machine, translation, places, by)


def wanted(
    translation: Translation, chosen: Collection[int] | None
) -> dict[StringValue, list[Unit]]:
    """By text, each place once: several segments of a paragraph share theirs."""
    found: dict[StringValue, dict[int, Unit]] = defaultdict(dict)
    for unit in units(translation):
        if not unit.target if chosen is None else unit.pk in chosen:
            found[StringValue(unit.source)][unit.context] = unit
    return {text: list(places.values()) for text, places in found.items()}


def run(
    machine: Any, translation: Translation, places: dict[StringValue, list[Unit]], by: Any
) -> Outcome:
    outcome = Outcome()
    limits = document_limits(translation, [unit for found in places.values() for unit in found])
    waiting = list(batches(places, getattr(machine, "limits", SMALLEST)))
    while waiting:
        try:
            texts = ask(machine, translation, waiting[0])
        except MachineError as error:
            outcome.problem = str(error)
            outcome.remaining = sum(len(places[text]) for batch in waiting for text in batch)
            break
        answers = [(unit, text) for source, text in texts for unit in places[source]]
        keep(outcome, translation, answers, limits, by, str(machine.display_name))
        waiting.pop(0)
    return outcome


def ask(
    machine: Any, translation: Translation, batch: list[StringValue]
) -> list[tuple[StringValue, str]]:
    try:
        answer = machine.translate(translation.source.locale, translation.target_locale, batch)
    except MachineError:
        raise
    # Each provider has errors of its own, of the network and of what it understood (T31).
    except Exception as error:
        message = _("%(machine)s failed. Try again later.") % {"machine": machine.display_name}
        raise MachineError(message) from error
    return [(source, text.data or "") for source, text in answer.items() if text is not None]


def keep(
    outcome: Outcome,
    translation: Translation,
    answers: list[tuple[Unit, str]],
    limits: dict[str, int | None],
    by: Any,
    tool: str,
) -> None:
    segments = StringSegment.objects.in_bulk([unit.pk for unit, _text in answers])
    with transaction.atomic():
        for unit, text in answers:
            text = tidy(text)
            if errors_of(unit.source, text, limit=limits.get(unit.path)):
                outcome.left_out.append(unit)
                continue
            try:
                options: dict[str, Any] = {"origin": Origin.MACHINE, "tool": tool}
                write(translation, segments[unit.pk], text, by=by, version=unit.version, **options)
            except Conflict:
                outcome.left_out.append(unit)
            else:
                outcome.written += 1


def tidy(text: str) -> str:
    try:
        return canonical(text)
    except Broken:
        return text
