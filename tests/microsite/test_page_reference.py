"""docs/page.md says what there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from generator.microsite import Shared, write_page
from generator.microsite.context import PageContext, Tongue
from generator.microsite.render import Renderer
from generator.microsite.theme import roles
from generator.model.brand import Brand
from generator.model.outcome import Film
from generator.model.story import PageTemplate, Story
from generator.publish.headers import headers_for
from generator.resources import templates_dir
from generator.scenes.pages import BlockFile, LayoutFile, PageFile


@pytest.fixture(scope="module")
def words(checkout: Path) -> set[str]:
    """Every name that the reference sets as code."""
    text = (checkout / "docs" / "page.md").read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return {name for code in re.findall(r"`([^`]+)`", text) for name in re.findall(r"[\w-]+(?:\.\w+)*", code)}


def test_every_key_and_need_is_there(words: set[str], template: PageTemplate) -> None:
    for kind in (PageFile, LayoutFile, BlockFile):
        keys = {field.alias or name for name, field in kind.model_fields.items()}
        assert keys <= words, kind
    assert set(template.needs) <= words


def test_every_name_that_templates_get_is_there(
    words: set[str],
    make_story: Callable[..., Story],
    shared: Shared,
    film: Film,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: set[str] = set()
    render = Renderer._render

    def watched(self: Renderer, name: str, context: Mapping[str, Any]) -> str:
        given.update(context)
        return render(self, name, context)

    monkeypatch.setattr(Renderer, "_render", watched)
    write_page(make_story(), tmp_path, film, shared)
    assert {"chart", "moments", "slots"} <= given
    assert given - words == set()


def test_every_name_that_python_gets_is_there(words: set[str]) -> None:
    properties = {name for name, value in vars(PageContext).items() if isinstance(value, property)}
    assert {field.name for field in fields(PageContext)} | properties <= words
    assert {field.name for field in fields(Tongue)} <= words


def test_every_block_is_there_and_no_other(checkout: Path) -> None:
    there = {path.parent.name for path in (templates_dir() / "microsites" / "blocks").glob("*/block.yaml")}
    table = (checkout / "docs" / "page.md").read_text(encoding="utf-8").split("### Blocks")[1].split("\n\n")[1]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == there


def test_every_file_and_header_is_there(words: set[str], template: PageTemplate) -> None:
    named = {"page.yaml", "layout.yaml", "page.html.j2", "choices.html.j2", "layout.css", "block.yaml", "block.html.j2"}
    assert named <= words
    assert named <= {path.name for folder in template.folders for path in folder.iterdir()}
    text = {"Content-Security-Policy", "Referrer-Policy", "X-Robots-Tag", "Cache-Control", "X-Content-Type-Options"}
    assert text <= words
    assert text <= set(headers_for("index.html", shared=False))


def test_roles_that_are_named_exist(words: set[str], brand: Brand) -> None:
    light, dark = roles(brand)
    assert set(light) == set(dark)
    for role in ("ground", "card", "quiet", "edge", "on-accent", "on-strong", "rise-tint", "rest", "chart-0"):
        assert f"--{role}" in words
        assert role in light
