"""The markup of every template: the Nu Html Checker and html-validate find nothing, and find what is planted."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from sample_site import Sampled, publish_all

from generator.model.brand import Brand
from generator.model.outcome import Film

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
NODE = ROOT / ".venv" / "bin" / "node"
# What the Nu Html Checker warns of and is as it should be: see the reason beside each.
KNOWN: tuple[str, ...] = ()
RULES = {
    "extends": ["html-validate:standard", "html-validate:a11y"],
    "root": True,
    # Lists and groups inside an SVG have no element of their own in HTML.
    "rules": {"prefer-native-element": ["error", {"exclude": ["list", "listitem"]}]},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("markup") / "site"


@pytest.fixture(scope="module")
def pages(brand: Brand, film: Film, film_folder: Path, site: Path) -> tuple[Sampled, ...]:
    return publish_all(brand, film, film_folder, site)


def nu(files: list[Path]) -> list[str]:
    """What the Nu Html Checker finds, "file:line: message"."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    assert jar.is_file(), "the Nu Html Checker is missing: run `make test`"
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
    ran = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=True, timeout=300)
    messages = json.loads(ran.stdout)["messages"]
    return [
        f"{Path(found['url']).parent.name}/{Path(found['url']).name}:{found.get('lastLine', 0)}: {found['message']}"
        for found in messages
        if not any(known in found["message"] for known in KNOWN)
    ]


def html_validate(files: list[Path], folder: Path) -> list[str]:
    """What html-validate finds, "file:line: rule: message"."""
    rules = folder / "rules.json"
    rules.write_text(json.dumps(RULES), encoding="utf-8")
    program = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    # Into a file: a pipe may be cut off when the program ends.
    told = folder / "told.json"
    command = [str(NODE), str(program), "--config", str(rules), "--formatter", f"json={told}", *map(str, files)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=folder, env=os.environ)
    assert ran.returncode in (0, 1), ran.stderr
    return [
        f"{Path(each['filePath']).parent.name}/{Path(each['filePath']).name}:{found['line']}: "
        f"{found['ruleId']}: {found['message']}"
        for each in json.loads(told.read_text(encoding="utf-8"))
        for found in each["messages"]
    ]


def all_pages(site: Path, pages: tuple[Sampled, ...]) -> list[Path]:
    found = [path for page in pages for path in sorted((site / page.token).glob("*.html"))]
    assert len(found) >= 2 * len(pages)
    return found


def test_the_nu_html_checker_finds_nothing(site: Path, pages: tuple[Sampled, ...]) -> None:
    assert nu(all_pages(site, pages)) == []


def test_html_validate_finds_nothing(site: Path, pages: tuple[Sampled, ...], tmp_path: Path) -> None:
    assert html_validate(all_pages(site, pages), tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</main>", "<table><tr><td></tr></main>"),
        ("</main>", '<img src="poster.jpg"></main>'),
        ("</main>", '<p id="twice"></p><p id="twice"></p></main>'),
        ("</main>", "<button><a href='#x'>x</a></button></main>"),
    ],
)
def test_both_find_what_is_planted(
    site: Path, pages: tuple[Sampled, ...], tmp_path: Path, before: str, after: str
) -> None:
    text = (site / pages[0].token / "index.html").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "index.html").write_text(text.replace(before, after, 1), encoding="utf-8")
    assert nu([tmp_path / "index.html"]) != []
    assert html_validate([tmp_path / "index.html"], tmp_path) != []
