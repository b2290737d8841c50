"""The index: the words of one language version of a page or snippet."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from pages.models import SitePage
from snippets.models import Member, Secondee

TARGETS = ("page", "member", "secondee")
"""What an entry can stand for: each is a column of its own, so that an entry goes with its row."""


class SearchEntry(models.Model):
    """One for each live version that has words of its own. Who may find it is decided when it is asked for.

    The database itself derives what it searches from title and body (see postgresql and sqlite), so
    that no way of writing an entry can forget it.
    """

    page = models.OneToOneField(
        SitePage, null=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    member = models.OneToOneField(
        Member, null=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    secondee = models.OneToOneField(
        Secondee, null=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    language = models.CharField(max_length=100)
    configuration = models.CharField(max_length=120)
    """PostgreSQL's name of how words of this language are cut and stemmed."""
    title = models.TextField()
    body = models.TextField()
    vector = SearchVectorField(null=True, editable=False)
    """PostgreSQL only: kept by a trigger."""

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [GinIndex(fields=["vector"], name="search_entry_vector")]
        constraints = [
            models.CheckConstraint(
                name="search_entry_stands_for_one",
                condition=(
                    models.Q(page__isnull=False, member=None, secondee=None)
                    | models.Q(page=None, member__isnull=False, secondee=None)
                    | models.Q(page=None, member=None, secondee__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
