"""The menu tree of a locale."""

from dataclasses import dataclass, field
from typing import Any

from pages.localisation import Scope
from pages.reading import PageRecord, Reader

TOP_LEVEL = 3
"""The depth of pages right under a home page; the root of the tree is 1."""


@dataclass(slots=True)
class MenuItem:
    """A page that editors show in menus, and those under it, in editors' order."""

    page: PageRecord
    children: list["MenuItem"] = field(default_factory=list)


def menu(reader: Reader, scope: Scope, depth: int) -> list[MenuItem]:
    """The items under the home page, depth levels deep; an item whose parent is in no menu is in none.

    With fallbacks, a page that the locale lacks stands under its parent all the same. One query.
    """
    versions = reader.in_menus(scope)
    rank = {language: position for position, language in enumerate(scope.languages)}
    items: dict[Any, MenuItem] = {}
    for page in sorted(versions, key=lambda page: rank[page.served]):
        items.setdefault(page.translation_key, MenuItem(page))
    documents = {page.tree_path: page.translation_key for page in versions}
    top: list[MenuItem] = []
    for page in versions:
        item = items[page.translation_key]
        if item.page is not page:
            continue
        if page.depth == TOP_LEVEL:
            top.append(item)
        elif parent := items.get(documents.get(page.parent_path)):
            parent.children.append(item)
    return cut_below(top, depth)


def cut_below(items: list[MenuItem], depth: int) -> list[MenuItem]:
    if depth < 1:
        return []
    return [MenuItem(item.page, cut_below(item.children, depth - 1)) for item in items]
