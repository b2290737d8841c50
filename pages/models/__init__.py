"""The page models, one module per family."""

from pages.models.about import AboutPage, DeclarationPage, StandardPage
from pages.models.base import SitePage
from pages.models.events import EventIndexPage, EventKind, EventPage
from pages.models.history import HistoryPage
from pages.models.home import HomePage
from pages.models.join import JoinPage
from pages.models.news import NewsIndexPage, NewsPage
from pages.models.objectives import ObjectivesPage
from pages.models.prize import PrizePage
from pages.models.terminology import TerminologyPage

PAGE_MODELS: tuple[type[SitePage], ...] = (
    HomePage,
    AboutPage,
    ObjectivesPage,
    HistoryPage,
    TerminologyPage,
    DeclarationPage,
    PrizePage,
    NewsIndexPage,
    NewsPage,
    EventIndexPage,
    EventPage,
    JoinPage,
    StandardPage,
)
"""Every kind of page that can be made."""

__all__ = [
    "PAGE_MODELS",
    "AboutPage",
    "DeclarationPage",
    "EventIndexPage",
    "EventKind",
    "EventPage",
    "HistoryPage",
    "HomePage",
    "JoinPage",
    "NewsIndexPage",
    "NewsPage",
    "ObjectivesPage",
    "PrizePage",
    "SitePage",
    "StandardPage",
    "TerminologyPage",
]
