"""All defences together."""

from tests.defences.admin import ADMIN
from tests.defences.answers import ANSWERS
from tests.defences.endpoint import ENDPOINT
from tests.defences.hidden import HIDDEN
from tests.defences.losses import LOSSES
from tests.defences.rates import OFTEN
from tests.defences.threats import THREATS

DEFENCES = (*ENDPOINT, *ANSWERS, *OFTEN, *HIDDEN, *THREATS, *ADMIN, *LOSSES)
