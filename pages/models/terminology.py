"""The words the Alliance uses, what they mean, and which is broader than which."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from pages.models.base import INTRO_SEARCH, IntroMixin, SitePage
from snippets.blocks import LineBlock, NeutralLineBlock, TextBlock
from snippets.translation_fields import translated


class TermBlock(blocks.StructBlock):
    """One concept. The block's id is the term's key: the same in every translation."""

    code = NeutralLineBlock(
        max_length=40,
        validators=[validate_slug],
        label=_("Code"),
        help_text=_("A short name without spaces, the same in all languages: sinti."),
    )
    name = LineBlock(max_length=120, label=_("Term"))
    variants = blocks.ListBlock(
        LineBlock(max_length=120), required=False, default=[], label=_("Variants")
    )
    definition = TextBlock(label=_("Definition"))
    broader = NeutralLineBlock(
        required=False,
        max_length=40,
        label=_("Broader term"),
        help_text=_("The code of the term that includes this one."),
    )

    class Meta:
        icon = "openquote"
        label = _("Term")


class TerminologyPage(IntroMixin, SitePage):
    terms = StreamField([("term", TermBlock())], verbose_name=_("terms"), blank=True)

    page_type = "TERMINOLOGY"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    translatable_fields = [*SitePage.translatable_fields, *translated("intro", "terms")]
    content_panels = [*SitePage.content_panels, FieldPanel("intro"), FieldPanel("terms")]
    search_fields = [*SitePage.search_fields, *INTRO_SEARCH, index.SearchField("terms")]

    class Meta:
        verbose_name = _("terminology page")

    def clean(self) -> None:
        super().clean()
        values = [block.value for block in self.terms]
        if problem := problem_with_terms([(term["code"], term["broader"]) for term in values]):
            raise ValidationError({"terms": problem})


def problem_with_terms(terms: list[tuple[str, str]]) -> ValidationError | None:
    """What is wrong with (code, broader code) pairs, or None: codes are unique, broader ones exist, no circles."""
    broader = dict(terms)
    codes = [code for code, _broader in terms]
    for code, parent in terms:
        if codes.count(code) > 1:
            message = _("Two terms have the code “%(code)s”.")
        elif parent and parent not in broader:
            message = _(
                "The broader term of “%(code)s” does not exist: give the code of a term here."
            )
        elif goes_in_circles(code, broader):
            message = _("The term “%(code)s” is broader than itself.")
        else:
            continue
        return ValidationError(message, code="wrong_term", params={"code": code})
    return None


def goes_in_circles(code: str, broader: Mapping[str, str]) -> bool:
    seen = {code}
    while code := broader.get(code, ""):
        if code in seen:
            return True
        seen.add(code)
    return False
