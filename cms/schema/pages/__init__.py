"""Pages as frontends read them: the interface, one type for each kind, and the root fields."""

from cms.schema.pages.base import Page, PageConnection
from cms.schema.pages.kinds import PAGE_TYPES
from cms.schema.pages.queries import PagesQuery

__all__ = ["PAGE_TYPES", "Page", "PageConnection", "PagesQuery"]
