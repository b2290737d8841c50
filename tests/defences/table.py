"""All defences together."""

from tests.defences.endpoint import ENDPOINT
from tests.defences.losses import LOSSES
from tests.defences.threats import THREATS

DEFENCES = (*ENDPOINT, *THREATS, *LOSSES)
