"""Questions with a token, as a frontend sends them, and drafts to ask for."""

from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from preview.grants import grant_reviewer
from tests.factories import locale

PAGE = "query($t: String) { page(previewToken: $t) { id title path locale } }"
NODE = """query($t: String, $id: ID!) { node(id: $id, previewToken: $t) {
    id ... on Page { title } ... on Member { name description { text } } ... on Secondee { name position }
    ... on Site { name tagline socialProfiles { label } } } }"""


def draft(document, **values):
    """A revision that is not published."""
    for name, value in values.items():
        setattr(document, name, value)
    return document.save_revision()


def grant(document, days=1, **values):
    return grant_reviewer(draft(document, **values), "Anna", days, None)


def unfinished(document, words):
    """A translation into German of which only these words are done."""
    source, _created = TranslationSource.get_or_create_from_instance(document)
    translation = Translation.objects.create(source=source, target_locale=locale("de"))
    translation.save_target(publish=False)
    for segment in source.stringsegment_set.select_related("string", "context"):
        if segment.string.data in words:
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                data=words[segment.string.data],
            )
    return translation
