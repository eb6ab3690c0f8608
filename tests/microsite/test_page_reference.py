"""docs/page.md says what there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.microsite import Shared, page, write_page
from generator.microsite.theme import roles
from generator.model.brand import Brand
from generator.model.story import PageTemplate, Story
from generator.publish.headers import headers_for
from generator.scenes.pages import PageFile


@pytest.fixture(scope="module")
def words(checkout: Path) -> set[str]:
    """Every name that the reference sets as code."""
    text = (checkout / "docs" / "page.md").read_text(encoding="utf-8")
    return {name for code in re.findall(r"`([^`]+)`", text) for name in re.findall(r"[\w-]+(?:\.\w+)*", code)}


def test_every_key_and_need_is_there(words: set[str], template: PageTemplate) -> None:
    assert {"summary", "needs", "copy"} == {field.alias or name for name, field in PageFile.model_fields.items()}
    assert {"summary", "needs", "copy", *template.needs} <= words


def test_every_name_that_templates_get_is_there(
    words: set[str],
    make_story: Callable[..., Story],
    shared: Shared,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: set[str] = set()
    render = page._render
    monkeypatch.setattr(page, "_render", lambda *args: given.update(args[3]) or render(*args))
    write_page(make_story(), tmp_path, None, shared)
    assert given
    assert given - words == set()


def test_every_file_and_header_is_there(words: set[str], template: PageTemplate) -> None:
    named = {"page.yaml", "page.html.j2", "choices.html.j2", "style.css"}
    assert named <= words
    assert named <= {path.name for path in template.root.iterdir()}
    text = {"Content-Security-Policy", "Referrer-Policy", "X-Robots-Tag", "Cache-Control", "X-Content-Type-Options"}
    assert text <= words
    assert text <= set(headers_for("index.html", shared=False))


def test_roles_that_are_named_exist(words: set[str], brand: Brand) -> None:
    light, dark = roles(brand)
    assert set(light) == set(dark)
    for role in ("ground", "card", "quiet", "edge", "on-accent", "on-strong", "rise-tint", "rest", "chart-0"):
        assert f"--{role}" in words
        assert role in light
