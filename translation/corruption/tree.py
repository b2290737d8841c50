"""The counts and depths of the page tree, which bulk submissions of wagtail-localize can leave wrong (T27)."""

from collections.abc import Iterator

from wagtail.models import Page

from translation.corruption.finding import Finding


def broken_tree() -> Iterator[Finding]:
    """What treebeard can put right, and what it can only tell: orphans would have to be deleted."""
    bad_alpha, bad_path, orphans, bad_depth, bad_numchild = Page.find_problems()
    if bad_depth or bad_numchild:
        numbers = sorted({*bad_depth, *bad_numchild})
        yield Finding("page tree", f"depth or number of children of pages {numbers}", fix)
    lost = sorted({*bad_alpha, *bad_path, *orphans})
    if lost:
        yield Finding("page tree", f"pages {lost} hang under no page")


def fix() -> None:
    Page.fix_tree()
