"""Non-interference as a command: a campaign that keeps its promise passes, and each way to break it is caught."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from tinycampaign import CAMPAIGN, Done, Tiny, make, serendip

from generator.intake.record import CustomerRecord
from generator.model.facts import Table
from generator.pipeline import batch
from generator.pipeline.preparation import Preparation, Prepared
from generator.privacy.transforms.mask import Mask

WITH_ORDERS = CAMPAIGN.replace(
    "  id: customer_id\n",
    "  id: customer_id\n  children:\n"
    "    orders: {source: orders.csv, key: customer_id, order: margin, types: {margin: decimal}}\n",
).replace("  first_name: given_name\n", "  first_name: orders[0].label\n")
ORDERS = "customer_id,label,margin\nID-CANARY-1,Lamp,7.10\nID-CANARY-1,Rug,3.20\nID-CANARY-1,Cup,5.30\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    made = make(tmp_path)
    made.people(["Anna", "Boris"])
    return made


def look(tiny: Tiny, *more: str) -> Done:
    return serendip("verify", "--noninterference", str(tiny.root), "--sample", "1", *more)


def fields(done: Done) -> set[str]:
    return {each["field"] for each in done.summary["interferences"]}


def artifacts(done: Done) -> set[str]:
    return {each["artifact"] for each in done.summary["interferences"]}


def policy(tiny: Tiny, old: str, new: str) -> None:
    path = tiny.root / "policy.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_filter_that_holds_passes(tiny: Tiny) -> None:
    done = look(tiny, "--json")
    assert done.code == 0, done.out
    assert (done.summary["told"], done.summary["rendered"], done.summary["varied"]) == (2, 1, ["diary"])
    assert "no denied value changes anything" in look(tiny).out


def spoil(monkeypatch: pytest.MonkeyPatch, fault: Callable[[Prepared, CustomerRecord], Prepared]) -> None:
    prepare = Preparation.prepare

    def spoilt(self: Preparation, record: CustomerRecord, token: str) -> Any:
        prepared = prepare(self, record, token)
        return fault(prepared, record) if isinstance(prepared, Prepared) else prepared

    monkeypatch.setattr(Preparation, "prepare", spoilt)


def longer_caption(prepared: Prepared, record: CustomerRecord) -> Prepared:
    dots = "." * len(str(record.values["diary"] or ""))
    scenes = tuple(replace(scene, caption=scene.caption + dots) for scene in prepared.story.scenes)
    return replace(prepared, story=replace(prepared.story, scenes=scenes))


def telling_receipt(prepared: Prepared, record: CustomerRecord) -> Prepared:
    return replace(prepared, receipt={**prepared.receipt, "has_diary": record.values["diary"] is not None})


@pytest.mark.parametrize(("fault", "artifact"), [(longer_caption, "the film"), (telling_receipt, "the receipt")])
def test_a_length_or_a_presence_that_is_told_is_caught(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, fault: Any, artifact: str
) -> None:
    spoil(monkeypatch, fault)
    done = look(tiny, "--json")
    assert (done.code, fields(done), artifacts(done)) == (1, {"diary"}, {artifact})
    assert "CANARY" not in done.out + done.err


def test_a_mask_as_long_as_what_it_hides_is_caught(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    policy(tiny, "action: keep,", "action: mask, to: all,")
    assert look(tiny, "--json").code == 0
    monkeypatch.setattr(Mask, "apply", lambda self, value, context: "•" * len(str(value)))
    done = look(tiny, "--json")
    assert (done.code, fields(done)) == (1, {"given_name"})


def test_rows_in_the_order_of_what_is_dropped_are_caught(tiny: Tiny) -> None:
    (tiny.root / "campaign.yaml").write_text(WITH_ORDERS, encoding="utf-8")
    (tiny.root / "orders.csv").write_text(ORDERS, encoding="utf-8")
    tiny.people(["Anna"])
    policy(tiny, "fields:\n", "fields:\n  orders.label: {category: user.content.public, purposes: [invoice]}\n")
    assert look(tiny, "--json").code == 0
    policy(tiny, "fields:\n", "fields:\n  orders.margin: {category: user.financial, action: drop}\n")
    done = look(tiny, "--json")
    assert (done.code, fields(done)) == (1, {"orders.margin"})


def plain_cache_key(run: Any, turn: Any) -> None:
    name = hashlib.sha256(str(turn.record.values["diary"]).encode()).hexdigest()
    (run._publisher.layout.cache / name).write_bytes(b"")


def talkative_log(run: Any, turn: Any) -> None:
    print("rendering", len(str(turn.record.values["diary"])))


def left_file(run: Any, turn: Any) -> None:
    (run._publisher.layout.private / "left.tmp").write_text(str(turn.record.values["diary"]), encoding="utf-8")


@pytest.mark.parametrize(
    ("fault", "artifact"),
    [(plain_cache_key, "private/cache/"), (talkative_log, "what is said"), (left_file, "private/left.tmp")],
)
def test_what_only_a_render_leaves_is_caught(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, fault: Any, artifact: str
) -> None:
    give = batch._Run._give

    def spoilt(self: Any, turn: Any) -> None:
        fault(self, turn)
        give(self, turn)

    monkeypatch.setattr(batch._Run, "_give", spoilt)
    done = look(tiny, "--json")
    assert (done.code, fields(done)) == (1, {"diary"}), done.out
    assert all(each.startswith(artifact) for each in artifacts(done)), done.out


def test_what_differs_by_itself_is_not_blamed_on_a_field(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    give = batch._Run._give
    runs: list[int] = []

    def unstable(self: Any, turn: Any) -> None:
        runs.append(1)
        (self._publisher.layout.private / "count.tmp").write_text(str(len(runs)), encoding="utf-8")
        give(self, turn)

    monkeypatch.setattr(batch._Run, "_give", unstable)
    done = look(tiny, "--json")
    assert (done.code, done.summary["unstable"], fields(done)) == (1, ["private/count.tmp"], set())


def test_a_broken_campaign_is_wrong(tiny: Tiny) -> None:
    policy(tiny, "action: drop", "action: dorp")
    assert look(tiny).code == 2


def test_suggestions_that_give_a_purchase_away_are_caught(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.campaign import load_campaign
    from generator.pipeline.interference import experiment, try_out
    from generator.privacy.products import Catalogue

    monkeypatch.setattr(experiment, "TOLD", 4)
    campaign = load_campaign(checkout / "examples" / "energy")
    assert try_out(campaign, 0).derived == []
    # Every product leads to one other, and no two to the same: whoever sees a suggestion knows what was bought.
    plain = [product.id for product in campaign.products.products.values() if not product.sensitive]
    chain = {name: frozenset({after}) for name, after in zip(plain, [*plain[1:], plain[0]], strict=True)}
    leads_to = {name: chain.get(name, frozenset()) for name in campaign.products.products}
    found = try_out(replace(campaign, products=Catalogue(campaign.products.products, leads_to)), 0)
    assert found.derived
    assert all("tells of a purchase" in how for _, how in found.derived)
    assert not found.interferences


@pytest.mark.parametrize("example", ["energy", "chinook"])
@pytest.mark.parametrize(("hidden", "how"), [("street", "length"), ("email", "presence"), ("phone", "order")])
def test_interference_planted_in_an_example_is_found(
    checkout: Path, chinook_db: Path, example: str, hidden: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is as long as a street, has a line more for an address, or has its lines in another order."""
    from generator.campaign import load_campaign
    from generator.pipeline.interference import experiment, try_out

    assert chinook_db.is_file()
    monkeypatch.setattr(experiment, "TOLD", 2)
    monkeypatch.setattr(experiment, "_PROBED", 0)

    def spoilt(prepared: Prepared, record: CustomerRecord) -> Prepared:
        page = prepared.story.microsite
        assert page is not None
        value = record.values[hidden]
        lines = page.facts["lines"]
        assert isinstance(lines, Table)
        if how == "length":
            page = replace(page, copy={**page.copy, "padding": " " * len(str(value))})
        elif how == "presence":
            page = replace(page, copy={**page.copy, "line": "" if value is None else "write to us"})
        else:
            rows = sorted(lines.rows, key=lambda row: hashlib.md5(f"{value}{row}".encode()).digest())
            page = replace(page, facts={**page.facts, "lines": replace(lines, rows=tuple(rows))})
        return replace(prepared, story=replace(prepared.story, microsite=page))

    spoil(monkeypatch, spoilt)
    found = try_out(load_campaign(checkout / "examples" / example), 0)
    assert {(each.field, each.artifact) for each in found.interferences} == {(hidden, "the page")}


@pytest.mark.parametrize("example", ["energy", "chinook"])
def test_the_examples_keep_their_promise(
    checkout: Path, chinook_db: Path, example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chinook_db.is_file()
    monkeypatch.setattr("generator.pipeline.interference.experiment.TOLD", 12)
    done = serendip("verify", "--noninterference", str(checkout / "examples" / example), "--sample", "1", "--json")
    assert done.code == 0, json.dumps(done.summary, indent=1)
    assert done.summary["rendered"] == 1
    assert "street" in done.summary["varied"]
