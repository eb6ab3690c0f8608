"""Taps, questions and branches as they are written, as they are told, and what is wrong with them, at its line."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from generator.errors import InputError
from generator.model.facts import Fact, FactValue, Money, Part, Parts, Point, SafeProfile, Series
from generator.model.interactions import Action, Area, Interactions, Jump, Mark, Reel, mark_id
from generator.model.layers import Tap, TapItem
from generator.model.outcome import Film
from generator.model.story import Links, Story
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.pages import load_page_template
from generator.story.lint import lint_story
from generator.story.plan import load_story
from generator.story.planned import StoryPlan
from generator.story.taps import item_names
from generator.story.teller import Storyteller
from generator.story.touching import interactions_of
from generator.story.ways import check_tap_links, unreached

SCENE = """\
summary: What can be touched.
title: "Bill"
needs:
  name: {type: text, sample: Ada, optional: true}
  months: {type: series, unit: kWh, sample: [{label: 2026-03-01, value: 241}, {label: 2026-04-01, value: 205}]}
  parts: {type: parts, sample: [{label: Energy, amount: 38.60 EUR}, {label: Grid, amount: 19.90 EUR}]}
duration: 4s
layers:
  - {id: ground, fill: paper}
  - {id: headline, text: "Your bill", tap: {play: why, label: "Why, {name}?", from: 1s, to: 3s}}
  - {id: bars, bars: months, tap: {open: history, each: true}}
  - {id: key, legend: parts, at_most: 2, tap: {open: "lines/kind-{item}", each: true, label: "See {item}"}}
  - {id: rows, list: parts, tap: {open: reasons, each: true}}
  - {id: mark, fill: ink, tap: {seek: second, label: "To the end"}}
  - {id: go, button: "Pay now", link: pay}
  - {id: nowhere, button: "Press me", link: missing}
ask:
  - {id: clear, kind: rating, text: "Clear, {name}?", low: No, high: Yes, scale: [0, 10]}
  - {id: how, kind: choice, at: 2s, text: "How?", options: [By mail, "By post, {name}"], optional: false}
"""
STORY = """\
scenes:
  - scene: bill
  - {scene: bill, id: second, taps: {headline: false, key: {link: pay, label: Pay}}, ask: []}
branches:
  why: {title: Why, scenes: [{scene: bill, id: reasons, purpose: offers}], then: more}
  more: {title: More, scenes: [{scene: bill, id: again}], when: "name is defined"}
plays: {history: [more, second], reasons: why}
"""
PAGE = 'summary: A page.\nneeds:\n  name: {type: text, sample: Ada, optional: true}\ncopy: {title: "Your bill"}\n'
EURO = "EUR"
FACTS: Mapping[str, FactValue] = {
    "name": "Lucia",
    "months": Series(
        (Point(datetime.date(2026, 3, 1), Decimal(241)), Point(datetime.date(2026, 4, 1), Decimal(205))), "kWh"
    ),
    "parts": Parts(
        tuple(Part(name, Money(Decimal(amount), EURO)) for name, amount in (("A", 10), ("B", 4), ("C", 6), ("D", 1)))
    ),
}


def plan_of(folder: Path, scene: str = SCENE, story: str = STORY) -> StoryPlan:
    (folder / "bill").mkdir(exist_ok=True)
    (folder / "bill" / "scene.yaml").write_text(scene, encoding="utf-8")
    (folder / "story.yaml").write_text(story, encoding="utf-8")
    return load_story(folder / "story.yaml", {"bill": folder / "bill"})


def told(folder: Path, facts: Mapping[str, FactValue] = FACTS, **more: Fact) -> Story:
    (folder / "page").mkdir(exist_ok=True)
    (folder / "page" / "page.yaml").write_text(PAGE, encoding="utf-8")
    page = load_page_template(folder / "page", "page.yaml")
    brand = load_brand("solena", templates_dir())
    teller = Storyteller(plan_of(folder), brand, page, None, Links({"pay": "https://pay.example/{token}"}))
    known = {name: Fact(value, ("invoice", "offers")) for name, value in facts.items()}
    return teller.tell(SafeProfile("p", "en_IE", "all", MappingProxyType({**known, **more})), "token")


def film_of(story: Story) -> Film:
    """As the studio would make it, everything being drawn in one corner."""
    reels = []
    for key, part in story.films:
        marks, scenes, at = [], [], 0.0
        for scene in part.scenes:
            scenes.append((scene.key, at, at + scene.duration_s))
            for layer in scene.layers["16:9"]:
                for item in layer.tap.items or (None,) if layer.tap else ():
                    name = mark_id(scene.key, layer.id, item.item if item else "")
                    marks.append(Mark(name, Area(0, 0, 10, 10), at + 1, at + 3))
            at += scene.duration_s
        reels.append(Reel(key, f"branch-{key}.mp4", f"branch-{key}.vtt", at, (), tuple(scenes), tuple(marks)))
    return Film(640, 360, reels[0].duration_s, ("video.mp4",), (), tuple(reels))


def touched(folder: Path, facts: Mapping[str, FactValue] = FACTS) -> Interactions:
    story = told(folder, facts)
    return interactions_of(story, film_of(story))


def test_a_tap_is_told_in_words(tmp_path: Path) -> None:
    layers = {layer.id: layer.tap for layer in told(tmp_path).scenes[0].layers["16:9"]}
    assert layers["ground"] is None
    assert layers["headline"] == Tap("play", "why", "Why, Lucia?", from_s=1.0, to_s=3.0)
    assert layers["bars"] == Tap(
        "open",
        "history",
        items=(
            TapItem("2026-03", "history/2026-03", "Mar: 241\u202fkWh"),
            TapItem("2026-04", "history/2026-04", "Apr: 205\u202fkWh"),
        ),
    )
    assert layers["key"] is not None
    assert layers["key"].items == (TapItem("1", "lines/kind-1", "See A"), None)  # the rest of it is several
    assert layers["rows"] is not None
    assert [item and item.target for item in layers["rows"].items] == [f"reasons/{number}" for number in range(1, 5)]
    assert layers["go"] == Tap("link", "pay", "Pay now")


def test_a_tap_makes_no_picture_personal_and_is_never_another_recipients(tmp_path: Path) -> None:
    first, second = told(tmp_path), told(tmp_path, {**FACTS, "name": "Ada"})
    labels = []
    for story in (first, second):
        headline = next(layer for layer in story.scenes[0].layers["16:9"] if layer.id == "headline")
        assert headline.personal is False
        assert headline.tap is not None
        labels.append(headline.tap.label)
    assert labels == ["Why, Lucia?", "Why, Ada?"]


def test_a_story_says_otherwise(tmp_path: Path) -> None:
    second = told(tmp_path).scenes[1]
    layers = {layer.id: layer.tap for layer in second.layers["16:9"]}
    assert layers["headline"] is None
    assert layers["key"] == Tap("link", "pay", "Pay")
    assert second.asks == ()


def test_questions_are_told_in_words(tmp_path: Path) -> None:
    rating, choice = told(tmp_path).scenes[0].asks
    assert (rating.text, rating.at_s, rating.least, rating.most, rating.optional) == ("Clear, Lucia?", 4.0, 0, 10, True)
    assert (rating.least_text, rating.most_text, rating.thanks) == ("No", "Yes", "Thank you.")
    assert [(option.value, option.text) for option in choice.options] == [("1", "By mail"), ("2", "By post, Lucia")]
    assert (choice.at_s, choice.optional, choice.form) == (2.0, False, "film")


def test_the_page_gets_what_can_be_touched(tmp_path: Path) -> None:
    found = touched(tmp_path)
    spots = {spot.id: spot for spot in found.hotspots}
    assert spots["bill.bars.2026-03"].action == Action("open", "history/2026-03")
    assert spots["bill.bars.2026-03"].label == "Mar: 241\u202fkWh"
    assert spots["bill.mark"].action == Action("seek", "second", at_s=4.0)
    # A link is the recipient's own, and a button that leads nowhere can't be pressed.
    assert spots["bill.go"].action == Action("link", "pay", href="https://pay.example/token")
    assert spots["bill.go"].kind == "button"
    assert "bill.nowhere" not in spots
    assert "bill.key.2" not in spots
    assert [question.id for question in found.questions] == ["clear", "how"]
    assert [(branch.key, branch.file, branch.then) for branch in found.branches] == [
        ("why", "branch-why.mp4", "more"), ("more", "branch-more.mp4", "return"),
    ]  # fmt: skip
    assert found.jumps == (Jump("history", "More", branch="more"), Jump("reasons", "Why", branch="why"))


def test_what_a_recipient_lacks_is_left_out_with_all_that_leads_there(tmp_path: Path) -> None:
    # Without a name there is no branch "more", so that "why" leads back.
    found = touched(tmp_path, {name: value for name, value in FACTS.items() if name != "name"})
    assert [(branch.key, branch.then) for branch in found.branches] == [("why", "return")]
    # The label whose fact is missing falls back on the words that are touched.
    assert next(spot for spot in found.hotspots if spot.id == "bill.headline").label == "Your bill"


def test_a_purpose_holds_for_a_branch(tmp_path: Path) -> None:
    months = Fact(FACTS["months"], ("invoice",))
    story = told(tmp_path, FACTS, months=months)
    assert [branch.key for branch in story.branches] == ["more"]
    found = interactions_of(story, film_of(story))
    assert "bill.headline" not in {spot.id for spot in found.hotspots}
    assert [jump.place for jump in found.jumps] == ["history"]


def test_a_place_plays_the_first_that_is_there(tmp_path: Path) -> None:
    found = touched(tmp_path, {name: value for name, value in FACTS.items() if name != "name"})
    assert found.jumps[0] == Jump("history", "Bill", scene="second", at_s=4.0)


def test_a_place_that_a_page_of_blocks_does_not_have_is_left_out(tmp_path: Path) -> None:
    story = told(tmp_path)
    template = load_page_template(templates_dir() / "microsites" / "bill", "page.yaml")
    assert story.microsite is not None
    lines = {"months": FACTS["months"]}
    page = type(story.microsite)(template, lines, {})
    kept = {
        spot.action.target.split("/")[0]
        for spot in interactions_of(_with(story, page), film_of(story)).hotspots
        if spot.action.do == "open"
    }
    assert "history" in kept


def _with(story: Story, page: object) -> Story:
    return replace(story, microsite=page)  # type: ignore[arg-type]


def test_the_words_of_taps_questions_and_branches_are_linted(tmp_path: Path) -> None:
    for old, new in (
        ("To the end", "Because you searched for it"),
        ("How?", "Did you like what you searched for last week?"),
    ):
        (tmp_path / "bill").mkdir(exist_ok=True)
        story = told(tmp_path)
        assert lint_story(story) == ()
        changed = SCENE.replace(old, new)
        plan = plan_of(tmp_path, changed)
        teller = Storyteller(plan, story.brand, None, None, Links({}))
        known = MappingProxyType({name: Fact(value, ("invoice", "offers")) for name, value in FACTS.items()})
        found = lint_story(teller.tell(SafeProfile("p", "en_IE", "all", known), "t"))
        assert {finding.place for finding in found} >= {"scene bill"}


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ([datetime.date(2026, 3, 1), datetime.date(2026, 4, 1)], ("2026-03", "2026-04")),
        ([datetime.date(2026, 3, 1), datetime.date(2026, 3, 9)], ("2026-03-01", "2026-03-09")),
        ([datetime.date(2026, 3, 1), datetime.date(2026, 3, 1)], ("1", "2")),
        (["Ada's flat", datetime.date(2026, 3, 1)], ("1", "2")),
        ([], ()),
    ],
)
def test_an_item_is_never_named_by_a_text(labels: list[str | datetime.date], names: tuple[str, ...]) -> None:
    assert item_names(labels) == names


@pytest.mark.parametrize(
    ("old", "new", "place", "cause"),
    [
        ("{play: why, label", "{play: why, open: history, label", "scene.yaml:10:39", "a tap does one thing"),
        ("{open: history, each", "{open: History, each", "scene.yaml:11:36", "should match pattern"),
        ("{open: history, each: true}", "{open: 'history/{item}'}", "scene.yaml:11:30", "stands for each"),
        ("{seek: second, label", "{seek: second, each: true, label", "scene.yaml:14:27", "no items to touch"),
        ('{seek: second, label: "To the end"}', "{seek: second}", "scene.yaml:14:27", "nobody can hear"),
        ("See {item}", "See {kind}", "scene.yaml:12:42", "names 'kind'"),
        ("from: 1s, to: 3s", "from: 3s, to: 1s", "scene.yaml:10:39", "ends before it begins"),
        ("from: 1s, to: 3s", "from: 9s", "scene.yaml:10:39", "when the scene is over"),
        ("options: [By mail, \"By post, {name}\"]", "options: [By mail]", "scene.yaml:19:5", "two options or more"),
        ("scale: [0, 10]", "scale: 12", "scene.yaml:18:5", "a scale has 2 to 11"),
        ("id: how", "id: clear", "scene.yaml:19:6", "two questions are called 'clear'"),
        ("How?", "How {much}?", "scene.yaml:19:5", "names 'much'"),
        ("at: 2s", "at: 5s", "scene.yaml:19:29", "when the scene is over"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_scene_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, place: str, cause: str
) -> None:
    assert old in SCENE
    with pytest.raises(InputError) as caught:
        plan_of(tmp_path, SCENE.replace(old, new))
    assert cause in caught.value.cause
    assert caught.value.place.endswith(place), caught.value.place
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "place", "cause"),
    [
        ("then: more}", "then: later}", "story.yaml:5:76", "there is no branch 'later'"),
        ("name is defined\"", "name is defined\", then: why", "story.yaml:5:76", "no way back: why → more → why"),
        ("reasons: why}", "reasons: who}", "story.yaml:7:34", "no branch or scene 'who'"),
        ("  why: {title", "  because: {title", "scene.yaml:10:39", "the branch 'why', which the story does not have"),
        ("id: second", "id: third", "scene.yaml:14:27", "the scene 'second', which the story does not have"),
        ("id: reasons", "id: second", "story.yaml:5:30", "two scenes have the key 'second'"),
        ("id: again", "id: reasons", "story.yaml:6:32", "two scenes have the key 'reasons'"),
        ("  more: {", "  bill: {", "story.yaml:6:3", "a branch and a scene of the film are both called 'bill'"),
        ("  more: {", "  return: {", "story.yaml:6:3", "can't be called 'return'"),
        ("headline: false", "headlin: false", "story.yaml:3:38", "has no layer 'headlin'"),
        ("{link: pay, label: Pay}", "{play: no, label: Pay}", "story.yaml:3:55", "the branch 'no'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_story_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, place: str, cause: str
) -> None:
    assert old in STORY
    changed = STORY.replace(old, new)
    if "third" in new:
        changed = changed.replace("[more, second]", "more")
    if "return:" in new or "because" in new:
        changed = changed.replace("then: more", "then: return").replace("reasons: why", "reasons: second")
        changed = changed.replace("[more, second]", "second")
    with pytest.raises(InputError) as caught:
        plan_of(tmp_path, SCENE, changed)
    assert cause in caught.value.cause
    assert caught.value.place.endswith(place), caught.value.place
    assert caught.value.remedy


def test_a_place_that_plays_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no branch or scene 'nobody'"):
        plan_of(tmp_path, SCENE, STORY.replace("[more, ", "[more, nobody, "))


def test_a_link_that_the_campaign_lacks_is_told(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    check_tap_links(plan, {"pay"})
    with pytest.raises(InputError, match="follows 'pay'") as caught:
        check_tap_links(plan, set())
    assert caught.value.place.endswith("story.yaml:3:55")


def test_a_branch_that_nothing_leads_to_is_found(tmp_path: Path) -> None:
    assert list(unreached(plan_of(tmp_path))) == []
    story = STORY.replace("then: more", "then: return").replace("[more, second]", "second")
    assert list(unreached(plan_of(tmp_path, SCENE, story))) == ["more"]
