"""docs/tact.md: every rule has something that holds it and something that proves it, and both are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "tact.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`((?:generator|tests)/[\w/]+\.py)::(\w+)`", PAGE)


def test_every_rule_is_held_and_proven() -> None:
    rules = PAGE.split("\n## ")[1:]
    assert [int(rule.split(".")[0]) for rule in rules] == list(range(1, 11))
    for rule in rules:
        assert re.search(r"^- Held by `generator/", rule, re.MULTILINE), rule
        assert re.search(r"^- Proven by `tests/", rule, re.MULTILINE), rule


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_what_is_named_is_there(file: str, name: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^\s*(?:def|class) {name}\b", text, re.MULTILINE)


def test_a_name_that_is_no_more_is_seen() -> None:
    assert len(NAMED) > 30
    with pytest.raises(AssertionError):
        test_what_is_named_is_there("tests/docs/test_tact_doc.py", "test_that_was_never_written")
