"""Machine translation: optional, by wagtail-localize's providers, marked as what it is."""

from translation.machine.deepl import MachineError
from translation.machine.running import Outcome, machine_for, translate_by_machine

__all__ = ["MachineError", "Outcome", "machine_for", "translate_by_machine"]
