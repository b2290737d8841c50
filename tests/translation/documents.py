"""Documents in translation, made as wagtail-localize makes them."""

from wagtail_localize.models import Translation, TranslationSource

from tests.factories import locale, make_page, paragraph
from translation.models import Origin
from translation.units import units
from translation.writing import write


def make_translation(home, *texts, tag="de", **values):
    """A French page with a paragraph for each text, to be translated."""
    body = [paragraph(f"<p>{text}</p>") for text in texts]
    page = make_page(home, **{"body": body} | values)
    source, _created = TranslationSource.get_or_create_from_instance(page)
    return Translation.objects.create(source=source, target_locale=locale(tag))


def unit_of(translation, text):
    return next(unit for unit in units(translation) if unit.source == text)


def put(translation, source, text, by=None, origin=Origin.HUMAN, *, reviewed=False, **options):
    unit = unit_of(translation, source)
    segment = translation.source.stringsegment_set.get(pk=unit.pk)
    values = {"version": unit.version, "origin": origin} | options
    version = write(translation, segment, text, by=by, **values)
    if reviewed:
        type(version).objects.filter(pk=version.pk).update(reviewed_at=version.written_at)
    return version
