"""Movements become days, balances, categories and a line; and only what adds up is shown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.microsite import Shared, write_page
from generator.microsite.course import course_of
from generator.microsite.movements import days_of, in_and_out, movements_of, spending_of
from generator.model.brand import Brand
from generator.model.facts import FactValue, Money, Table
from generator.resources import templates_dir
from generator.scenes.pages import load_page_template
from generator.story.formats import Formats
from generator.story.samples import sample_story, sample_teller

Writer = Callable[..., Path]


@pytest.fixture(scope="module")
def needs() -> Mapping[str, FactValue]:
    template = load_page_template(templates_dir() / "microsites" / "statement", "page.yaml")
    return {name: need.sample for name, need in template.needs.items()}


@pytest.fixture
def page(brand: Brand, shared: Shared, tmp_path: Path) -> Writer:
    """The folder of a statement of the samples. `without`: needs left out."""
    teller = sample_teller(load_page_template(templates_dir() / "microsites" / "statement", "page.yaml"), brand)

    def write(*without: str, locale: str = "en_IE", stress: bool = False) -> Path:
        write_page(sample_story(teller, locale, stress=stress, without=without), tmp_path, None, shared)
        return tmp_path

    return write


def words(folder: Path) -> str:
    html = (folder / "index.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).replace("\u202f", " ").split())


def table(*rows: tuple[int, str, str | None, str | None]) -> Table:
    return Table(
        ("date", "description", "amount", "points"),
        tuple(
            (
                date(2026, 4, day),
                text,
                Money(Decimal(amount), "EUR") if amount else None,
                Decimal(points) if points else None,
            )
            for day, text, amount, points in rows
        ),
    )


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def test_balances_run_from_day_to_day() -> None:
    moved = movements_of(table((3, "B", "-1.50", None), (1, "A", "10.00", None), (3, "C", "0.25", None)), "EUR")
    days = days_of(moved, euros("100.00"), euros("108.75"))
    assert [(day.date.day, day.balance) for day in days] == [(3, euros("108.75")), (1, euros("110.00"))]
    assert [movement.description for movement in days[0].movements] == ["B", "C"]


@pytest.mark.parametrize("now", [euros("108.74"), Money(Decimal("108.75"), "USD"), None])
def test_balances_that_do_not_add_up_are_not_shown(now: Money | None) -> None:
    moved = movements_of(table((1, "A", "10.00", None), (3, "B", "-1.25", None)), "EUR")
    assert {day.balance for day in days_of(moved, euros("100.00"), now)} == {None}


def test_points_run_too() -> None:
    moved = movements_of(table((1, "A", "-9.00", "9"), (2, "B", None, "-4")), "EUR")
    assert [day.balance for day in days_of(moved, Decimal(10), Decimal(15))] == [Decimal(15), Decimal(19)]
    assert in_and_out(moved, Decimal(0)) == (Decimal(9), Decimal(4))
    assert in_and_out(moved, euros("0")) == (Decimal(0), Decimal("9.00"))


def test_rows_that_say_too_little_are_left_out() -> None:
    rows = Table(
        ("date", "description", "amount"),
        ((date(2026, 4, 1), "A", None), (None, "B", Decimal(1)), (date(2026, 4, 1), None, Decimal(1))),
    )
    assert movements_of(rows, "EUR") == ()
    bare = Table(("date", "description", "amount"), ((date(2026, 4, 1), "A", Decimal(1)),))
    assert movements_of(bare, "") == ()
    assert movements_of(bare, "CHF")[0].amount == Money(Decimal(1), "CHF")


def test_spending_is_ranked_and_the_rest_comes_last() -> None:
    rows = Table(
        ("date", "description", "amount", "category"),
        tuple(
            (date(2026, 4, 1), "x", euros(amount), kind)
            for amount, kind in (("-5", "A"), ("-1", "B"), ("-3", ""), ("-2", "C"), ("9", "A"))
        ),
    )
    found = spending_of(movements_of(rows, "EUR"), 3, "Rest", Formats("en_IE"))
    assert [(item.category, item.total.amount, item.share) for item in found] == [
        ("A", Decimal(5), "45%"),
        ("C", Decimal(2), "18%"),
        ("Rest", Decimal(4), "36%"),
    ]
    assert found[0].width == "100.00%"
    assert spending_of(movements_of(table((1, "A", "-1.00", None)), "EUR"), 3, "Rest", Formats("en_IE")) == ()


def test_the_line_holds_until_a_day_moves_it() -> None:
    balances = [(date(2026, 4, 1), Decimal(100)), (date(2026, 4, 11), Decimal(0)), (date(2026, 4, 21), Decimal(50))]
    course = course_of(balances, date(2026, 5, 1), mirrored=False)
    assert course is not None
    assert course.line == "M0.00 8.00H33.33V92.00H66.67V50.00H100.00"
    assert course.ground == ""
    assert (course.highest[1], course.lowest[1]) == (100, 0)
    mirrored = course_of(balances, date(2026, 5, 1), mirrored=True)
    assert mirrored is not None
    assert mirrored.line.startswith("M100.00 8.00H66.67")
    assert course_of(balances[:1], date(2026, 5, 1), mirrored=False) is None


def test_nothing_lies_between_a_debt_and_a_credit() -> None:
    course = course_of(
        [(date(2026, 4, 1), Decimal(-50)), (date(2026, 4, 2), Decimal(50))], date(2026, 4, 2), mirrored=False
    )
    assert course is not None
    assert course.ground == "50.00"


def test_the_samples_add_up(page: Writer) -> None:
    said = words(page())
    assert "Your balance on 30 April € 2,384.16" in said
    assert "€ 214.30 more than on 1 April" in said
    assert "Came in + € 1,484.25" in said
    assert "Went out − € 1,269.95" in said
    assert "Balance now € 2,384.16" in said
    assert "Wednesday 15 April Balance: € 2,602.81" in said
    assert "Balance before € 2,169.86" in said


def test_a_statement_of_points_alone(page: Writer) -> None:
    said = words(page("opening", "closing", "movements"))
    assert "Your points on 30 April 3,420" in said
    assert "270 points more than on 1 April" in said
    assert "1,150 points until 31 December 2026" in said


@pytest.mark.parametrize(
    ("without", "there", "gone"),
    [
        (("movements",), {"points", "ideas"}, {"course", "spending", "movements"}),
        (("opening",), {"movements", "spending"}, {"course"}),
        (("points_now",), {"movements"}, {"points"}),
        (("closing", "points_now", "movements", "opening"), {"ideas"}, {"movements", "course", "spending", "points"}),
    ],
)
def test_sections_without_facts_are_left_out(
    page: Writer, without: tuple[str, ...], there: set[str], gone: set[str]
) -> None:
    html = (page(*without) / "index.html").read_text(encoding="utf-8")
    found = set(re.findall(r'<section[^>]* id="(\w+)"', html))
    assert there <= found
    assert not gone & found


def test_the_csv_has_every_movement(page: Writer, needs: Mapping[str, FactValue]) -> None:
    text = (page() / "movements.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    movements = needs["movements"]
    assert isinstance(movements, Table)
    assert len(rows) == len(movements.rows)
    assert sum(Decimal(row["Amount"]) for row in rows) == Decimal("214.30")
    assert sum(Decimal(row["Points"] or 0) for row in rows) == Decimal(270)


def test_no_cell_of_the_csv_is_a_formula(page: Writer) -> None:
    rows = csv.reader(io.StringIO((page(stress=True) / "movements.csv").read_text(encoding="utf-8-sig"), newline=""))
    assert [row[1] for row in rows][1].startswith("'=HYPERLINK")
