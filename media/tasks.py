"""Work on pictures that a background worker does where there is one, and the request where there is none."""

from django_tasks import task
from wagtail.images.models import Filter

from media.models import Picture
from media.presets import all_filter_specs


@task()
def draw_presets(picture_id: int) -> None:
    """Draw every named size of a picture that still stands; those that exist are left.

    Sizes drawn for an earlier focal point go, so that each size stands once.
    """
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    specs = all_filter_specs(picture.file.name)
    picture.get_renditions(*specs)
    for rendition in picture.renditions.filter(filter_spec__in=specs):
        if rendition.focal_point_key != Filter(rendition.filter_spec).get_cache_key(picture):
            rendition.delete()
