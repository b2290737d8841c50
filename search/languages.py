"""How PostgreSQL cuts and stems the words of each content language: accents never matter.

A configuration per language, made of the one that PostgreSQL ships for it, or of `simple` where it ships
none, as for Romani. wagtail's own index has one for all languages.
"""

from django.conf.locale import LANG_INFO

PREFIX = "content_"


def configuration(language: str) -> str:
    """The name of the language's text search configuration, such as content_fr."""
    return PREFIX + language.lower().replace("-", "_")


def shipped_name(language: str) -> str:
    """What PostgreSQL would call its own configuration for the language: french, german …"""
    return str(LANG_INFO.get(language.split("-")[0].lower(), {}).get("name", "simple")).lower()
