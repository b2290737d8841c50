"""The contracts on who may import whom catch those who do it anyway."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLANTS = {
    "media/apps.py": "from tests import factories",
    "cms/settings/languages.py": "from cms import checks",
    "cms/settings/env.py": "from cms.settings import languages",
}


def test_planted_violations_are_caught(tmp_path):
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    for package in tools["importlinter"]["root_packages"]:
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, line in PLANTS.items():
        with (tmp_path / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")

    result = subprocess.run(  # noqa: S603
        [Path(sys.executable).with_name("lint-imports")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert {line for line in result.stdout.splitlines() if line.endswith(" BROKEN")} == {
        "Apps know only those below them, and nobody the tests BROKEN",
        # The planted import of the tests leads on to everything that they import.
        "Membership knows only what is below it BROKEN",
        "Settings import nothing of ours but settings BROKEN",
        "All environments stand on base, and base on env and languages BROKEN",
    }
