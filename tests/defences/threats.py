"""The threats to the site, by their numbers."""

from tests.defences.defence import Defence

THREATS: tuple[Defence, ...] = ()
