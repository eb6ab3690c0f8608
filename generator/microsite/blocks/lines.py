"""Every line of the bill: the first SHOWN in the page, all of them in a file for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.microsite.context import PageContext, mail_link
from generator.microsite.downloads import COLUMNS, lines_csv, lines_json
from generator.microsite.lines import SHOWN, Kind, Line, kinds_of, total_of
from generator.microsite.linewords import LineWords
from generator.microsite.periods import month_of
from generator.microsite.style import style_of
from generator.microsite.taxes import rate_text
from generator.model.facts import Money

LINES = "lines.csv"
FORM = "dispute"
_WORDS = {"none": "none_found", "other": "group_other", "line": "group_line"}
_WORDS_OF_MANY = {"loading": "lines_loading", "failed": "lines_failed", "single": "explain_single"}


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`rows`: the lines that stand in the page; `rest`: how many don't. `kinds`: with their totals. `total`: of all.

    `days`, `taxes`: in words. `groups`: what lines can be grouped by. `query`: where one is asked about, with %number
    for its number. `told`: what the script needs to know.
    """
    if not page.lines:
        return None
    kinds = kinds_of(page.lines, len(page.story.brand.charts), page.formats)
    total = total_of(page.lines)
    days = _days(page)
    taxes = {line.tax_rate: rate_text(line.tax_rate, page.formats) for line in page.lines if line.tax_rate is not None}
    query = _query(page)
    return {
        "rows": page.lines[:SHOWN],
        "rest": max(0, len(page.lines) - SHOWN),
        "kinds": kinds,
        "total": total,
        "days": days,
        "taxes": taxes,
        "groups": _groups(page.lines, kinds, days, len(taxes)),
        "query": query,
        "told": _told(page, kinds, total, days, query),
    }


def files(page: PageContext) -> Mapping[str, bytes]:
    """lines.csv, with the mark that tells spreadsheets that it is UTF-8, and lines.json for programs."""
    if not page.lines:
        return {}
    number = page.facts.get("number")
    told = lines_json(page.lines, number if isinstance(number, str) else "")
    return {LINES: lines_csv(page.lines, page.say).encode("utf-8-sig"), "lines.json": told.encode()}


def _days(page: PageContext) -> dict[str, str]:
    """Days and months of the lines: "2026-04-03" → "3 April", "2026-04" → "April 2026"."""
    found: dict[str, str] = {}
    for day in sorted({line.day for line in page.lines if line.day is not None}):
        found.setdefault(month_of(day), page.formats.date(day, "month_year"))
        found[day.isoformat()] = page.formats.date(day)
    return found


def _groups(lines: tuple[Line, ...], kinds: tuple[Kind, ...], days: Mapping[str, str], taxes: int) -> tuple[str, ...]:
    """What there are several of: kinds, days, months, rates of tax."""
    months = sum(len(day) == 7 for day in days)
    counted = {"kind": len(kinds), "day": len(days) - months, "month": months, "tax": taxes}
    return tuple(name for name, count in counted.items() if count > 1 and len(lines) > 2)


def _query(page: PageContext) -> str:
    """Where "Query this charge" leads, %number standing for the line: the form of the page, or a mail; "" for neither.

    A link of a form ends in "#dispute"; the number goes to the form, never into an address of the web.
    """
    contact = page.links.get("contact", "")
    if any(block.name == FORM for block in page.page.template.blocks) and (page.story.forms.endpoint or contact):
        return f"#{FORM}"
    if not contact.startswith("mailto:") or "?" in contact:
        return contact
    reference = page.say.plain("reference", reference=page.story.token)
    # The mark is put in last: quoted, its own percent sign would be taken for another.
    return mail_link(contact, page.say.plain("query_subject", number="NUMBER"), reference).replace("NUMBER", "%number")


def _told(
    page: PageContext, kinds: tuple[Kind, ...], total: Money | None, days: Mapping[str, str], query: str
) -> dict[str, Any]:
    say, formats = page.say, page.formats
    words = {name: say.plain(message) for name, message in _WORDS.items()}
    words["shown"] = say.plain("shown", shown="%shown", count="%count")
    words["lines"] = say.plain("group_lines", count="%count")
    told: dict[str, Any] = {
        "count": len(page.lines),
        "file": "",
        "money": style_of(formats, total) if total is not None else None,
        "kinds": [kind.name for kind in kinds],
        "days": days,
        "words": words,
    }
    if len(page.lines) > SHOWN:
        words |= {name: say.plain(message) for name, message in _WORDS_OF_MANY.items()}
        words["more"] = say.plain("show_more", count="%count")
        words["sum"] = say.plain("explain_sum", how="%how", amount="%amount")
        reasons = LineWords(say, formats, None, 2)
        currencies = {line.amount.currency: line.amount for line in page.lines}
        told |= {
            "file": LINES,
            "number": style_of(formats, Decimal(0)),
            "formats": {code: style_of(formats, amount) for code, amount in currencies.items()},
            "reasons": [reasons.reason(kind.name) for kind in kinds],
            "columns": {name: index for index, name in enumerate(COLUMNS)},
            "places": page.lines[0].places,
            "query": query,
        }
    return told
