"""SafeProfile in, Story out: conditions, purposes, missing facts, words."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from generator.errors import RenderError, StoryError
from generator.model.brand import Brand, MotionTempo
from generator.model.facts import Choice, Choices, Fact, FactValue, Money, Part, Parts, Point, SafeProfile, Series
from generator.model.layers import BarsLayer, CardsLayer, CounterLayer, DonutLayer, PillLayer, TextLayer, WaterfallLayer
from generator.model.story import Links, Story
from generator.scenes.pages import load_page_template
from generator.story.plan import load_story
from generator.story.planned import StoryPlan
from generator.story.teller import Storyteller

BILL = """\
summary: Charts of a bill.
title: "Your bill"
needs:
  name: {type: text, sample: Ada}
  balance: {type: money, sample: 84.20 EUR}
  delta: {type: money, sample: -6.10 EUR, optional: true}
  month: {type: date, sample: 2026-04-01}
  months: {type: series, unit: kWh, sample: [{label: 2026-03-01, value: 241}, {label: 2026-04-01, value: 205}]}
  parts: {type: parts, sample: [{label: Energy, amount: 38.60 EUR}, {label: Grid, amount: 19.90 EUR}]}
duration: 4s
layers:
  - {id: ground, fill: paper}
  - {id: headline, text: "Hello {name},"}
  - {id: label, text: "{month:month}, all in", enter: true}
  - {id: amount, counter: balance}
  - id: moved
    pill: [{when: "delta < 0", text: "{delta:abs} less"}, {text: "{delta} more"}]
    tone: [{when: "delta < 0", text: fall}, {text: rise}]
  - {id: bars, bars: months}
  - {id: ring, donut: parts, at_most: 2}
  - {id: steps, waterfall: parts}
say: "Your balance is {balance}."
"""
OFFER = """\
summary: Alternatives.
title: "Ideas"
needs:
  ideas: {type: choices, sample: [{title: A}, {title: B}]}
duration: 3s
layers:
  - {id: cards, cards: ideas}
"""
STORY = """\
scenes:
  - {scene: bill, when: "segment != 'quiet'", facts: {name: first_name}}
  - {scene: offer, purpose: offers}
"""
PAGE = """\
summary: A page.
needs:
  first_name: {type: text, sample: Ada}
  balance: {type: money, sample: 84.20 EUR, optional: true}
copy: {title: "Your bill", pay: "Pay now"}
"""

ITALIAN = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Hello {name},"
msgstr "Salve {name},"

msgid "{month:month}, all in"
msgstr "{month:month}, tutto compreso"

msgid "Your bill"
msgstr "La tua bolletta"
"""

BRAND = Brand(
    name="test", title="Test", colors={"ink": "#000000"}, dark_colors={}, display_family="Inter", text_family="Inter",
    styles={}, tall_styles={}, radii_px={}, logo=Path("logo.svg"), icons={}, charts=("ink", "sun"),
    motion=MotionTempo(enter_s=0.5), root=Path(),
)  # fmt: skip

EURO = "EUR"
FACTS: Mapping[str, FactValue] = {
    "first_name": "Lucia",
    "balance": Money(Decimal("84.20"), EURO),
    "delta": Money(Decimal("-6.10"), EURO),
    "month": datetime.date(2026, 4, 1),
    "months": Series(
        (Point(datetime.date(2026, 3, 1), Decimal(241)), Point(datetime.date(2026, 4, 1), Decimal(205))), "kWh"
    ),
    "parts": Parts(
        (Part("A", Money(Decimal(10), EURO)), Part("B", Money(Decimal(-4), EURO)), Part("C", Money(Decimal(6), EURO)))
    ),
}
IDEAS = Choices((Choice("a", "Larch"), Choice("b", "Maple")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("scenes/bill/scene.yaml", BILL),
        ("scenes/offer/scene.yaml", OFFER),
        ("story.yaml", STORY),
        ("page/page.yaml", PAGE),
        ("locale/it.po", ITALIAN),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def plan_of(folder: Path, story: str = STORY) -> StoryPlan:
    (folder / "story.yaml").write_text(story, encoding="utf-8")
    return load_story(folder / "story.yaml", {name: folder / "scenes" / name for name in ("bill", "offer")})


def teller(folder: Path, story: str = STORY, copy: Mapping[str, str] | None = None) -> Storyteller:
    page = load_page_template(folder / "page", "page.yaml")
    return Storyteller(
        plan_of(folder, story),
        BRAND,
        page,
        None,
        Links({"pay": "https://pay.example"}),
        copy=copy or {},
        locale_dir=folder / "locale",
    )


def profile(
    facts: Mapping[str, FactValue], *, locale: str = "it_IT", segment: str = "everyone", **more: Fact
) -> SafeProfile:
    known = {name: Fact(value, ("invoice", "offers")) for name, value in facts.items()}
    return SafeProfile("p1", locale, segment, MappingProxyType({**known, **more}))


def test_layers_come_out_in_words_and_figures(folder: Path) -> None:
    story = teller(folder).tell(profile(FACTS), "token")
    layers = {layer.id: layer for layer in story.scenes[0].layers["16:9"]}
    headline, label, amount = layers["headline"], layers["label"], layers["amount"]
    assert isinstance(headline, TextLayer)
    assert headline.text == "Salve Lucia,"
    assert isinstance(label, TextLayer)
    assert label.text == "Aprile, tutto compreso"
    assert label.enter is not None
    assert label.enter.duration_s == 0.5
    assert isinstance(amount, CounterLayer)
    assert (amount.value, amount.text) == (Decimal("84.20"), "84,20\u202f€")
    pill, bars, ring, steps = layers["moved"], layers["bars"], layers["ring"], layers["steps"]
    assert isinstance(pill, PillLayer)
    assert (pill.tone, pill.text) == ("fall", "6,10\u202f€ less")
    assert isinstance(bars, BarsLayer)
    assert [(bar.label, bar.text, bar.highlight) for bar in bars.bars] == [("Mar", "241", False), ("Apr", "205", True)]
    assert isinstance(ring, DonutLayer)
    assert [round(piece.share, 3) for piece in ring.slices] == [0.833, 0.167]
    assert isinstance(steps, WaterfallLayer)
    assert [(step.kind, step.low, step.high) for step in steps.steps] == [
        ("from", Decimal(0), Decimal(10)), ("fall", Decimal(6), Decimal(10)), ("to", Decimal(0), Decimal(6)),
    ]  # fmt: skip
    assert story.scenes[0].caption == "Your balance is 84,20\u202f€."
    assert [layer.personal for layer in story.scenes[0].layers["16:9"]] == [False] + [True] * 7


def test_two_recipients_get_different_films(folder: Path) -> None:
    tell = teller(folder).tell
    with_offer = tell(profile(FACTS, ideas=Fact(IDEAS, ("offers",))), "t1")
    without = tell(profile(FACTS), "t2")
    quiet = tell(profile(FACTS, segment="quiet", ideas=Fact(IDEAS, ("offers",))), "t3")
    assert [scene.key for scene in with_offer.scenes] == ["bill", "offer"]
    assert [scene.key for scene in without.scenes] == ["bill"]
    assert [scene.key for scene in quiet.scenes] == ["offer"]
    cards = with_offer.scenes[1].layers["16:9"][0]
    assert isinstance(cards, CardsLayer)
    assert [card.title for card in cards.cards] == ["Larch", "Maple"]


def test_a_fact_serves_only_the_purposes_that_it_was_released_for(folder: Path) -> None:
    story = teller(folder).tell(profile(FACTS, ideas=Fact(IDEAS, ("invoice",))), "t")
    assert [scene.key for scene in story.scenes] == ["bill"]


def test_what_was_inferred_chooses_but_never_shows(folder: Path) -> None:
    inferred = Fact(Money(Decimal(5), EURO), ("invoice",), inferred=True)
    story = teller(folder).tell(profile({**FACTS, "balance": Money(Decimal(1), EURO)}, delta=inferred), "t")
    assert "moved" not in {layer.id for layer in story.scenes[0].layers["16:9"]}
    chosen = teller(folder, "scenes: [{scene: offer, purpose: offers, when: 'income > 3'}]").tell(
        profile(FACTS, ideas=Fact(IDEAS, ("offers",)), income=inferred), "t"
    )
    assert [scene.key for scene in chosen.scenes] == ["offer"]


def test_a_recipient_without_a_fact_gets_the_rest(folder: Path) -> None:
    facts = {name: value for name, value in FACTS.items() if name != "balance"}
    story = teller(folder).tell(profile(facts, ideas=Fact(IDEAS, ("offers",))), "t")
    assert [scene.key for scene in story.scenes] == ["offer"]
    assert story.microsite is not None
    assert "balance" not in story.microsite.facts


def test_a_page_without_what_it_needs_fails_by_name_only(folder: Path) -> None:
    facts = {name: value for name, value in FACTS.items() if name != "first_name"}
    with pytest.raises(RenderError) as caught:
        teller(folder).tell(profile(facts), "t")
    assert "first_name" in caught.value.cause


def test_names_are_never_translated(folder: Path) -> None:
    texts = "scenes: [{scene: bill, facts: {name: first_name}, texts: {headline: '{name}'}}]"
    for name in ("Your bill", "Other", "April"):  # all three are message ids
        story = teller(folder, texts).tell(profile({**FACTS, "first_name": name}, locale="it_IT"), "t")
        headline = next(layer for layer in story.scenes[0].layers["16:9"] if layer.id == "headline")
        assert isinstance(headline, TextLayer)
        assert headline.text == name


def test_stories_travel_to_other_processes(folder: Path) -> None:
    story = teller(folder, copy={"pay": "Settle it"}).tell(profile(FACTS), "t")
    again: Story = pickle.loads(pickle.dumps(story))
    assert again == story
    assert again.microsite is not None
    assert again.microsite.copy["pay"] == "Settle it"
    with pytest.raises(TypeError):
        again.microsite.copy["pay"] = "x"  # type: ignore[index]


@pytest.mark.parametrize(
    ("story", "place", "cause"),
    [
        ("scenes: [{scene: bil}]", "1:11", "no scene 'bil'"),
        ("scenes:\n  - {scene: offer}", "2:5", "does not say for which purpose"),
        ("scenes:\n  - {scene: bill, facts: {nme: x}}", "2:27", "no need 'nme'"),
        ("scenes:\n  - {scene: bill, texts: {head: x}}", "2:27", "no words called 'head'"),
        ("scenes:\n  - {scene: bill, texts: {headline: '{wat}'}}", "2:27", "name 'wat'"),
        ("scenes:\n  - {scene: bill}\n  - {scene: bill}", "3:5", "the key 'bill'"),
        ("scenes:\n  - {scene: bill, wen: x}", "2:19", "unknown key 'wen'"),
        ("scenes:\n  - {scene: bill", "2:17", "not valid YAML"),
    ],
)
def test_faults_of_a_story_are_told_where_they_stand(folder: Path, story: str, place: str, cause: str) -> None:
    with pytest.raises(StoryError) as caught:
        plan_of(folder, story)
    assert cause in caught.value.cause
    assert caught.value.place.split("story.yaml:")[1] == place
