"""The small files beside a page: the lines as CSV for a spreadsheet, and the due date for a calendar."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from icalendar import Alarm, Calendar, Event

from generator.cells import cell
from generator.microsite.lines import Line
from generator.microsite.wording import Wording

_NAMESPACE = "serendip reminder"
_NOBODY = "0" * 32


def lines_csv(lines: Sequence[Line], say: Wording) -> str:
    """The lines in, CSV out: RFC 4180, numbers with a point and no grouping, texts that no spreadsheet runs."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = ("charge", "csv_kind", "csv_quantity", "csv_unit", "csv_unit_price", "amount", "csv_currency")
    writer.writerow([cell(say.plain(name)) for name in names])
    for line in lines:
        writer.writerow(
            [
                cell(line.description),
                cell(line.kind),
                _number(line.quantity),
                cell(line.unit),
                _number(line.unit_price.amount if line.unit_price else None),
                _number(line.amount.amount),
                cell(line.amount.currency),
            ]
        )
    return out.getvalue()


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
