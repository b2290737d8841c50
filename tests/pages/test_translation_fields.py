"""Every field is a deliberate choice: translated, or the same in all languages."""

import pytest
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

from pages.models import PAGE_MODELS, EventPage, HomePage, NewsPage
from pages.models.terminology import TermBlock
from snippets.blocks import LineBlock
from snippets.models import Member, Secondee, SiteInformation

NOT_CONTENT = {"sort_order", "folded_name"}


def editable_fields(model):
    """What an editor may change, but for what Wagtail keeps for itself."""
    own = {
        "go_live_at",
        "expire_at",
        "comments",
        "locale",
        "translation_key",
        "owner",
        "locked",
        "wagtail_admin_comments",
    }
    return (
        {
            field.name
            for field in model._meta.get_fields()
            if getattr(field, "editable", False) and not field.auto_created and field.concrete
        }
        - own
        - NOT_CONTENT
    )


def names(model, kind):
    return {field.field_name for field in get_translatable_fields(model) if type(field) is kind}


@pytest.mark.parametrize("model", [*PAGE_MODELS, Member, Secondee, SiteInformation])
def test_no_field_is_forgotten(model):
    chosen = names(model, TranslatableField) | names(model, SynchronizedField)
    wagtails = {
        "path",
        "depth",
        "numchild",
        "first_published_at",
        "expired",
        "content_type",
        "latest_revision",
        "live_revision",
    }

    undecided = editable_fields(model) - chosen - wagtails - {"slug"}

    assert undecided == set()


@pytest.mark.parametrize("model", [*PAGE_MODELS, Member, Secondee, SiteInformation])
def test_no_translator_can_make_a_neutral_field_differ(model):
    fields = [f for f in get_translatable_fields(model) if isinstance(f, SynchronizedField)]

    assert [field.field_name for field in fields if field.overridable] == []


def test_choices_are_these():
    assert names(Member, TranslatableField) == {"name", "description"}
    assert names(Secondee, SynchronizedField) >= {"name", "sort_order", "started_on", "ended_on"}
    assert {"kind", "starts_at", "ends_at", "all_day", "country", "image"} <= names(
        EventPage, SynchronizedField
    )
    assert "place" in names(EventPage, TranslatableField)
    assert "date" in names(NewsPage, SynchronizedField)
    assert "slug" in names(NewsPage, TranslatableField)
    assert "slug" not in names(HomePage, TranslatableField)


def test_codes_of_terms_are_not_offered_to_translators():
    block = TermBlock()

    for name in ("code", "broader"):
        assert block.child_blocks[name].get_translatable_segments("roma") == []


def test_line_that_is_null_becomes_empty():
    """T22: wagtail-localize fails on a null text in a block (localize#918)."""
    block = LineBlock(required=False)

    assert (block.normalize(None), block.to_python(None), block.get_prep_value(None)) == (
        "",
        "",
        "",
    )
