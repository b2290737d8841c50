"""Two translators save one segment at the same moment, each over a connection of its own: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import String as SourceString
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)

from cms.settings.base import database
from tests.factories import locale
from translation.models import SegmentVersion
from translation.writing import Conflict, write

pytestmark = pytest.mark.django_db
ROUNDS = 50


@pytest.fixture
def in_threads(tmp_path):
    """Runs calls at the same time on a database that all of them see: on SQLite, a file set up as for a server."""
    options = database(f"sqlite:///{tmp_path / 'same_time.sqlite3'}")
    settings = {**connection.settings_dict, **options}

    def run(calls):
        start = Barrier(len(calls))

        def one(call):
            if connection.vendor == "sqlite":
                connections["default"] = SQLite(settings, "default")
            start.wait()
            try:
                return call()
            finally:
                connections["default"].close()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(one, calls))

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        (tmp_path / "same_time.sqlite3").write_bytes(connection.connection.serialize())
    return run


def make_segment():
    """One word to translate; committed, as a thread does it."""
    french, key = locale("fr"), uuid4()
    thing = TranslatableObject.objects.create(
        translation_key=key, content_type=ContentType.objects.get_for_model(Page)
    )
    source = TranslationSource.objects.create(
        object=thing,
        specific_content_type=thing.content_type,
        locale=french,
        object_repr="Page",
        content_json="{}",
        last_updated_at=timezone.now(),
    )
    string = SourceString.objects.create(locale=french, data=f"Mot {key}", data_hash=key)
    context = TranslationContext.objects.create(object=thing, path="body", path_id=key)
    segment = StringSegment.objects.create(source=source, string=string, context=context, order=0)
    return Translation.objects.create(source=source, target_locale=locale("de")).pk, segment.pk


@pytest.fixture
def segment(in_threads):
    (made,) = in_threads([make_segment])
    yield made
    in_threads([lambda: take_away(*made)])


def take_away(translation_pk, segment_pk):
    """PostgreSQL keeps what a thread committed."""
    segment = StringSegment.objects.get(pk=segment_pk)
    thing, string = segment.source.object, segment.string
    StringTranslation.objects.filter(translation_of=string).delete()
    SegmentVersion.objects.filter(string=string).delete()
    segment.delete()
    thing.delete()
    string.delete()


def writing(made, text, version):
    def call():
        translation = Translation.objects.get(pk=made[0])
        try:
            return write(
                translation,
                StringSegment.objects.get(pk=made[1]),
                text,
                by=None,
                version=version,
            ).text
        except Conflict as conflict:
            return conflict.newest

    return call


def standing(made):
    string = StringSegment.objects.get(pk=made[1]).string_id
    versions = SegmentVersion.objects.filter(string=string).order_by("pk")
    stands = StringTranslation.objects.get(translation_of=string).data
    return stands, list(versions.values_list("pk", "text"))


def test_of_two_who_write_at_once_one_is_told_in_fifty_rounds(segment, in_threads):
    seen, expected = None, []
    for number in range(ROUNDS):
        texts = [f"Wort {number} A", f"Wort {number} B"]

        answers = in_threads([writing(segment, text, seen) for text in texts])

        written = [answer for answer in answers if isinstance(answer, str)]
        refused = [answer for answer in answers if isinstance(answer, SegmentVersion)]
        assert len(written) == len(refused) == 1, number
        assert refused[0].text == written[0]
        expected += written
        ((stands, versions),) = in_threads([lambda: standing(segment)])
        assert (stands, [text for _pk, text in versions]) == (written[0], expected)
        seen = versions[-1][0]
