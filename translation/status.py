"""What the public may know of the work: which live translations are behind their source.

It comes from the same rows as the coordinator's view.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from translation.models import TranslationTask


def outdated_languages(keys: Iterable[UUID]) -> dict[UUID, dict[str, bool]]:
    """Translation key → language tag → whether what is live there is behind; one query.

    A language that is missing has no approved translation that this site knows of.
    """
    tasks = TranslationTask.objects.filter(
        translation__source__object_id__in=set(keys), published_at__isnull=False
    )
    found: dict[UUID, dict[str, bool]] = defaultdict(dict)
    for key, tag, since in tasks.values_list(
        "translation__source__object_id",
        "translation__target_locale__language_code",
        "outdated_since",
    ):
        found[key][tag] = since is not None
    return dict(found)
