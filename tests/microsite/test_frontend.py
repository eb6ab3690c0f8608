"""The pages' scripts: built of their sources, in the wheel, named by their content, small, missed with a remedy."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from rcssmin import cssmin

from generator.errors import AssetError
from generator.microsite import Shared
from generator.microsite.frontend import load_bundle
from generator.microsite.shared import style_sheets
from generator.resources import templates_dir
from generator.scenes.pages import load_page_template

MOST_BYTES = 40_000


def zipped(data: bytes) -> int:
    return len(gzip.compress(data, 9))


@pytest.fixture
def project(tmp_path: Path, checkout: Path) -> Path:
    """What building the scripts takes, and what building the wheel asks for beside."""
    for name in ("frontend", "assets/build/page"):
        shutil.copytree(checkout / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("package.json", "package-lock.json", "hatch_build.py", "pyproject.toml", "README.md"):
        shutil.copy(checkout / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(checkout / "node_modules")
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "assets" / "build" / "fonts").mkdir()
    (tmp_path / "assets" / "build" / "fonts" / "__main__.py").write_text("", encoding="utf-8")
    return tmp_path


def build(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "assets" / "build" / "page"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def wheel(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_the_wheel_holds_the_built_scripts(project: Path) -> None:
    made = wheel(project)
    assert made.returncode == 0, made.stderr
    (path,) = (project / "dist").glob("*.whl")
    with ZipFile(path) as archive:
        names = set(archive.namelist())
        index = json.loads(archive.read("generator/_data/assets/page/index.json"))
        assert {f"generator/_data/assets/page/{name}" for name in (index["entry"], *index["late"])} <= names
        assert len(archive.read("generator/_data/assets/page/page.js")) > 1000
    assert not [name for name in names if "frontend/" in name or "/build/" in name]


def test_no_wheel_is_built_of_scripts_that_are_none(project: Path) -> None:
    (project / "frontend" / "src" / "page.ts").write_text("import './nowhere';", encoding="utf-8")
    made = wheel(project)
    assert made.returncode != 0
    assert "the pages' scripts could not be built" in made.stderr


def test_scripts_are_built_again_when_a_source_has_changed(project: Path) -> None:
    assert build(project, "--check").returncode == 1
    assert build(project).returncode == 0
    assert build(project, "--check").returncode == 0
    with (project / "frontend" / "src" / "dom.ts").open("a", encoding="utf-8") as source:
        source.write("\n")
    assert build(project, "--check").returncode == 1
    assert build(project).returncode == 0
    (project / "assets" / "page" / "page.js").unlink()
    assert build(project, "--check").returncode == 1


def test_what_is_loaded_late_is_named_by_its_content(project: Path) -> None:
    late = project / "frontend" / "src" / "late"
    late.mkdir(exist_ok=True)
    (late / "say-hello.ts").write_text("export const hello = (): string => 'hello';\n", encoding="utf-8")
    page = project / "frontend" / "src" / "page.ts"
    page.write_text(
        "import { late } from './late';\nlate<typeof import('./late/say-hello')>('sayHello');\n", encoding="utf-8"
    )
    assert build(project).returncode == 0
    bundle = load_bundle(project / "assets" / "page")
    (name,) = [name for name, data in bundle.late.items() if b"hello" in data]
    assert name == f"{hashlib.sha256(bundle.late[name]).hexdigest()[:32]}.js"
    assert name.encode() in bundle.entry
    assert b"sdLate||={}).sayHello=" in bundle.late[name]


def test_missing_scripts_are_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="have not been built") as caught:
        load_bundle(tmp_path)
    assert "python assets/build/page" in str(caught.value)
    assert str(tmp_path / "index.json") in str(caught.value)


def test_the_scripts_stand_with_what_all_pages_share(shared: Shared, shared_dir: Path) -> None:
    bundle = load_bundle()
    assert (shared_dir / shared.script.name).read_bytes() == bundle.entry
    assert set(bundle.late) <= set(shared.files)
    for name, data in bundle.late.items():
        assert (shared_dir / name).read_bytes() == data


def test_scripts_and_style_of_every_template_are_small() -> None:
    """The brand's colours and font faces come on top: they hang on the brand."""
    bundle = load_bundle()
    scripts = sum(zipped(data) for data in (bundle.entry, *bundle.late.values()))
    for path in sorted((templates_dir() / "microsites").glob("*/page.yaml")):
        sheets = style_sheets(load_page_template(path.parent, "page.yaml"))
        style = zipped(cssmin("\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)).encode())
        assert scripts + style < MOST_BYTES, f"{path.parent.name}: {scripts} of scripts, {style} of style"


def test_the_style_has_no_comments_and_little_space(shared: Shared, shared_dir: Path) -> None:
    style = (shared_dir / shared.style.name).read_text(encoding="utf-8")
    assert "/*" not in style
    assert len(re.findall(r"\s", style)) < len(style) / 12


def test_the_scripts_obey_the_pages_policy() -> None:
    bundle = load_bundle()
    for data in (bundle.entry, *bundle.late.values()):
        text = data.decode("utf-8")
        for banned in (r"\beval\(", r"\bnew Function\b", r"document\.cookie", r"(local|session)Storage", r"indexedDB"):
            assert not re.search(banned, text), banned
