"""Terms that the source uses and the translation does not."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from translation.checks.finding import Finding, warning
from translation.checks.markup import visible
from translation.terms import TermPair, has, words


def check_terms(
    source: str, target: str, source_tag: str, target_tag: str, terms: Iterable[TermPair]
) -> Iterator[Finding]:
    """Warns of each term that the source uses and the target has in none of its approved forms.

    Inflection is met with stems, so there are false alarms (irregular plurals, pronouns in place of the
    term); a warning never blocks.
    """
    wanted, given = words(visible(source)), words(visible(target))
    for pair in terms:
        used = next((form for form in pair.source if has(wanted, form, source_tag)), None)
        if used and not any(has(given, form, target_tag) for form in pair.target):
            message = _("The source says “%(term)s”: approved here are %(forms)s.")
            forms = ", ".join(f"“{form}”" for form in pair.target)
            yield warning("term", message % {"term": used, "forms": forms}, used)
