"""The small files beside a page: the lines as CSV for a spreadsheet, and the due date for a calendar."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from icalendar import Alarm, Calendar, Event

from generator.cells import cell
from generator.microsite.lines import Line
from generator.microsite.wording import Wording

_NAMESPACE = "serendip reminder"
_NOBODY = "0" * 32


COLUMNS: Mapping[str, str] = {
    "description": "charge",
    "kind": "csv_kind",
    "quantity": "csv_quantity",
    "unit": "csv_unit",
    "unit_price": "csv_unit_price",
    "amount": "amount",
    "currency": "csv_currency",
    "day": "csv_day",
    "tax": "csv_tax_rate",
    "original": "csv_original",
    "original_currency": "csv_original_currency",
    "explain": "csv_explain",
}
"""The columns in their order: what each holds → the message that heads it. From `day` on only where a line has one."""
_FIELDS = ("number", *COLUMNS)


def lines_csv(lines: Sequence[Line], say: Wording) -> str:
    """The lines in, CSV out: RFC 4180, numbers with a point and no grouping, texts that no spreadsheet runs."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    rows = [_cells(line) for line in lines]
    # The page's script finds columns by their place, so that columns are only left out from the end.
    width = max([7, *(place + 1 for row in rows for place, text in enumerate(row) if text)])
    writer.writerow([cell(say.plain(name)) for name in COLUMNS.values()][:width])
    writer.writerows(row[:width] for row in rows)
    return out.getvalue()


def lines_json(lines: Sequence[Line], number: str) -> str:
    """The lines and the bill's number in, JSON out, as docs/schemas/lines.schema.json has it.

    Numbers are texts, since JSON's own are read as binary fractions, which cents are not; what a line lacks it lacks.
    """
    told = [
        {
            name: value
            for name, value in zip(_FIELDS, (line.number, *_values(line)), strict=True)
            if value not in ("", None)
        }
        for line in lines
    ]
    return json.dumps({"version": 1, "number": number, "lines": told}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _values(line: Line) -> tuple[str, ...]:
    """One line, in the order of COLUMNS, as it is."""
    return (
        line.description,
        line.kind,
        _number(line.quantity),
        line.unit,
        _number(line.unit_price.amount if line.unit_price else None),
        _number(line.amount.amount),
        line.amount.currency,
        line.day.isoformat() if line.day else "",
        _number(line.tax_rate),
        _number(line.original.amount if line.original else None),
        line.original.currency if line.original else "",
        line.note,
    )


def _cells(line: Line) -> tuple[str, ...]:
    """The same, with texts that no spreadsheet runs."""
    texts = (0, 1, 3, 6, 10, 11)
    return tuple(cell(value) if place in texts else value for place, value in enumerate(_values(line)))


def reminder_ics(title: str, due: datetime.date, token: str, language: str) -> bytes:
    """A title and the due date in, an all-day event with an alarm two days before out.

    The same input gives the same bytes: the stamp that RFC 5545 asks for is derived from the due date, and the event's
    identity from the token, from which nobody can get back to it.
    """
    identity = hashlib.sha256(f"{_NAMESPACE} {token} {due.isoformat()}".encode()).hexdigest()[:32]
    return _reminder(title, due, language).replace(_NOBODY.encode(), identity.encode())


@lru_cache(maxsize=256)
def _reminder(title: str, due: datetime.date, language: str) -> bytes:
    """The event without its identity, which is all that the bills of a day differ in."""
    calendar = Calendar()
    calendar.add("prodid", "-//Serendip//EN")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", _NOBODY)
    event.add("dtstamp", datetime.datetime.combine(due, datetime.time(), datetime.UTC) - datetime.timedelta(days=28))
    event.add("dtstart", due)
    event.add("dtend", due + datetime.timedelta(days=1))
    event.add("summary", title, parameters={"LANGUAGE": language})
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", datetime.timedelta(days=-2))
    event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
