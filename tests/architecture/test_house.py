"""The house: the wall holds and can fail, the page and the folders agree, modules stay small and well named."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}
MOST_LINES = 350


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "COLUMNS": "200"},
    )


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("generator/video/studio.py", "from generator.intake.record import CustomerRecord", "the wall"),
        ("generator/story/teller.py", "import generator.privacy.policy", "the wall"),
        ("generator/microsite/page.py", "import generator.video.studio", "stages are layers"),
        ("generator/pipeline/options.py", "import click", "click only in cli"),
        ("generator/microsite/page.py", "import weasyprint", "WeasyPrint only in document"),
        ("generator/document/render.py", "import av", "MoviePy, Skia and PyAV only in video"),
    ],
)
def test_a_breach_of_the_contracts_is_seen(
    tmp_path: Path, checkout: Path, module: str, line: str, contract: str
) -> None:
    shutil.copytree(checkout / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    with (tmp_path / module).open("a", encoding="utf-8") as handle:
        handle.write(f"\n{line}\n")
    checked = lint_imports(tmp_path)
    assert checked.returncode == 1
    assert re.search(rf"^{re.escape(contract)} .*BROKEN", checked.stdout, re.MULTILINE), checked.stdout


def test_every_package_and_module_stands_in_the_picture_of_the_house(checkout: Path) -> None:
    page = (checkout / "docs" / "architecture.md").read_text(encoding="utf-8")
    house = page.split("## The house")[1].split("Import contracts")[0]
    there = {
        path.name + ("/" if path.is_dir() else "")
        for path in (checkout / "generator").iterdir()
        if not path.name.startswith("_")
    }
    drawn = set(re.findall(r"^  ([a-z]+(?:/|\.py))  ", house, re.MULTILINE))
    assert there == drawn


def test_modules_are_short_and_their_names_say_something(checkout: Path) -> None:
    for path in sorted((checkout / "generator").rglob("*.py")):
        assert path.stem not in VAGUE, path
        assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, path


def test_every_module_says_what_it_is(checkout: Path) -> None:
    for path in sorted((checkout / "generator").rglob("*.py")):
        assert path.read_text(encoding="utf-8").lstrip().startswith('"""'), path
