"""Translations go out and come back in, in a real browser."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from wagtail_localize.models import Translation, TranslationSource

from tests.e2e.conftest import SCREENSHOTS
from tests.factories import locale
from tests.translation.documents import put, unit_of


def test_file_comes_back_after_a_dry_run(editor: Page, site: Any, tmp_path: Path) -> None:
    source, _created = TranslationSource.get_or_create_from_instance(site)
    german = Translation.objects.create(source=source, target_locale=locale("de"))
    put(german, "Trois objectifs.", "AAAA.")

    editor.goto("/admin/translation/files/")
    editor.screenshot(path=SCREENSHOTS / "files.png", full_page=True)
    editor.locator("form[method=GET] select[name=locale]").select_option("de")
    with editor.expect_download() as download:
        editor.click("form[method=GET][action*=export] button[type=submit]")
    work = tmp_path / "work.xlf"
    download.value.save_as(work)
    work.write_text(
        work.read_text(encoding="utf-8").replace("AAAA.", "Drei Ziele."), encoding="utf-8"
    )

    editor.locator("form[method=POST] select[name=locale]").select_option("de")
    editor.set_input_files("input[type=file]", work)
    editor.click("form[enctype] button[type=submit]")
    editor.wait_for_selector("table.listing")
    editor.screenshot(path=SCREENSHOTS / "dry-run.png", full_page=True)
    assert unit_of(german, "Trois objectifs.").target == "AAAA."
    editor.click("form:has(input[name=fingerprint]) button[type=submit]")
    editor.wait_for_url("**/translation/files/")

    assert unit_of(german, "Trois objectifs.").target == "Drei Ziele."
