"""The links that public content leads to, where they stand, and whether they still answer."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

MANY_FAILURES = 2
"""So many checks in a row must fail: a site that was down once is not gone."""


class LinkKind(models.TextChoices):
    PAGE = "PAGE", _("page of this site")
    DOCUMENT = "DOCUMENT", _("document of this site")
    EXTERNAL = "EXTERNAL", _("other site")


class LinkQuerySet(models.QuerySet["Link"]):
    def broken(self) -> "LinkQuerySet":
        """Links of this site at once, those elsewhere after some checks; only where they still stand."""
        elsewhere = models.Q(kind=LinkKind.EXTERNAL, failures__gte=MANY_FAILURES)
        here = ~models.Q(kind=LinkKind.EXTERNAL) & models.Q(failures__gte=1)
        return self.filter(elsewhere | here, places__isnull=False).distinct()


class Link(models.Model):
    """target is an address, or the number of a page or document with the language that it is read in."""

    kind = models.CharField(max_length=20, choices=LinkKind)
    target = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    """Of kind and target: an index on long texts has a limit in PostgreSQL."""
    label = models.TextField(blank=True)
    """What to call it: the address, or the title of the page."""
    checked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    """Checks in a row that failed."""
    reason = models.CharField(max_length=40, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [models.Index(fields=["kind", "failures"], name="desk_link_broken")]

    def __str__(self) -> str:
        return self.label or self.target


class LinkPlace(models.Model):
    """A document that has the link."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="places")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    locale = models.CharField(max_length=35)

    class Meta:
        verbose_name = _("place of a link")
        verbose_name_plural = _("places of links")
        constraints = [
            models.UniqueConstraint(
                fields=["link", "content_type", "object_id"], name="one_place_of_a_link"
            )
        ]

    def __str__(self) -> str:
        return self.title
