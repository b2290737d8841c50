"""Films and posts of other sites: fetched when an editor saves, read from the database by queries."""

from collections.abc import Iterable

import nh3
from django.utils.html import format_html
from wagtail.embeds.embeds import get_embed, get_embed_hash
from wagtail.embeds.exceptions import EmbedException, EmbedUnsupportedProviderException
from wagtail.embeds.models import Embed

FRAME_ATTRIBUTES = {"src", "width", "height", "title", "allow", "allowfullscreen", "loading"}


def is_embeddable(url: str) -> bool:
    """Fetch what the other site gives, for later; False for a site that we do not know.

    A site that does not answer now is no reason to refuse an editor's text.
    """
    try:
        get_embed(url)
    except EmbedUnsupportedProviderException:
        return False
    except EmbedException:
        return True
    return True


def fetched_html(urls: Iterable[str]) -> dict[str, str]:
    """Address → the frame that its site gave, without scripts; addresses that gave none are absent."""
    hashes = {get_embed_hash(url): url for url in urls}
    known = Embed.objects.filter(hash__in=list(hashes)).exclude(html="").values_list("hash", "html")
    frames = {hashes[key]: only_frame(html) for key, html in known}
    return {url: html for url, html in frames.items() if html}


def only_frame(html: str) -> str:
    return str(
        nh3.clean(
            html,
            tags={"iframe"},
            attributes={"iframe": FRAME_ATTRIBUTES},
            url_schemes={"https"},
            strip_comments=True,
        )
    ).strip()


def plain_link(url: str, title: str) -> str:
    return format_html('<a href="{}">{}</a>', url, title or url)
