"""Every movement by day with the balance at the day's end, and the same as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from generator.cells import cell
from generator.microsite.account import account_of, in_points, moved, written
from generator.microsite.context import PageContext

MOVEMENTS = "movements.csv"


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`days`: each with its date, its movements and its balance in words. `opening`, `closing`: at both ends."""
    account = account_of(page)
    if not account.movements:
        return None
    days = [
        {
            "name": page.formats.date(day.date, "full" if _spans_years(page) else "EEEE d MMMM"),
            "iso": day.date.isoformat(),
            "balance": written(page, day.balance) if day.balance is not None else "",
            "movements": [
                {
                    "description": movement.description,
                    "category": movement.category,
                    "note": movement.note,
                    "amount": moved(page, movement.amount) if movement.amount is not None else "",
                    "points": in_points(page, movement.points, moved(page, movement.points))
                    if movement.points is not None
                    else "",
                    "came_in": (movement.amount.amount if movement.amount else movement.points or 0) > 0,
                }
                for movement in day.movements
            ],
        }
        for day in account.days
    ]
    ends = {"opening": account.before, "closing": account.now}
    return {
        "days": days,
        "of_money": account.of_money,
        **{name: written(page, value) if value is not None else "" for name, value in ends.items()},
    }


def files(page: PageContext) -> Mapping[str, bytes]:
    """movements.csv: RFC 4180, days as ISO 8601, numbers with a point, texts that no spreadsheet runs."""
    account = account_of(page)
    if not account.movements:
        return {}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = ("csv_date", "csv_description", "csv_category", "csv_note", "csv_amount", "csv_currency", "csv_points")
    writer.writerow([cell(page.say.plain(name)) for name in names])
    for movement in account.movements:
        amount = movement.amount
        writer.writerow(
            [
                movement.date.isoformat(),
                cell(movement.description),
                cell(movement.category),
                cell(movement.note),
                f"{amount.amount:f}" if amount else "",
                cell(amount.currency) if amount else "",
                f"{movement.points:f}" if movement.points is not None else "",
            ]
        )
    # The mark tells spreadsheets that this is UTF-8.
    return {MOVEMENTS: out.getvalue().encode("utf-8-sig")}


def _spans_years(page: PageContext) -> bool:
    return len({movement.date.year for movement in account_of(page).movements}) > 1
