"""Puts the drawn pictures of the sample into the site's collection of pictures."""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from PIL import Image

from cms.sample_content.drawing import draw
from cms.sample_content.reading import SOURCE, read_table
from cms.sample_content.rich_text import Numbers
from media.models import Picture


def load_pictures(numbers: Numbers, report: Callable[[str], None]) -> int:
    """How many were made. Each has a transaction of its own: all its sizes are drawn right after it."""
    listed = read_table("pictures.toml")
    made = 0
    for place, (name, data) in enumerate(listed.items(), start=1):
        picture = Picture.objects.filter(named_after(name)).first()
        if picture is None:
            report(f"  picture {place} of {len(listed)}: {data['alt'][SOURCE]}")
            picture = save_picture(name, data)
            made += 1
        numbers.pictures[name] = picture.pk
    return made


def named_after(name: str) -> Q:
    """Finds what was made of a name: the storage may add to the names of files, never change them."""
    return Q(file__contains=f"/sample-{name}.") | Q(file__contains=f"/sample-{name}_")


@transaction.atomic
def save_picture(name: str, data: dict[str, Any]) -> Picture:
    image = draw(name, *data["size"])
    file = ContentFile(
        encoded(image), name=f"sample-{name}.{'png' if image.mode == 'RGBA' else 'jpg'}"
    )
    picture = Picture(title=data["title"], file=file, alt_texts=data["alt"])
    picture.full_clean()
    picture.save()
    return picture


def encoded(image: Image.Image) -> bytes:
    """PNG where something is transparent, JPEG otherwise."""
    out = io.BytesIO()
    if image.mode == "RGBA":
        image.save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=90)
    return out.getvalue()
