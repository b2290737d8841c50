"""The only maker of objects. Everything is French and published unless told."""

import io
import itertools
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from media.models import Picture, PictureRendition, SiteDocument
from media.presets import all_filter_specs
from media.tasks import draw_presets
from membership.models import Application
from pages.models import HomePage, StandardPage
from snippets.models import Member, Secondee, SiteInformation

number = itertools.count(1)


def locale(tag: str) -> Locale:
    return Locale.objects.get(language_code=tag)


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def paragraph(html: str) -> dict[str, Any]:
    return block("paragraph", html)


def items(*values: Any) -> list[dict[str, Any]]:
    return [block("item", value) for value in values]


def make_home(**values: Any) -> HomePage:
    """The French home page, root of the site."""
    home = HomePage(**{"title": "Accueil", "tagline": "Ensemble", "locale": locale("fr")} | values)
    Page.get_first_root_node().add_child(instance=home)
    site = {"hostname": "localhost", "root_page": home}
    Site.objects.update_or_create(is_default_site=True, defaults=site)
    return publish(home)


def make_page(parent: Page, model: Any = StandardPage, **values: Any) -> Any:
    title = values.pop("title", f"Page {next(number)}")
    page = model(title=title, **values)
    parent.add_child(instance=page)
    return publish(page) if page.live else page


def publish(page: Any) -> Any:
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def translate(page: Any, tag: str, **values: Any) -> Any:
    """A published translation; its parents must stand in that language already."""
    translation = page.copy_for_translation(locale(tag))
    for name, value in values.items():
        setattr(translation, name, value)
    if not isinstance(translation, Page):
        translation.save()
    return publish(translation)


def make_private(page: Page, kind: str = PageViewRestriction.LOGIN) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")


def make_draft(page: Page) -> None:
    """As Wagtail's unpublishing leaves it, without its signals."""
    Page.objects.filter(pk=page.pk).update(live=False)


def make_expired(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def make_member(**values: Any) -> Member:
    defaults = {
        "name": f"Ville {next(number)}",
        "kind": "CITY",
        "country": "FR",
        "locale": locale("fr"),
    }
    member = Member(**defaults | values)
    member.full_clean(exclude=["folded_name"])
    member.save()
    return member


def make_secondee(**values: Any) -> Secondee:
    defaults = {
        "name": f"Volontaire {next(number)}",
        "organisation": "Service",
        "locale": locale("fr"),
    }
    secondee = Secondee(**defaults | values)
    secondee.save()
    return secondee


def make_site_information(**values: Any) -> SiteInformation:
    defaults = {"name": "Alliance", "contact_email": "a@example.org", "locale": locale("fr")}
    information = SiteInformation(**defaults | values)
    information.save()
    return information


def make_application(**values: Any) -> Application:
    return make_applications(1, **values)[0]


def make_applications(count: int, **values: Any) -> list[Application]:
    """Just received, each from a sender and an e-mail address of its own."""
    rows = [Application(**application_values() | values) for _ in range(count)]
    return Application.objects.bulk_create(rows)


def application_values() -> dict[str, Any]:
    this = next(number)
    return {
        "reference": f"TEST-{this}",
        "idempotency_key": uuid4(),
        "locale": "fr",
        "authority_name": "Ville",
        "kind": "CITY",
        "country": "FR",
        "contact_name": "Maire",
        "email": f"maire{this}@example.org",
        "wishes_to_sign_declaration": False,
        "consent": True,
        "consent_given_at": timezone.now(),
        "client_hash": str(this),
    }


def image_file(name: str = "picture.png", size: tuple[int, int] = (40, 30)) -> ContentFile:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return ContentFile(out.getvalue(), name=name)


def make_picture(*, drawn: bool = False, **values: Any) -> Picture:
    """With drawn, its named sizes stand at once, as after a commit."""
    picture = Picture(**{"title": f"Image {next(number)}", "file": image_file()} | values)
    picture.save()
    if drawn:
        draw_presets.call(picture.pk)
    return picture


def pretend_drawn() -> None:
    """Rows of all named sizes of all pictures, without the time that drawing takes."""
    PictureRendition.objects.bulk_create(
        PictureRendition(
            image=picture, filter_spec=spec, file=f"images/{spec[-4:]}.jpg", width=8, height=8
        )
        for picture in Picture.objects.all()
        for spec in all_filter_specs(picture.file.name)
    )


def make_document(**values: Any) -> SiteDocument:
    file = ContentFile(b"%PDF-1.4", name="document.pdf")
    document = SiteDocument(**{"title": f"Document {next(number)}", "file": file} | values)
    document.save()
    return document


def make_private_collection() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection
