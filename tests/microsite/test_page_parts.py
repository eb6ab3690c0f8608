"""Charts, lines, answers and downloads, each from its facts."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from markupsafe import Markup

from generator.errors import RenderError
from generator.microsite.categories import ring_of
from generator.microsite.chart import chart_of
from generator.microsite.context import safe_link
from generator.microsite.downloads import lines_csv, lines_json, reminder_ics
from generator.microsite.lines import SHOWN, kinds_of, lines_of, total_of
from generator.microsite.wording import Wording, isolated, strong
from generator.model.facts import FactValue, Money, Point, Series, Table
from generator.model.story import Page, PageTemplate
from generator.story.formats import Formats


def wording(template: PageTemplate, facts: dict[str, FactValue], locale: str = "en_IE", **copy: str) -> Wording:
    page = Page(template, MappingProxyType(facts), MappingProxyType({**template.copy, **copy}))
    return Wording(page, Formats(locale))


@pytest.fixture
def say(template: PageTemplate, facts: dict[str, FactValue]) -> Wording:
    return wording(template, facts)


@pytest.fixture
def formats() -> Formats:
    return Formats("en_IE")


def series(*values: int, unit: str = "kWh") -> Series:
    return Series(
        tuple(Point(date(2026, month, 1), Decimal(value)) for month, value in enumerate(values, start=1)), unit
    )


def test_bars_share_one_ground(say: Wording, formats: Formats) -> None:
    chart = chart_of(series(100, 50, 200), say, formats, mirrored=False)
    feet = [float(bar.y) + float(bar.height) for bar in chart.bars]
    heights = [float(bar.height) for bar in chart.bars]
    assert feet == pytest.approx([float(chart.ground_y)] * 3, abs=0.2)
    assert heights[2] / heights[1] == pytest.approx(4, rel=0.01)
    assert [bar.last for bar in chart.bars] == [False, False, True]
    assert not chart.has_negative


def test_bars_of_negative_values_hang_below_the_ground(say: Wording, formats: Formats) -> None:
    chart = chart_of(series(100, -50, 0), say, formats, mirrored=False)
    ground = float(chart.ground_y)
    assert float(chart.bars[1].y) == pytest.approx(ground, abs=0.1)
    assert float(chart.bars[1].y) + float(chart.bars[1].height) < chart.height_px - 20
    assert float(chart.bars[2].height) == 2
    assert chart.has_negative


def test_bars_stay_inside_and_apart(say: Wording, formats: Formats) -> None:
    chart = chart_of(series(*range(1, 13)), say, formats, mirrored=False)
    edges = [float(edge) for bar in chart.bars for edge in (bar.x[:-1], f"{float(bar.x[:-1]) + float(bar.width[:-1])}")]
    assert edges == sorted(edges)
    assert edges[0] > 0
    assert edges[-1] < 100


def test_time_runs_from_right_to_left_when_mirrored(say: Wording, formats: Formats) -> None:
    plain = chart_of(series(1, 2, 3), say, formats, mirrored=False)
    mirrored = chart_of(series(1, 2, 3), say, formats, mirrored=True)
    assert [bar.x for bar in mirrored.bars] == [bar.x for bar in reversed(plain.bars)]


def test_all_zeros_make_a_chart(say: Wording, formats: Formats) -> None:
    assert [bar.height for bar in chart_of(series(0, 0), say, formats, mirrored=False).bars] == ["2.0", "2.0"]


def test_bars_say_what_they_show(say: Wording, formats: Formats) -> None:
    chart = chart_of(series(241, 205, 205), say, formats, mirrored=False)
    assert [bar.text.replace("\u00a0", " ") for bar in chart.bars] == [
        "January 2026: 241 kWh",
        "February 2026: 205 kWh, 36 kWh less than January",
        "March 2026: 205 kWh, the same as February",
    ]
    assert "Highest: January 2026: 241" in chart.summary


def test_money_is_charted_as_money(say: Wording, formats: Formats) -> None:
    chart = chart_of(series(5, 8, unit="EUR"), say, formats, mirrored=False)
    assert chart.bars[1].value == formats.money(Money(Decimal(8), "EUR"))


def test_lines_say_how_they_come_about(facts: dict[str, FactValue], say: Wording, formats: Formats) -> None:
    table = facts["lines"]
    assert isinstance(table, Table)
    lines = lines_of(table, "EUR", say, formats)
    assert lines[0].how.replace("\u00a0", " ").replace("\u202f", " ") == "118 kWh × € 0.2140"
    assert lines[0].explanation.startswith("What you used, times the price of a unit")
    assert "30% of the total" in lines[0].explanation
    assert lines[5].how.replace("\u00a0", " ") == "10 %"
    assert total_of(lines) == Money(Decimal("84.20"), "EUR")


def test_bare_numbers_are_in_the_currency_of_the_balance(say: Wording, formats: Formats) -> None:
    table = Table(("description", "amount", "explain"), (("Song", Decimal("0.99"), "A song."), ("?", None, "")))
    (line,) = lines_of(table, "GBP", say, formats)
    assert line.amount == Money(Decimal("0.99"), "GBP")
    assert line.explanation.startswith("A song. One amount")
    assert lines_of(table, "", say, formats) == ()


def test_kinds_fill_the_whole(facts: dict[str, FactValue], say: Wording, formats: Formats) -> None:
    table = facts["lines"]
    assert isinstance(table, Table)
    kinds = kinds_of(lines_of(table, "EUR", say, formats), 6, formats)
    assert [kind.name for kind in kinds] == ["Energy", "Grid", "Fixed charge", "Taxes"]
    assert sum(float(kind.width[:-1]) for kind in kinds) == pytest.approx(100, abs=0.05)
    assert kinds[0].total == Money(Decimal("38.60"), "EUR")


def test_kinds_that_do_not_add_up_have_no_share(stress: dict[str, FactValue], say: Wording, formats: Formats) -> None:
    table = stress["lines"]
    assert isinstance(table, Table)
    assert [kind.share for kind in kinds_of(lines_of(table, "EUR", say, formats), 6, formats)] == ["", ""]


def test_lines_of_one_size_are_not_compared(say: Wording, formats: Formats) -> None:
    table = Table(("description", "amount"), (("One", Decimal("0.99")), ("Two", Decimal("0.99"))))
    lines = lines_of(table, "USD", say, formats)
    assert {line.portion for line in lines} == {"0"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  =", "＝"])
def test_no_cell_of_the_csv_is_a_formula(say: Wording, formats: Formats, start: str) -> None:
    table = Table(("description", "kind", "amount"), ((f"{start}1+1", f"{start}x", Decimal("-9.20")),))
    rows = list(csv.reader(io.StringIO(lines_csv(lines_of(table, "EUR", say, formats), say), newline="")))
    assert rows[1][0] == f"'{start}1+1"
    assert rows[1][1] == f"'{start}x"
    assert rows[1][5] == "-9.20"


def test_the_csv_can_be_reckoned_with(facts: dict[str, FactValue], say: Wording, formats: Formats) -> None:
    table = facts["lines"]
    assert isinstance(table, Table)
    rows = list(csv.DictReader(io.StringIO(lines_csv(lines_of(table, "EUR", say, formats), say), newline="")))
    assert sum(Decimal(row["Amount"]) for row in rows) == Decimal("84.20")
    assert {row["Currency"] for row in rows} == {"EUR"}


def test_the_reminder_is_an_event_of_the_due_day() -> None:
    data = reminder_ics("solena: bill due", date(2026, 5, 28), "token", "en")
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 5, 28)
    assert str(event["summary"]) == "solena: bill due"
    assert "token" not in str(event["uid"])
    assert data == reminder_ics("solena: bill due", date(2026, 5, 28), "token", "en")
    assert data != reminder_ics("solena: bill due", date(2026, 5, 28), "other", "en")


def test_words_are_escaped_and_markup_is_kept(template: PageTemplate, facts: dict[str, FactValue]) -> None:
    say = wording(template, facts, greeting="<i>Hello</i> {first_name},")
    assert say("greeting", first_name="<b>") == Markup("&lt;i&gt;Hello&lt;/i&gt; &lt;b&gt;,")
    assert say("due", due=strong("<b>")) == Markup("Due <strong>&lt;b&gt;</strong>.")
    assert say.plain("due", due="<b>") == "Due <b>."
    assert "<bdi" in say("greeting", first_name=isolated("محمد"))


def test_a_placeholder_without_a_value_is_an_error_that_tells_no_value(template: PageTemplate) -> None:
    with pytest.raises(RenderError, match="there is no 'first_name' to fill in"):
        wording(template, {}).plain("greeting")


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("https://shop.example/a?b=c#d", True),
        (" mailto:a@b.example ", True),
        ("tel:+39021234567", True),
        ("choices.html#stop", True),
        ("#ideas", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("java\u200bscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example/", False),
        ("/\\evil.example/", False),
        ("http://plain.example/", False),
        ("https://a.example/\u202egpj", False),
        ("<script>", False),
    ],
)
def test_a_link_from_the_data_leads_somewhere_allowed_or_nowhere(target: str, kept: bool) -> None:
    assert safe_link(target) == (target.strip() if kept else "")


def test_lines_tell_their_day_tax_and_original_amount(say: Wording, formats: Formats) -> None:
    table = Table(
        ("description", "amount", "day", "tax_rate", "original", "rate", "explain"),
        (
            (
                "Hotel",
                Money(Decimal("92.14"), "EUR"),
                date(2026, 4, 3),
                Decimal(10),
                Money(Decimal("100.00"), "USD"),
                Decimal("0.9214"),
                "Two nights.",
            ),
            ("Tea", Money(Decimal("0.10"), "EUR"), None, None, Money(Decimal("0.10"), "EUR"), None, None),
            ("Taxi", Money(Decimal("9.00"), "EUR"), None, None, Money(Decimal("40.00"), "SEK"), None, None),
        ),
    )
    hotel, tea, taxi = lines_of(table, "EUR", say, formats)
    assert [line.number for line in (hotel, tea, taxi)] == [1, 2, 3]
    assert hotel.explanation.replace("\u202f", " ") == (
        "Two nights. US$ 100.00 = € 92.14, at € 0.9214 for US$ 1. Tax: 10%. It is 91% of the total."
    )
    assert tea.original is None
    # A share below one percent says nothing.
    assert tea.explanation == "One amount, not counted by the unit."
    assert taxi.explanation.replace("\u202f", " ") == "SEK 40.00 = € 9.00. It is 9% of the total."
    rows = list(csv.DictReader(io.StringIO(lines_csv((hotel, tea, taxi), say), newline="")))
    assert rows[0]["Day"] == "2026-04-03"
    assert (rows[0]["Tax in percent"], rows[0]["Explanation"]) == ("10", "Two nights.")
    assert [(row["Original amount"], row["Original currency"]) for row in rows] == [
        ("100.00", "USD"),
        ("", ""),
        ("40.00", "SEK"),
    ]


def test_the_csv_has_no_columns_that_nothing_fills(facts: dict[str, FactValue], say: Wording, formats: Formats) -> None:
    table = facts["lines"]
    assert isinstance(table, Table)
    head = lines_csv(lines_of(table, "EUR", say, formats), say).splitlines()[0]
    assert head == "Charge,Kind,Quantity,Unit,Unit price,Amount,Currency"


def test_only_lines_that_the_page_holds_are_put_in_words(say: Wording, formats: Formats) -> None:
    rows = tuple((f"Line {number}", Decimal(number), Decimal(1)) for number in range(1, SHOWN + 51))
    lines = lines_of(Table(("description", "amount", "quantity"), rows), "EUR", say, formats)
    assert len(lines) == SHOWN + 50
    assert total_of(lines) == Money(Decimal(sum(range(1, SHOWN + 51))), "EUR")
    assert lines[SHOWN - 1].how == "1"
    assert (lines[SHOWN].how, lines[SHOWN].explanation) == ("", "")


def test_slices_fill_the_ring(facts: dict[str, FactValue], say: Wording, formats: Formats) -> None:
    table = facts["lines"]
    assert isinstance(table, Table)
    ring = ring_of(kinds_of(lines_of(table, "EUR", say, formats), 6, formats))
    drawn = [float(item.dash.split()[0]) for item in ring]
    starts = [-float(item.offset) for item in ring]
    ends = [start + length for start, length in zip(starts, drawn, strict=True)]
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    assert sum(drawn) == pytest.approx(100 - 0.9 * len(ring), abs=0.05)
    assert drawn[0] == pytest.approx(38.60 / 84.20 * 100 - 0.9, abs=0.02)


def test_kinds_that_are_no_parts_of_a_whole_have_no_ring(
    stress: dict[str, FactValue], say: Wording, formats: Formats
) -> None:
    table = stress["lines"]
    assert isinstance(table, Table)
    assert ring_of(kinds_of(lines_of(table, "EUR", say, formats), 6, formats)) == ()


def test_the_lines_as_json_fit_their_schema_and_are_exact(checkout: Path, say: Wording, formats: Formats) -> None:
    table = Table(
        ("description", "kind", "quantity", "unit", "unit_price", "amount"),
        (
            ("Energy", "Use", Decimal(118), "kWh", Decimal("0.2140"), Decimal("25.25")),
            ('=1+1 "x" <b>', "", None, None, None, Decimal("-0.10")),
        ),
    )
    told = json.loads(lines_json(lines_of(table, "EUR", say, formats), "S-1"))
    schema = json.loads((checkout / "docs" / "schemas" / "lines.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(told)) == []
    assert told["lines"][0]["unit_price"] == "0.2140"
    assert told["lines"][1] == {"number": 2, "description": '=1+1 "x" <b>', "amount": "-0.10", "currency": "EUR"}
    assert sum(Decimal(line["amount"]) for line in told["lines"]) == Decimal("25.15")
    told["lines"][0]["amount"] = 25.25
    assert list(Draft202012Validator(schema).iter_errors(told))
