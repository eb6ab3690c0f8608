"""Each part of generator/document/quick switched off by itself: the same document, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sample_issuer import ISSUER

from generator.document import render
from generator.document.quick import bars, blocks, glyphs, grounds, lengths, lines, matching, painting, shaping, styles
from generator.model.facts import Table


class Forgetful(dict):
    """Keeps nothing."""

    def __setitem__(self, key: object, value: object) -> None:
        pass


class Never:
    """A pattern that no text has."""

    def fullmatch(self, text: str) -> None:
        return None


# What is kept with a style is forgotten with the styles.
FORGETTING = (styles.KeepingStyles, "kept", {})
OFF: dict[str, list[tuple[Any, str, object]]] = {
    "styles": [(styles.KeepingStyles, "kept", Forgetful())],
    "matching": [(matching, "asks_for_place", lambda *_: False), (styles, "_RULES", {}), FORGETTING],
    "lengths": [(lengths, "_MOST_WIDTHS", 0), FORGETTING],
    "shaping": [(shaping, "_MOST_KEPT", 0)],
    "lines": [(lines, "line_of", lambda *_: None)],
    "blocks": [(blocks, "_is_plain", lambda _: False)],
    "beside": [(lines, "_are_beside", lambda *_: True)],
    "glyphs": [(glyphs, "_runs", lambda *_: None)],
    "grounds": [(grounds, "_is_bare", lambda _: False), FORGETTING],
    "painting": [(painting, "_line", lambda _: None), FORGETTING],
    "bars": [(bars, "_BARS", Never())],
}


@pytest.fixture(scope="module")
def stories(tell) -> list[Any]:
    rows = tuple((f"Kind {at % 3}", f"Charge {at}", Decimal("9.99")) for at in range(60))
    long = tell(lines=Table(("kind", "description", "amount"), rows), note="Two lines\n\nof it, and a\ttab. " * 9)
    transfer = replace(tell("it_IT", autopay=False), issuer=ISSUER)
    return [long, transfer, tell("ar_EG", "stress"), tell("de_DE", "stress")]


@pytest.fixture(scope="module")
def whole(stories) -> list[bytes]:
    return written(stories)


def written(stories) -> list[bytes]:
    return [render.render_pdf(story, story.document) for story in stories]


@pytest.mark.parametrize("part", OFF)
def test_without_one_part_the_document_is_the_same(
    monkeypatch: pytest.MonkeyPatch, stories, whole: list[bytes], part: str
) -> None:
    for patch in OFF[part]:
        monkeypatch.setattr(*patch)
    assert written(stories) == whole


def counted(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[object]:
    """What a function gives from now on."""
    found: list[object] = []
    own: Callable[..., object] = getattr(owner, name)

    def call(*given: object, **named: object) -> object:
        found.append(own(*given, **named))
        return found[-1]

    monkeypatch.setattr(owner, name, call)
    return found


def test_most_of_an_invoice_goes_the_short_way(monkeypatch: pytest.MonkeyPatch, tell) -> None:
    laid, drawn = counted(monkeypatch, lines, "line_of"), counted(monkeypatch, glyphs, "_runs")
    asked, bordered = counted(monkeypatch, matching, "asks_for_place"), counted(monkeypatch, painting, "_line")
    bare, boxed = counted(monkeypatch, grounds, "_is_bare"), counted(monkeypatch, blocks, "_block")
    monkeypatch.setattr(*FORGETTING)
    monkeypatch.setattr(styles, "_RULES", {})
    written([tell()])
    for taken, share, least in (
        (laid, 0.7, 40),
        (drawn, 0.9, 40),
        (asked, 0.7, 100),
        (bare, 0.7, 40),
        (boxed, 0.7, 30),
        (bordered, 0, 5),
    ):
        short = sum(way is not None and way is not False for way in taken)
        assert short >= share * len(taken)
        assert short > least
