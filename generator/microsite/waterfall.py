"""The steps from one amount to another in, the geometry of a waterfall out, and what each of its columns says.

Lengths across are percent of the drawing's width, lengths down are pixels, as in `chart`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.microsite.wording import Wording
from generator.model.facts import Money, Part, Parts
from generator.story.formats import Formats, capital

HEIGHT_PX = 190
TOP_PX = 28
BOTTOM_PX = 6
_FULL_WIDTH = Decimal("0.74")  # of a column's slot
_CLOSE = Decimal("0.5")  # changes smaller than this part of the amounts are drawn without the amounts' feet
_FOOT = Decimal("0.7")  # of the span of the changes: what stays of the feet
_WIDEST = 8  # characters over a column of five


@dataclass(frozen=True, slots=True)
class Column:
    """One step. `x`, `width`, `middle` and `link_x` in percent; `y`, `height`, `value_y` and `link_y` in pixels.

    `number`: from 1, in the order of the fact. `kind`: "from", "rise", "fall", "same" or "to". `amount`: as the table
    says it, `reason`: what it does to the amount, in a sentence or two. `link_x`, `link_y`: where the dashed line to
    the next column begins; "" for the last.
    """

    number: int
    kind: str
    label: str
    amount: str
    reason: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    value_y: str
    link_x: str
    link_width: str
    link_y: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The columns in order of the steps. `cut`: the feet of the amounts are left out, and the drawing says so.

    `labelled`: the amounts fit over their columns. `summary`: for who can't see it.
    """

    columns: tuple[Column, ...]
    height_px: int
    cut: bool
    labelled: bool
    summary: str


def waterfall_of(steps: Parts, say: Wording, formats: Formats, *, mirrored: bool = False) -> Waterfall | None:
    """The amount before, the differences, this amount in; None for fewer than two items or for several currencies.

    What the differences lack of the last amount becomes a step of its own before it, so that they always add up.
    """
    items = closed(steps, say.plain("reasons_rest")).items
    if len(items) < 2 or len({item.amount.currency for item in items}) != 1:
        return None
    ends = _ends(items)
    high = max(Decimal(0), *(level for pair in ends for level in pair))
    base = _base([level for _, level in ends])
    low = min(base, *(level for pair in ends[1:-1] for level in pair))
    room = Decimal(HEIGHT_PX - TOP_PX - BOTTOM_PX)
    scale = room / (high - low or Decimal(1))
    slot = Decimal(100) / len(items)
    width = slot * _FULL_WIDTH
    columns: list[Column] = []
    for index, (item, (start, end)) in enumerate(zip(items, ends, strict=True)):
        outer = index in (0, len(items) - 1)
        foot = base if outer else start
        top, bottom = max(foot, end), min(foot, end)
        y = TOP_PX + (high - top) * scale
        height = max((top - bottom) * scale, Decimal(3))
        place = len(items) - 1 - index if mirrored else index
        x = slot * place + (slot - width) / 2
        columns.append(
            Column(
                number=index + 1,
                kind=_kind(index, len(items), item.amount),
                label=_label(item, formats),
                amount=formats.money(item.amount, "" if outer else "signed"),
                reason=_reason(item, start, end, say, formats, outer=outer),
                x=f"{x:.2f}%",
                y=f"{y:.1f}",
                width=f"{width:.2f}%",
                height=f"{height:.1f}",
                middle=f"{x + width / 2:.2f}%",
                value_y=f"{y - 9:.1f}",
                link_x="" if index == len(items) - 1 else f"{x - (slot - width) if mirrored else x + width:.2f}%",
                link_width=f"{slot - width:.2f}%",
                link_y=f"{TOP_PX + (high - end) * scale:.1f}",
            )
        )
    labelled = max(len(column.amount) for column in columns) * len(columns) <= _WIDEST * 5
    summary = "; ".join(say.plain("bar", label=column.label, value=column.amount) for column in columns)
    return Waterfall(tuple(columns), HEIGHT_PX, base > 0, labelled, summary)


def closed(steps: Parts, rest: str) -> Parts:
    """Steps in, steps that add up out: what is missing stands before the last under the label `rest`."""
    items = steps.items
    if len(items) < 2:
        return steps
    missing = items[-1].amount.amount - sum((item.amount.amount for item in items[:-1]), Decimal(0))
    if not missing:
        return steps
    return Parts((*items[:-1], Part(rest, replace(items[-1].amount, amount=missing)), items[-1]))


def _ends(items: Sequence[Part]) -> list[tuple[Decimal, Decimal]]:
    """Where each column begins and ends: the first and last from zero, the others from one level to the next."""
    level = items[0].amount.amount
    found = [(Decimal(0), level)]
    for item in items[1:-1]:
        found.append((level, level + item.amount.amount))
        level += item.amount.amount
    return [*found, (Decimal(0), items[-1].amount.amount)]


def _base(levels: Sequence[Decimal]) -> Decimal:
    """Where the drawing begins: at zero, or higher where the changes would be too small to be seen."""
    low, high = min(levels), max(levels)
    if low <= 0 or high == low or (high - low) >= high * _CLOSE:
        return Decimal(0)
    return max(Decimal(0), low - (high - low) * _FOOT)


def _kind(index: int, count: int, amount: Money) -> str:
    if index == 0:
        return "from"
    if index == count - 1:
        return "to"
    return "rise" if amount.amount > 0 else "fall" if amount.amount < 0 else "same"


def _label(item: Part, formats: Formats) -> str:
    if isinstance(item.label, datetime.date):
        return capital(formats.date(item.label, "month"))
    return item.label


def _reason(item: Part, start: Decimal, end: Decimal, say: Wording, formats: Formats, *, outer: bool) -> str:
    """What the copy says of such a step, and from where to where it leads."""
    if outer:
        return ""
    currency = item.amount.currency
    names = {
        "difference": formats.money(item.amount, "abs"),
        "from": formats.money(Money(start, currency)),
        "to": formats.money(Money(end, currency)),
    }
    sums = say.plain("step_less" if item.amount.amount < 0 else "step_more", **names)
    own = say.twin("reason_", "why_", str(item.label))
    return f"{own} {sums}" if own else sums
