"""Pictures: drawn when saved, in named sizes only, with a text for each language."""

import pytest

from media.forms import AltTextsField
from media.models import PictureRendition, alt_text
from media.presets import PRESETS, all_filter_specs
from media.tasks import draw_presets
from tests.editing import opened
from tests.factories import image_file, make_home, make_picture

pytestmark = pytest.mark.django_db

QUERY = """query ($preset: ImagePreset!) { page(path: "/fr/") { seo { image { alt width height
    focalPoint { x y } rendition(preset: $preset) { url width mimeType }
    picture(preset: $preset) { sources { mimeType srcset } fallback { url mimeType } } } } } }"""


def test_all_sizes_are_drawn_once_a_picture_is_committed(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture = make_picture()

    drawn = set(picture.renditions.values_list("filter_spec", flat=True))
    assert drawn == set(all_filter_specs("picture.png"))


def test_public_query_draws_nothing(execute, ask):
    make_home(social_image=make_picture())

    answer = ask(QUERY, preset="CARD")

    assert answer["errors"][0]["extensions"]["code"] == "NOT_READY"
    assert not PictureRendition.objects.exists()


def test_picture_has_modern_formats_and_a_fallback_in_every_preset(execute):
    file = image_file(size=(2000, 1200))
    make_home(social_image=make_picture(drawn=True, file=file, alt_texts={"fr": "Un pont"}))

    for name, preset in PRESETS.items():
        image = execute(QUERY, preset=name)["page"]["seo"]["image"]
        avif, webp = image["picture"]["sources"]

        assert image["alt"] == "Un pont"
        assert (avif["mimeType"], webp["mimeType"]) == ("image/avif", "image/webp")
        fallback = image["picture"]["fallback"]
        assert fallback["url"].startswith("http://localhost:8000/media/images/")
        widths = {int(part.split()[1][:-1]) for part in avif["srcset"].split(", ")}
        assert widths == {size[0] for size in preset.sizes}
        assert image["rendition"]["width"] == max(widths)


def test_changed_focal_point_leaves_one_drawing_of_each_size():
    picture = make_picture(drawn=True, file=image_file(size=(400, 300)))
    picture.focal_point_x, picture.focal_point_y = 100, 75
    picture.focal_point_width = picture.focal_point_height = 50
    picture.save()

    draw_presets.call(picture.pk)

    specs = list(picture.renditions.values_list("filter_spec", flat=True))
    assert sorted(specs) == sorted(all_filter_specs("picture.png"))


def test_focal_point_is_told_in_shares(execute):
    make_home(social_image=make_picture(drawn=True, focal_point_x=10, focal_point_y=15))

    image = execute(QUERY, preset="CARD")["page"]["seo"]["image"]

    assert image["focalPoint"] == {"x": 0.25, "y": 0.5}


def test_no_other_size_can_be_asked_for(ask):
    query = '{ page(path: "/fr/") { seo { image { rendition(preset: "fill-7x7") { url } } } } }'

    assert ask(query)["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_alternative_text_is_the_first_there_is():
    texts = {"fr": "Pont", "de": ""}

    assert alt_text(texts, ["de", "fr"]) == "Pont"
    assert alt_text(texts, ["de"]) == ""


def test_form_has_one_input_for_each_language():
    field = AltTextsField(required=False)

    assert field.clean(["Pont", "", "Brücke", ""]) == {"fr": "Pont", "de": "Brücke"}
    assert field.has_changed({"fr": "Pont"}, ["Pont", "", "", ""]) is False


def test_editor_changes_alternative_texts_in_the_admin(admin_client):
    picture = make_picture(alt_texts={"fr": "Pont"})
    url = f"/admin/images/{picture.pk}/"
    form = admin_client.get(url).content.decode()
    assert 'name="alt_texts_fr" value="Pont"' in form

    data = {"title": "T", "collection": picture.collection_id, "alt_texts_fr": "Un pont"}
    data |= opened(admin_client, url)
    admin_client.post(url, data | {"alt_texts_de": "Eine Brücke", "tags": ""})

    picture.refresh_from_db()
    assert picture.alt_texts == {"fr": "Un pont", "de": "Eine Brücke"}
