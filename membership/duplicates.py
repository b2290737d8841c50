"""Points out what an application may repeat: a member, or another application, of the same country and a near name.

Names are compared by rapidfuzz: without accents, in whatever order of words, and without the words that only say
what sort of authority it is.
"""

import re
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from wagtail.models import Locale

from membership.models import Application
from snippets.countries import sorting_key
from snippets.models import Member

NEAR = 86.0
"""Of 100: one wrong letter in a name of eight still counts as near, Graz and Gratkorn do not."""
FILLER = re.compile(
    "ville|commune|mairie|metropole|municipality|city|town|council|region|of|de|du|des|la|le|les|d|l|the|"
    "stadt|gemeinde|kommune|landeshauptstadt|foro|komuna|comune|ayuntamiento|municipio|obcina|grad|mesto|"
    "oras|association|verband"
)


@dataclass(frozen=True, slots=True)
class Similar:
    """found is a Member or an Application; score is 0 to 100."""

    found: Any
    score: int
    is_member: bool


def core(name: str) -> str:
    """What tells one authority from another; the whole name where nothing else is left."""
    words = re.findall(r"\w+", sorting_key(name))
    return " ".join(word for word in words if not FILLER.fullmatch(word)) or " ".join(words)


def duplicates(application: Application) -> list[Similar]:
    """Members first, each nearest first."""
    members = Member.objects.filter(country=application.country, locale=Locale.get_default())
    members = members.exclude(pk=application.member_id or 0)
    others = Application.objects.filter(country=application.country).exclude(pk=application.pk)
    return [
        *near(application.authority_name, {member.pk: member for member in members}, "name"),
        *near(application.authority_name, {one.pk: one for one in others}, "authority_name"),
    ]


def near(name: str, rows: dict[int, Any], attribute: str) -> list[Similar]:
    choices = {pk: core(getattr(row, attribute)) for pk, row in rows.items()}
    found = process.extract(
        core(name), choices, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=10
    )
    return [
        Similar(rows[pk], round(score), isinstance(rows[pk], Member)) for _name, score, pk in found
    ]
