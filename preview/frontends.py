"""Where drafts are shown: the frontend of a site and language, or the client that the CMS brings along."""

from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from wagtail.models import Page, Site

from preview.grants import token_of
from preview.models import LocaleAddress, PreviewGrant, PreviewSetting


def site_of(draft: Any) -> Site | None:
    """The site whose tree the page stands in; snippets belong to the default one."""
    if isinstance(draft, Page):
        roots = Site.objects.select_related("root_page")
        for site in roots:
            home = site.root_page.get_translations(inclusive=True)
            if any(draft.path.startswith(path) for path in home.values_list("path", flat=True)):
                return site
    return Site.objects.filter(is_default_site=True).first()


def frontend_address(draft: Any) -> str:
    """Where the frontend's preview page stands for this draft's site and language; empty where none is set."""
    setting = PreviewSetting.objects.filter(site=site_of(draft)).first()
    if setting is None:
        return ""
    own = LocaleAddress.objects.filter(setting=setting, locale=draft.locale_id).first()
    return str(own.address if own else setting.address)


def node_id(draft: Any) -> str:
    """The id that the endpoint knows the document by; the endpoint says how it is written."""
    made: str = import_string(settings.PREVIEW_NODE_ID)(draft)
    return made


def facts(draft: Any, grant: PreviewGrant) -> dict[str, str]:
    """All that a frontend needs to ask for the draft."""
    kind = "page" if isinstance(draft, Page) else draft._meta.model_name
    return {
        "previewToken": token_of(grant),
        "kind": kind,
        "id": node_id(draft),
        "locale": draft.locale.language_code,
        "path": getattr(draft, "url_path", "") or "",
    }


def address_of(draft: Any, grant: PreviewGrant) -> str:
    """Where somebody without an account opens the grant.

    A foreign frontend may have to read the token on its server, so that it gets a query; for the own
    client it stands behind #, which no server and no log ever sees.
    """
    told = urlencode(facts(draft, grant))
    address = frontend_address(draft)
    if not address:
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('preview')}#{told}"
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query="&".join(filter(None, [parts.query, told]))))


def frontend_origins() -> list[str]:
    """The origins, such as https://www.example.org, that the admin must be allowed to frame. One statement."""
    of_sites = PreviewSetting.objects.exclude(address="").values_list("address", flat=True)
    of_languages = LocaleAddress.objects.values_list("address", flat=True)
    return sorted({origin_of(address) for address in of_sites.union(of_languages)})


def origin_of(address: str) -> str:
    """Without a name or password that somebody may have put in."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
