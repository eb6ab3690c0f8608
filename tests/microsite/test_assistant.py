"""What the page can be asked and what it answers: every answer from the page's own facts, or from the campaign's."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
import sample_site

from generator.microsite import write_page, write_shared
from generator.microsite.assistant import Answer, answers_of, things_of
from generator.microsite.blocks import assistant
from generator.microsite.context import PageContext, page_context
from generator.microsite.shared import Shared
from generator.model.brand import Brand
from generator.model.facts import FactValue, Money, Series, Table
from generator.model.faq import FaqEntry
from generator.model.interactions import Branch, Interactions, Jump
from generator.model.outcome import Film
from generator.model.story import Page, Story
from generator.resources import templates_dir
from generator.scenes.pages import load_page_template

StoryMaker = Callable[..., Story]
Make = Callable[..., PageContext]


@pytest.fixture
def page(make_story: StoryMaker, shared: Shared) -> Make:
    def make(faq: tuple[FaqEntry, ...] = (), **arguments: object) -> PageContext:
        story = make_story(**arguments)
        assert story.microsite is not None
        return page_context(story, replace(story.microsite, faq=faq), None, shared)

    return make


def spaced(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def told(page: PageContext) -> dict[str, Answer]:
    return {answer.key: answer for answer in answers_of(page)}


ANSWERS = {
    "amount": "€ 84.20, for April 2026.",
    "moved": "These are the steps from € 90.30 to € 84.20: You used 36 kWh less − 9.20; Market price + 2.50; "
    "Two days more + 0.60.",
    "largest": "Energy, peak hours: € 25.25 (118 kWh × € 0.2140), which is 30% of the total.",
    "charges": "Energy € 38.60; Grid € 19.90; Fixed charge € 13.20; Taxes € 12.50. Together that is € 84.20.",
    "pay": "It is collected on 28 May 2026. You don't need to do anything.",
    "used": "April 2026: 205 kWh, 36 kWh less than March 2026.",
    "used_most": "Highest: January 2026: 322 kWh. Lowest: April 2026: 205 kWh.",
    "which_ideas": "Sunny Hours; Steady Rate. Or keep everything as it is.",
}


@pytest.mark.parametrize(("key", "answer"), ANSWERS.items())
def test_answers_are_reckoned_from_the_facts(page: Make, key: str, answer: str) -> None:
    assert spaced(told(page())[key].answer) == answer


@pytest.mark.parametrize(
    ("changed", "key", "answer"),
    [
        ({"autopay": False}, "pay", "By 28 May 2026, with the button at the top of this page."),
        ({"balance": Money(Decimal("-12.00"), "EUR")}, "amount", "Nothing: € 12.00 is in your favour."),
        ({"balance": Money(Decimal(0), "EUR")}, "amount", "Nothing."),
    ],
)
def test_answers_follow_the_facts(
    page: Make, facts: Mapping[str, FactValue], changed: dict[str, FactValue], key: str, answer: str
) -> None:
    assert spaced(told(page(facts={**facts, **changed}))[key].answer) == answer


@pytest.mark.parametrize(
    ("kept", "keys"),
    [
        (set(), {"person", "data", "stop", "correct", "forget", "robot"}),
        ({"ideas"}, {"which_ideas", "ideas", "person", "data", "stop", "correct", "forget", "robot"}),
        ({"balance"}, {"amount", "person", "data", "stop", "correct", "forget", "robot"}),
    ],
)
def test_what_a_page_does_not_know_is_not_asked(
    page: Make, facts: Mapping[str, FactValue], kept: set[str], keys: set[str]
) -> None:
    assert set(told(page(facts={name: value for name, value in facts.items() if name in kept}))) == keys


def test_nobody_is_promised_a_person_where_there_is_none(page: Make) -> None:
    bare = page(links={})
    assert "person" not in told(bare)
    assert "wrong" not in told(bare)
    data, _ = assistant.panel_data(bare)
    assert data["words"]["none"] == "This page does not say."


def test_answers_lead_to_places_that_the_page_has(page: Make, facts: Mapping[str, FactValue]) -> None:
    ways = {answer.key: [(way.href, way.place) for way in answer.ways] for answer in answers_of(page())}
    assert ways["moved"] == [("#reasons", "reasons")]
    assert ways["largest"] == [("#lines", "lines/1")]
    assert ways["used_most"] == [("#history", "history/2026-01")]
    assert ways["pay"] == [("https://pay.solena.example/", "")]
    assert ways["forget"] == [("choices.html#forget", "")]
    entry = FaqEntry("a", "A?", "B.", place="history/2026-03")
    (way,) = told(page(faq=(entry,)))["faq-a"].ways
    assert (way.href, way.place) == ("#history", "history/2026-03")
    assert told(page(faq=(entry,), facts={"balance": facts["balance"]}))["faq-a"].ways == ()


def test_months_kinds_and_lines_are_things_to_ask_about(page: Make) -> None:
    things = {thing.names.split(" | ")[0]: thing for thing in things_of(page())}
    march = things["March 2026"]
    assert march.names == "March 2026 | Mar | Mar 2026 | last month | previous month | the month before"
    assert spaced(march.answer) == (
        "March 2026: 241 kWh, 39 kWh less than February 2026. April 2026: 205 kWh, 36 kWh less than March 2026."
    )
    assert march.place == "history/2026-03"
    assert spaced(things["Energy"].answer) == "Energy: € 38.60, which is 46% of the total."
    assert things["Energy"].place == "lines/kind-1"
    assert spaced(things["Renewables levy"].answer) == "Renewables levy: € 4.85 (30 days × € 0.1617)."
    assert things["Renewables levy"].reason == "Set by law and passed on as it is."
    # The kind of the same name says it.
    assert [thing.place for thing in things_of(page()) if thing.names == "Fixed charge"] == ["lines/kind-3"]


def test_lines_of_one_name_are_summed(page: Make) -> None:
    rows = tuple((f"Shop {number % 3}", Money(Decimal("-1.10"), "EUR")) for number in range(7))
    things = {thing.names: thing for thing in things_of(page(facts={"lines": Table(("description", "amount"), rows)}))}
    assert spaced(things["Shop 0"].answer) == "Shop 0: 3 lines, −€ 3.30 in all."
    assert things["Shop 2"].place == "lines/3"


def test_ten_thousand_lines_leave_the_page_small(page: Make) -> None:
    rows = tuple((f"Payee {number}", Money(Decimal(number), "EUR")) for number in range(1, 10_001))
    things = things_of(page(facts={"lines": Table(("description", "amount"), rows)}))
    assert len(things) == 150
    assert things[-1].names == "Payee 10000"


def test_money_by_month_is_not_called_use(page: Make, facts: Mapping[str, FactValue]) -> None:
    months = facts["months"]
    assert isinstance(months, Series)
    answers = told(page(facts={"months": replace(months, unit="EUR")}))
    assert "used" not in answers
    assert spaced(answers["used_most"].answer) == "Highest: January 2026: € 322.00. Lowest: April 2026: € 205.00."


def test_the_data_of_the_panel_can_not_end_its_element(page: Make, facts: Mapping[str, FactValue]) -> None:
    rows = (("</script><script>alert(1)</script> & <!--", Money(Decimal(5), "EUR")),)
    found = assistant.context(page(facts={**facts, "lines": Table(("description", "amount"), rows)}))
    assert found is not None
    text = str(found["data"])
    assert not set("<>&") & set(text)
    assert json.loads(text)["things"][-1][0].startswith("</script>")


def test_questions_of_the_faq_stand_under_their_topics(page: Make) -> None:
    faq = (
        FaqEntry("one", "One?", "1.", topic="Numbers"),
        FaqEntry("two", "Two?", "2.", also=("a pair", "both"), link="contact"),
        FaqEntry("three", "Three?", "3.", topic="Numbers"),
    )
    found = assistant.context(page(faq=faq))
    assert found is not None
    assert [(topic, [a.key for a in group][:2]) for topic, group in found["rest"]][-1] == (
        "Numbers",
        ["faq-one", "faq-three"],
    )
    (two,) = [answer for _, group in found["rest"] for answer in group if answer.key == "faq-two"]
    assert [(way.text, way.href) for way in two.ways] == [("See more", "mailto:help@solena.example")]
    assert json.loads(str(found["data"]))["also"]["faq-two"] == "a pair|both"


def test_the_block_stays_small(page: Make) -> None:
    data, _ = assistant.panel_data(page())
    assert len(json.dumps(data, ensure_ascii=False).encode()) < 14_000


def test_the_panel_is_a_small_script_of_its_own(checkout: Path) -> None:

    index = json.loads((checkout / "assets" / "page" / "index.json").read_text(encoding="utf-8"))
    scripts = [(checkout / "assets" / "page" / name).read_bytes() for name in index["late"]]
    (panel,) = [script for script in scripts if b"sdLate||={}).assistant=" in script]
    assert len(gzip.compress(panel, 9)) <= 12_000


def test_an_account_is_asked_about_its_balance_its_points_and_its_payees(
    brand: Brand, shared: Shared, make_story: StoryMaker
) -> None:
    template = load_page_template(templates_dir() / "microsites" / "statement", "page.yaml")
    samples = {name: need.sample for name, need in template.needs.items()}
    story = make_story()
    page = Page(template, MappingProxyType(samples), template.copy)
    context = page_context(replace(story, microsite=page), page, None, shared)
    answers = told(context)
    assert spaced(answers["closing"].answer) == "€ 2,384.16. At the start of the period it was € 2,169.86."
    assert answers["points"].answer == "3,420 points."
    assert answers["expiring"].answer == "30 June 2026: 420; 31 December 2026: 1,150 points."
    things = {thing.names: thing for thing in things_of(context)}
    assert spaced(things["Going out"].answer) == "Going out: 3 lines, −€ 102.10 in all."
    assert spaced(things["Tram pass"].answer) == "Tram pass: −€ 39.00."


def test_answers_lead_into_the_film_where_it_tells_of_them(page: Make, film: Film) -> None:
    jumps = (Jump("reasons", "Why", branch="why"), Jump("history", "Months", scene="s2", at_s=3.0))
    branch = Branch("why", "Why", "why.mp4", "video/mp4", 2.0, (), "")
    filmed = replace(page(), film=replace(film, interactions=Interactions(branches=(branch,), jumps=jumps)))
    ways = {answer.key: [(way.href, way.play) for way in answer.ways if way.play] for answer in answers_of(filmed)}
    assert ways["moved"] == [("#film", "why")]
    assert ways["used"] == [("#film", "3")]
    assert ways["pay"] == []
    entry = FaqEntry("a", "A?", "B.", play="s1")
    faq = replace(filmed, page=replace(filmed.page, faq=(entry, replace(entry, key="b", play="gone"))))
    answers = told(faq)
    assert [way.play for way in answers["faq-a"].ways] == ["1.5"]
    assert answers["faq-b"].ways == ()


@pytest.mark.parametrize(
    ("name", "heading", "asks"), [("bill", "Ask about this bill", True), ("offer", "Questions", False)]
)
def test_only_a_page_that_shows_an_amount_is_asked_about_one(
    brand: Brand, tmp_path: Path, name: str, heading: str, asks: bool
) -> None:
    # The film's last words want to know what is due on any page.
    template = next(each for each in sample_site.page_templates() if each.name == name)
    assert "balance" in template.needs
    story = sample_site.told(template, "sample", "en", "en_IE", brand, "a" * 32)
    write_page(story, tmp_path / "site" / "a", None, write_shared(brand, template, tmp_path / "site" / "shared"))
    html = (tmp_path / "site" / "a" / "index.html").read_text(encoding="utf-8")
    assert f'<h2 id="assistant-title">{heading}</h2>' in html
    assert ("How much do I have to pay?" in html) is asks


def test_who_has_no_charges_is_not_asked_which_one_looks_wrong(brand: Brand, tmp_path: Path) -> None:
    template = next(each for each in sample_site.page_templates() if each.name == "bill")
    shared = write_shared(brand, template, tmp_path / "site" / "shared")
    found = {}
    for values in ("sample", "bare"):
        story = sample_site.told(template, values, "en", "en_IE", brand, "a" * 32)
        write_page(story, tmp_path / "site" / values, None, shared)
        html = (tmp_path / "site" / values / "index.html").read_text(encoding="utf-8")
        found[values] = 'id="dispute"' in html, 'id="callback"' in html
    assert found == {"sample": (True, True), "bare": (False, True)}
