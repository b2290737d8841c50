"""Machine translation: optional, by wagtail-localize's providers, marked as what it is."""

from translation.machine.deepl import MachineError
from translation.machine.running import begin, machine_for

__all__ = ["MachineError", "begin", "machine_for"]
