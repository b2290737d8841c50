"""What keeps editors' and translators' work from being lost."""

from tests.defences.defence import Defence

LOSSES: tuple[Defence, ...] = ()
