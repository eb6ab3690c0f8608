"""The figures of a bill in Chromium: by keyboard, at every width, with scripts and without, ten thousand lines too."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from browsing import Visits, served
from playwright.sync_api import Browser, CDPSession, Page

from generator.microsite.instalments import split
from generator.microsite.tariffs import cost_of, tariffs_of
from generator.model.facts import FactValue, Money, Table
from generator.model.outcome import Film
from generator.model.story import Story
from generator.story.formats import Formats

StoryMaker = Callable[..., Story]
SiteMaker = Callable[[Story, Film | None], Path]
Opener = Callable[..., Page]
WIDTHS = (320, 390, 768, 1440)
MANY = 10_000
MOST_SCRIPT_S = 0.05
"""Of a processor for one step with ten thousand lines."""


def token_of(name: str) -> str:
    return (name * 32)[:32]


@pytest.fixture(scope="module")
def bill(facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """A bill that is open, with everything that can be touched; a price of it gives halves of cents."""
    tariffs = facts["tariffs"]
    assert isinstance(tariffs, Table)
    place = tariffs.columns.index("unit_price")
    first, second, third = tariffs.rows
    second = (*second[:place], Decimal("0.215"), *second[place + 1 :])
    return {**facts, "autopay": False, "tariffs": Table(tariffs.columns, (first, second, third))}


@pytest.fixture(scope="module")
def many() -> Table:
    """Ten thousand lines of five kinds over a month, one of them unlike all others."""
    chance = random.Random(3)
    rows = []
    for number in range(MANY):
        kind = chance.choice(("Calls", "Data", "Text messages", "Roaming", "Services"))
        amount = Money(Decimal(chance.randrange(1, 900)).scaleb(-2), "EUR")
        day = date(2026, 4, 1) + timedelta(days=number * 30 // MANY)
        name = f"{kind}, {chance.choice(('Rome', 'Zürich', 'Ålesund'))} {number + 1}"
        rows.append((kind, name, Decimal(chance.randrange(1, 90)), "min", Decimal("0.0125"), amount, day))
    rows[7_776] = ("Calls", '=needle; "quoted", naïve', *rows[7_776][2:])
    return Table(("kind", "description", "quantity", "unit", "unit_price", "amount", "day"), tuple(rows))


@pytest.fixture(scope="module")
def base(make_story: StoryMaker, publish: SiteMaker, bill: dict[str, FactValue], many: Table) -> Iterator[str]:
    folder = publish(make_story(token=token_of("figures"), facts=bill), None)
    publish(make_story(token=token_of("many"), facts={**bill, "lines": many}), None)
    publish(make_story("ar", "ar_EG", token=token_of("mirrored"), facts=bill), None)
    with served(folder.parent) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Opener]:
    visits = Visits(browser)

    def open_page(name: str = "figures", width: int = 1440, **options: Any) -> Page:
        page = visits.page(width, **options)
        page.goto(f"{base}/{token_of(name)}/")
        return page

    yield open_page
    visits.close()
    # One test makes a file unavailable, and looks at what is said of it.
    assert [each for each in visits.complaints if "503 (Service Unavailable)" not in each] == []


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f\s]+", " ", text).strip()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on an element that matches."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def text(page: Page, selector: str) -> str:
    return plain(page.locator(selector).first.inner_text())


@pytest.mark.parametrize("width", WIDTHS)
def test_months_are_gone_through_with_arrows(opened: Opener, width: int) -> None:
    page = opened(width=width)
    tab_to(page, ".history .besides button")
    tab_to(page, ".history .mark")
    page.keyboard.press("ArrowLeft")
    assert text(page, ".history .readout") == "241 kWh March 2026"
    assert text(page, ".history .told") == "Bill € 90.30: Used less − 8.11; Price + 1.25"
    assert text(page, '[data-beside="before"]') == "February 2026 − 39 kWh"
    assert not page.locator('[data-beside="year"]').is_visible()
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert plain(label).startswith("March 2026: 241 kWh, 39 kWh less than February. Bill € 90.30")
    page.keyboard.press("End")
    assert text(page, '[data-beside="year"]') == "April 2025 − 7 kWh"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_month_is_compared_with_others(opened: Opener, width: int) -> None:
    page = opened(width=width)
    for kind, place in (("before", "history/2026-03"), ("year", "history/2025-04")):
        tab_to(page, f'[data-beside="{kind}"] button')
        page.keyboard.press("Enter")
        assert page.locator(".history .compared").get_attribute("data-place") == place
    tab_to(page, '[data-beside="average"] button')
    page.keyboard.press("Space")
    assert page.locator(".history .compared").count() == 0
    line = "getComputedStyle(document.querySelector('.average-line')).opacity"
    assert float(page.evaluate(line)) > 0.5
    assert page.locator(".besides [aria-pressed=true]").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_a_step_of_the_waterfall_tells_its_reason(opened: Opener, width: int) -> None:
    page = opened(width=width)
    tab_to(page, ".waterfall .mark")
    page.keyboard.press("ArrowRight")
    step = page.locator('[data-place="reasons/2"]')
    assert plain(step.locator("details p").inner_text()) == "It takes € 9.20 off: from € 90.30 to € 81.10."
    page.keyboard.press("ArrowRight")
    # One at a time.
    assert not step.locator("details p").is_visible()
    assert plain(page.locator('[data-place="reasons/3"] details p').inner_text()).startswith("It adds € 2.50")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_kind_leads_to_its_lines_and_they_explain_themselves(opened: Opener, width: int) -> None:
    page = opened(width=width)
    tab_to(page, ".slice")
    page.keyboard.press("ArrowRight")
    assert text(page, ".ring p") == "€ 19.90 Grid"
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.place") == "lines/kind-1"
    assert page.locator(".every-line tbody .what").all_inner_texts() == ["Energy, peak hours", "Energy, off-peak"]
    assert text(page, ".every-line tfoot") == "Total shown € 38.60"
    tab_to(page, ".explain summary")
    page.keyboard.press("Enter")
    tab_to(page, ".explain a")
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.locator("#dispute [name=line]").input_value() == "1"


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_are_grouped_with_subtotals_that_add_up(opened: Opener, bill: dict[str, FactValue], width: int) -> None:
    page = opened(width=width)
    tab_to(page, ".grouping select")
    page.keyboard.type("Group by: K")
    heads = {
        plain(row.locator(".what").inner_text()): plain(row.locator(".number").inner_text())
        for row in page.locator("tr.group").all()
    }
    table = bill["lines"]
    assert isinstance(table, Table)
    sums: dict[str, Decimal] = {}
    for row in table.records():
        amount = row["amount"]
        assert isinstance(amount, Money)
        sums[str(row["kind"])] = sums.get(str(row["kind"]), Decimal(0)) + amount.amount
    assert heads == {kind: f"€ {total}" for kind, total in sums.items()}
    tab_to(page, "tr.group button")
    page.keyboard.press("Enter")
    assert page.locator(".every-line tbody .what:visible").count() == 8
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"
    tab_to(page, "tr.group button")


@pytest.mark.parametrize("width", WIDTHS)
def test_tariffs_cost_what_they_would(opened: Opener, bill: dict[str, FactValue], english: Formats, width: int) -> None:
    page = opened(width=width)
    table = bill["tariffs"]
    assert isinstance(table, Table)
    tariffs = tariffs_of(table, "EUR", english)

    def agree(usage: int) -> None:
        shown = [plain(output.inner_text()) for output in page.locator(".tariff output").all()]
        assert shown == [plain(english.money(cost_of(tariff, usage))) for tariff in tariffs], usage

    assert not page.locator(".tariff").first.is_visible()
    tab_to(page, "summary:has(#tariffs-title)")
    page.keyboard.press("Enter")
    agree(205)
    tab_to(page, ".usage input[type=range]")
    page.keyboard.press("ArrowRight")
    moved = int(page.locator(".usage input[type=number]").input_value())
    assert moved > 205
    agree(moved)
    tab_to(page, ".usage input[type=number]")
    for usage in (0, 1, 11, 333, 12_345, 9_999_999):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(str(usage))
        agree(usage)
    assert "more" in text(page, ".tariff .beside-now") or "less" in text(page, ".tariff .beside-now")


def test_a_place_that_is_folded_is_unfolded_by_what_opens_it(opened: Opener) -> None:
    page = opened(width=390)
    link = '<a id="ask" href="#tariffs" data-open="tariffs/2">?</a>'
    page.evaluate("(link) => document.querySelector('main').insertAdjacentHTML('afterbegin', link)", link)
    page.locator("#ask").press("Enter")
    assert page.locator(".tariff").all()[1].is_visible()
    assert page.evaluate("document.activeElement.dataset.place") == "tariffs/2"
    assert not page.locator(".plan").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_instalments_add_up_whatever_their_number(opened: Opener, english: Formats, width: int) -> None:
    page = opened(width=width)
    tab_to(page, "summary:has(#instalments-title)")
    page.keyboard.press("Space")
    tab_to(page, ".count-of input")
    page.keyboard.press("Home")
    for count in range(1, 13):
        shown = [plain(item.inner_text()) for item in page.locator(".plan li span:last-child").all()]
        parts = split(Money(Decimal("84.20"), "EUR"), count)
        assert shown == [plain(english.money(part)) for part in parts]
        assert sum(Decimal(amount.removeprefix("€ ")) for amount in shown) == Decimal("84.20")
        page.keyboard.press("ArrowRight")
    assert text(page, ".plan li:last-child") == "28 April 2027 € 7.01"
    assert "12%20instalments" in str(page.locator("a.choose").get_attribute("href"))


@pytest.mark.parametrize("width", WIDTHS)
def test_figures_are_whole_without_scripts(opened: Opener, width: int) -> None:
    page = opened(width=width, java_script_enabled=False)
    assert page.locator(".history .mark").count() == 13
    assert text(page, ".besides") == "March 2026 − 36 kWh April 2025 − 7 kWh Average − 43 kWh"
    assert page.locator('[data-place="reasons/2"] summary').is_visible()
    page.locator('[data-place="reasons/2"] summary').press("Enter")
    assert page.locator('[data-place="reasons/2"] details p').is_visible()
    assert page.locator('.categories a[href="#lines"]').count() == 4
    for title in ("Pay in instalments", "Try another tariff"):
        page.get_by_role("heading", name=title).click()
    for title in ("Worked examples",):
        for summary in page.get_by_text(title).all():
            summary.press("Enter")
    assert [plain(row.inner_text()) for row in page.locator(".instalments tbody tr").all()] == [
        "2 € 42.10 € 42.10 € 84.20",
        "3 € 28.07 € 28.06 € 84.20",
        "6 € 14.04 € 14.03 € 84.20",
        "12 € 7.02 € 7.01 € 84.20",
    ]
    assert plain(page.locator(".tariffs tbody tr").nth(1).inner_text()) == "205 kWh € 54.76 € 55.88 € 57.07"
    assert page.locator("div.tools, .count-of, .usage").count() == 0


@pytest.mark.parametrize(
    ("place", "found", "held"),
    [
        ("history/2025-12", ".history .chosen", "history/2025-12"),
        ("reasons/3", '[data-place="reasons/3"]', "reasons/3"),
        ("lines/kind-4", '.chips [aria-pressed="true"]', "lines/kind-4"),
        ("lines/3", ".every-line tr:has(details[open])", "lines/3"),
        ("history/1999-01", "#history", "history"),
    ],
)
def test_places_open_by_their_names(opened: Opener, place: str, found: str, held: str) -> None:
    page = opened()
    page.evaluate(
        """(place) => {
        const link = document.createElement('a');
        link.dataset.open = place;
        document.body.append(link);
        link.click();
    }""",
        place,
    )
    assert page.locator(found).first.get_attribute("data-place") == held
    assert page.evaluate("document.activeElement.dataset.place") == held
    assert page.evaluate("document.activeElement.getBoundingClientRect().top < innerHeight")


def test_a_place_of_nothing_leaves_the_page_as_it_is(opened: Opener) -> None:
    page = opened()
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a data-open=\"nowhere/1\" href=\"#lines\">x</a>')")
    page.locator("a[data-open='nowhere/1']").press("Enter")
    assert page.url.endswith("#lines")


def test_time_runs_from_right_to_left(opened: Opener) -> None:
    page = opened("mirrored")
    tab_to(page, ".history .mark")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.place") == "history/2026-03"
    tab_to(page, ".waterfall .mark")
    page.keyboard.press("ArrowLeft")
    assert page.locator('[data-place="reasons/2"] details').get_attribute("open") is not None


class Meter:
    """The processor's time that scripts and the layout that they force take in one step."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._before = self._now()

    def _now(self) -> float:
        metrics = {item["name"]: item["value"] for item in self._session.send("Performance.getMetrics")["metrics"]}
        return float(metrics["ScriptDuration"])

    def seconds(self) -> float:
        """Since the last time that it was asked."""
        self._page.wait_for_timeout(250)
        now = self._now()
        taken, self._before = now - self._before, now
        return taken


def found_needle(page: Page) -> None:
    """Search by keyboard until the lines that the page does not hold have come: one of them is a needle."""
    tab_to(page, ".every-line input[type=search]")
    page.keyboard.type("needle")
    for _ in range(200):
        if page.locator(".every-line tbody tr").count() == 1:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the other lines never came")


def test_a_line_that_was_fetched_is_like_the_others(opened: Opener) -> None:
    page = opened("many", 390)
    assert page.locator(".every-line tbody tr").count() == 201
    found_needle(page)
    row = page.locator(".every-line tbody tr")
    assert row.locator(".what").inner_text() == '=needle; "quoted", naïve'
    assert row.get_attribute("data-place") == "lines/7777"
    tab_to(page, ".explain summary")
    page.keyboard.press("Enter")
    told = plain(row.locator(".explain p").inner_text())
    assert re.fullmatch(r"\d+ min × € 0.0125 = € \d\.\d\d\.", told)
    assert plain(row.locator(".how").inner_text()).startswith("24 April · ")
    tab_to(page, ".explain a")
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.locator("#dispute [name=line]").input_value() == "7777"


def test_ten_thousand_lines_stay_smooth(opened: Opener, many: Table) -> None:
    page = opened("many", 390)
    amounts = [(row["kind"], row["amount"], str(row["description"])) for row in many.records()]
    search, chips = page.locator(".every-line input[type=search]"), page.locator(".chips button")
    meter = Meter(page)
    steps: dict[str, float] = {}

    def expected(kind: str = "", word: str = "") -> str:
        found = (a.amount for k, a, name in amounts if isinstance(a, Money) and kind in (k, "") and word in name)
        return f"€ {sum(found, Decimal(0)):,}"

    def step(name: str, done: object, total: str = "", shown: int = 200) -> None:
        assert done is None or done
        steps[name] = meter.seconds()
        assert total in ("", text(page, ".every-line tfoot .number")), name
        assert page.locator(".every-line tbody .what").count() == shown, name

    assert text(page, ".every-line tfoot") == f"Total {expected()}"
    found_needle(page)
    meter.seconds()
    step("no filter", search.fill(""), expected())
    step("filter by words", search.press_sequentially("zurich"), expected(word="Zürich"))
    search.fill("")
    step("filter by kind", chips.filter(has_text="Roaming").press("Enter"), expected(kind="Roaming"))
    step("all kinds", chips.first.press("Enter"), expected())
    step("sort by name", page.locator('th[data-sort="text"] button').press("Enter"))
    assert page.locator(".every-line tbody .what").first.inner_text().startswith("=needle")
    step("sort by amount", page.locator('th[data-sort="number"] button').press("Enter"))
    assert text(page, ".every-line tbody .number") == "€ 8.99"
    step("group by day", page.locator(".grouping select").select_option("day"), expected(), 30)
    step("open a group", page.locator("tr.group button").first.press("Enter"), expected(), 230)
    page.locator(".grouping select").select_option("")
    step("more", page.locator("tr.more button").press("Enter"), expected(), 400)
    step("scroll", page.mouse.wheel(0, 20_000), expected(), 400)
    assert {name: taken for name, taken in steps.items() if taken > MOST_SCRIPT_S} == {}


def test_the_other_lines_stay_in_the_file_when_they_can_not_be_fetched(opened: Opener) -> None:
    page = opened("many")
    page.route("**/lines.csv", lambda route: route.fulfill(status=503))
    assert plain(page.locator(".rest").inner_text()).startswith("These are the first 200 of 10,000 lines.")
    with page.expect_response("**/lines.csv"):
        page.locator(".chips button").nth(1).press("Enter")
    page.get_by_text("The other lines can't be loaded now.").wait_for()
    assert page.locator(".every-line tbody .what").count() == 200


def test_without_scripts_the_first_lines_and_the_file_are_there(opened: Opener) -> None:
    page = opened("many", 320, java_script_enabled=False)
    assert page.locator(".every-line tbody tr").count() == 200
    assert page.locator(".rest a").get_attribute("href") == "lines.csv"
    assert page.locator(".categories tbody tr").count() == 5
