"""What a batch teaches is the same whatever part of it is rendered, and comes of those alone who may be told."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from tinycampaign import CAMPAIGN, POLICY, SCENE, Tiny, make, serendip

from generator.campaign import load_campaign
from generator.intake.record import BadRow, CustomerRecord
from generator.model.facts import Choices
from generator.model.outcome import Skipped
from generator.pipeline.preparation import Preparation

PRODUCTS = "products:\n" + "".join(
    f"  - {{id: {name}, title: Shelf {name.upper()}{', popular: true' if name in 'pq' else ''}}}\n"
    for name in "abcdefpq"
)
FIELDS = """\
  tier:
    {category: user.contract, action: derive, derive: loyalty_tier, from: points, tiers: {bronze: 0, gold: 500},
     purposes: [invoice]}
  ideas:
    {category: user.preference, action: derive, derive: related_products, from: owned, learn: true, purposes: [invoice]}
"""
# (points, what they have): a, b and c go together, and two have gold; the rest have none of it.
PEOPLE = [
    *[(900, "a;c"), (800, "a;b"), (100, "b;c"), (90, "a;c"), (80, "b;c"), (70, "a;b")],
    *[(60, "d"), (50, "e"), (40, "f"), (30, "d"), (20, "e"), (10, "f")],
]


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    made = make(tmp_path)
    (made.root / "policy.yaml").write_text(POLICY + FIELDS, encoding="utf-8")
    (made.root / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    facts = "products: products.yaml\nfacts:\n  first_name: tier\n  ideas: ideas\n"
    (made.root / "campaign.yaml").write_text(
        CAMPAIGN.replace("facts:\n  first_name: given_name\n", facts), encoding="utf-8"
    )
    needs = "needs:\n  ideas: {type: choices, sample: [{id: a, title: A}, {id: b, title: B}], optional: true}\n"
    made.scene(SCENE.replace("needs:\n", needs))
    (made.root / "story.yaml").write_text("scenes:\n  - {scene: hello, purpose: invoice}\n", encoding="utf-8")
    write(made, PEOPLE)
    return made


def write(tiny: Tiny, people: Sequence[tuple[object, str]]) -> None:
    with (tiny.root / "customers.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["customer_id", "given_name", "points", "owned", "diary"])
        writer.writerows([f"ID-CANARY-{at}", "Anna", points, owned, ""] for at, (points, owned) in enumerate(people, 1))
    path = tiny.root / "campaign.yaml"
    text = path.read_text(encoding="utf-8")
    if "types:" not in text:
        path.write_text(text.replace("  id: customer_id\n", "  id: customer_id\n  types: {points: integer}\n"))


def told(tiny: Tiny, *only: int) -> dict[int, tuple[str | None, set[str]]]:
    """Row → (tier, suggestions) of those who get something."""
    found = {}
    with Preparation(load_campaign(tiny.root)) as preparation:
        assert preparation.errors() == []
        for row, item in enumerate(preparation.rows(), 1):
            if only and row not in only:
                continue
            assert isinstance(item, CustomerRecord | BadRow)
            admitted = preparation.admit(item) if isinstance(item, CustomerRecord) else Skipped("", "")
            if isinstance(admitted, Skipped):
                continue
            facts = preparation.release(admitted).facts
            ideas = facts["ideas"].value if "ideas" in facts else Choices(())
            assert isinstance(ideas, Choices)
            tier = facts["first_name"].value if "first_name" in facts else None
            assert tier is None or isinstance(tier, str)
            found[row] = tier, {one.id for one in ideas.items}
    return found


def test_who_shares_what_is_learned_from_all_rows(tiny: Tiny) -> None:
    everybody = told(tiny)
    assert [tier for tier, _ in everybody.values()] == ["gold", "gold", *["bronze"] * 10]
    assert everybody[1][1] == {"b", "p", "q"}
    assert everybody[7][1] == {"p", "q"}
    assert told(tiny, 2) == {2: everybody[2]}


def test_a_tier_that_too_few_share_is_told_as_the_next(tiny: Tiny) -> None:
    write(tiny, [PEOPLE[0], *PEOPLE[2:]])
    assert {tier for tier, _ in told(tiny).values()} == {"bronze"}


def test_who_may_not_be_told_teaches_nothing(tiny: Tiny) -> None:
    """One gold of the two is suppressed, and one of the pairs that taught."""
    (tiny.root / "suppression.txt").write_text("ID-CANARY-2\n", encoding="utf-8")
    found = told(tiny)
    assert 2 not in found
    assert {tier for tier, _ in found.values()} == {"bronze"}


def test_a_customer_who_stands_there_twice_counts_once(tiny: Tiny) -> None:
    write(tiny, [*PEOPLE[:1], *PEOPLE[2:]])
    text = (tiny.root / "customers.csv").read_text(encoding="utf-8")
    (tiny.root / "customers.csv").write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    assert {tier for tier, _ in told(tiny).values()} == {"bronze"}


def test_a_suggestion_that_one_history_alone_leads_to_is_told(tiny: Tiny) -> None:
    """Two products lead to f by rule, as the catalogue must have it; but only one person has either."""
    path = tiny.root / "products.yaml"
    text = path.read_text(encoding="utf-8")
    for name in "de":
        text = text.replace(f"id: {name}, ", f"id: {name}, related: [f], ")
    path.write_text(text, encoding="utf-8")
    write(tiny, [*PEOPLE[:6], (5, "d"), (5, "f"), (5, "f")])
    found = serendip("check", str(tiny.root))
    assert "of this batch fewer than 2 could be suggested f by 'ideas'" in found.err
    assert "policy.yaml:10:3" in found.err
    write(tiny, [*PEOPLE[:6], (5, "d"), (5, "e"), (5, "f")])
    assert "fewer than" not in serendip("check", str(tiny.root)).err


def test_every_command_learns_the_same(tiny: Tiny) -> None:
    assert serendip("check", str(tiny.root)).code == 0
    planned = serendip("render", str(tiny.root), "--out", str(tiny.out), "--plan", "--json")
    assert planned.code == 0, planned.err
    assert tiny.render("--only", "ID-CANARY-1").code == 0
    one = (tiny.folder(1) / "captions.vtt").read_text(encoding="utf-8")
    assert "Hello gold." in one
    assert tiny.render("--json").summary["reused"] == 1
    again = tiny.render_apart("--json")
    assert again.code == 0, again.err
    assert again.summary["reused"] == 12
    explained = serendip("policy", "explain", str(tiny.root), "--only", "ID-CANARY-1")
    assert "derive: loyalty_tier" in explained.out


def test_without_such_a_field_the_source_is_read_once(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    (tiny.root / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tiny.root / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    tiny.scene(SCENE)
    with Preparation(load_campaign(tiny.root)) as preparation:
        passes: list[int] = []
        really = preparation._source.rows
        monkeypatch.setattr(preparation._source, "rows", lambda: (passes.append(1), really())[1])
        assert len(list(preparation.rows())) == 12
        assert passes == [1]
