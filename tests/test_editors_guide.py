"""The editors' guide names what stands on the screen, in both languages, and has its pictures."""

import gettext
import re
from pathlib import Path

import pytest
import wagtail

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs/editors.md"
LABEL = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
PICTURE = re.compile(r"!\[(.+)\]\((images/[\w-]+\.png)\)")
LINES_OF_A_PAGE = 45


def texts():
    """{what stands in the English admin: {its French}} of Wagtail's catalogs and ours."""
    found = {}
    for folder in (Path(wagtail.__file__).parent, ROOT):
        for path in folder.glob("**/locale/fr/LC_MESSAGES/django.mo"):
            if ".venv" in path.relative_to(folder).parts:
                continue
            with path.open("rb") as file:
                catalog = gettext.GNUTranslations(file)._catalog
            for key, french in catalog.items():
                english = key[0] if isinstance(key, tuple) else key
                found.setdefault(english.rpartition("\x04")[2], set()).add(french)
    return found


def half(language):
    _before, english, french = re.split(r"^# (?:English|Français)$", GUIDE.read_text(), flags=re.M)
    return {"en": english, "fr": french}[language]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_label_that_the_guide_names_is_one_of_the_admin(language):
    known = texts()
    shown = set(known) if language == "en" else set().union(*known.values())

    named = set(LABEL.findall(half(language)))

    assert len(named) > 15
    assert named - shown == set()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_task_stands_under_a_page_and_has_a_picture(language):
    tasks = half(language).split("\n## ")[1:]

    assert len(tasks) == 6
    for task in tasks:
        assert len(task.strip().splitlines()) < LINES_OF_A_PAGE
        assert PICTURE.search(task), task[:40]


def test_pictures_are_there():
    named = PICTURE.findall(GUIDE.read_text())

    assert [name for _said, name in named if not (GUIDE.parent / name).exists()] == []
