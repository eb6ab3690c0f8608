"""What a page costs: bytes to its reader, work to the machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jinja2
import pytest

from generator.microsite import Shared, write_page
from generator.model.facts import FactValue, Money, Table
from generator.model.outcome import Film
from generator.model.story import Story

StoryMaker = Callable[..., Story]
MOST_HTML = 80_000
MOST_SECONDS = 0.012
"""Of a processor for a page of thirty lines: four times what an idle machine takes, since tests run side by side."""


@pytest.fixture
def thirty(facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The sample bill with thirty lines, each with an amount of its own."""
    table = facts["lines"]
    assert isinstance(table, Table)
    place = table.columns.index("amount")
    rows = []
    for number in range(30):
        row = list(table.rows[number % len(table.rows)])
        amount = row[place]
        assert isinstance(amount, Money)
        row[place] = replace(amount, amount=amount.amount + Decimal(number) / 100)
        rows.append(tuple(row))
    return {**facts, "lines": replace(table, rows=tuple(rows))}


def test_a_bill_of_thirty_lines_is_small(
    make_story: StoryMaker, shared: Shared, film: Film, thirty: dict[str, FactValue], tmp_path: Path
) -> None:
    write_page(make_story(facts=thirty), tmp_path, film, shared)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert html.count('<tr data-place="lines/') == 30
    assert len(html.encode()) < MOST_HTML


def test_templates_are_compiled_once(
    make_story: StoryMaker,
    shared: Shared,
    film: Film,
    thirty: dict[str, FactValue],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = make_story(facts=thirty)
    write_page(story, tmp_path, film, shared)
    compiled: list[str] = []
    compile_ = jinja2.Environment.compile

    def watched(
        self: jinja2.Environment, source: str, name: str | None = None, *more: object, **kwargs: object
    ) -> object:
        compiled.append(str(name))
        return compile_(self, source, name, *more, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", watched)
    write_page(story, tmp_path, film, shared)
    assert compiled == []


def test_a_page_takes_little(
    make_story: StoryMaker, shared: Shared, film: Film, thirty: dict[str, FactValue], tmp_path: Path
) -> None:
    story = make_story(facts=thirty)
    taken = []
    for _ in range(6):
        began = time.process_time()
        for _ in range(5):
            write_page(story, tmp_path, film, shared)
        taken.append((time.process_time() - began) / 5)
    assert min(taken) < MOST_SECONDS
