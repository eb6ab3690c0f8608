"""docs/document.md against the code."""

from __future__ import annotations

import re
from pathlib import Path

from generator.document.content import context_of
from generator.document.palette import palette

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "document.md").read_text(encoding="utf-8")


def test_every_name_of_a_template_is_told(tell):
    story = tell()
    told = set(re.findall(r"`([a-z_]+)[`.(]", PAGE))
    assert set(context_of(story, story.document)) - told == set()


def test_every_variable_that_is_told_exists(tell):
    known = {*palette(tell().brand.colors), "display", "text", "figures", "page-words"}
    told = set(re.findall(r"var\(--([a-z-]+)\)", PAGE))
    assert told
    assert told <= known


def test_every_file_that_is_told_is_there(tell):
    root = tell().document.template.root
    assert {path.name for path in root.iterdir()} == set(
        re.findall(r"^\| `([a-z]+\.[a-z0-9.]+)` \|", PAGE, re.MULTILINE)
    )
