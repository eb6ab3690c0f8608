"""What a person bought, looked for in texts: whole words, in any form, and not what stands in everybody's record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.intake.record import CustomerRecord
from generator.privacy import Histories, OwnHistory, load_products

FIELDS = """
name: {category: user.name, purposes: [invoice, offers]}
purchases: {category: user.behavior.purchase_history, action: drop}
searched: {category: user.behavior.search_history, action: drop}
invoices: {category: user.financial.transaction, purposes: [invoice]}
invoices.line: {}
ideas: {category: user.interest, action: derive, derive: related_products, from: purchases.product, purposes: [offers]}
"""
PRODUCTS = """
products:
  - {id: lamp-7, title: Reading lamp}
  - {id: pop, title: Pop}
  - {id: chair, title: Chair, popular: true}
"""
WORDS = {"Reading lamp": "Leselampe"}


@pytest.fixture
def own(make_policy: Callable[[str], Any], tmp_path: Path) -> Callable[[Mapping[str, Any]], OwnHistory]:
    (tmp_path / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    histories = Histories(make_policy(FIELDS), load_products(tmp_path / "products.yaml"))

    def of(values: Mapping[str, Any]) -> OwnHistory:
        return histories.of(CustomerRecord("1", values, (), "row 1"), lambda title: WORDS.get(title, title))

    return of


BOUGHT = {"purchases": [{"product": "lamp-7"}, {"product": "pop"}]}


@pytest.mark.parametrize(
    ("values", "text", "named"),
    [
        (BOUGHT, "A bulb for your reading lamp.", True),
        (BOUGHT, "A bulb for READING LAMPS!", True),
        (BOUGHT, "Eine Birne für die Leselampe", True),
        (BOUGHT, "Eine Birne für alle Leselampen", True),
        (BOUGHT, "Lamp-7, again", True),
        (BOUGHT, "Reading by the lamp", False),
        (BOUGHT, "Reading lampshades", False),
        (BOUGHT, "More Pop for the shelf", True),
        (BOUGHT, "Make it pop.", False),
        (BOUGHT, "A chair for two", False),
        ({"searched": "winter coats; red boots"}, "Red boots, half price", True),
        ({"searched": "winter coats; red boots"}, "Boots, half price", False),
        ({"invoices": [{"line": "Blue Hour · Ada Quill"}]}, "Hear Ada Quill again", True),
        ({"invoices": [{"line": "Energy"}]}, "Energy for the summer", False),
        ({"invoices": [{"line": "Fixed charge"}]}, "No fixed charge at all", True),
        ({"invoices": [{"unlisted": "Garden hose"}]}, "A garden hose for you", True),
        ({"name": "Reading Lamp"}, "A reading lamp", False),
        ({"purchases": [{"product": "折りたたみ椅子"}]}, "新しい折りたたみ椅子です", True),
        ({"purchases": [{"product": "x" * 1000}]}, "x" * 1000, False),
    ],
)
def test_whether_a_text_names_it(own, values: Mapping[str, Any], text: str, named: bool) -> None:
    assert own(values).named_in(text) is named


def test_what_suggestions_come_from_is_history_listed_or_not(make_policy: Callable[[str], Any], tmp_path: Path) -> None:
    (tmp_path / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    unlisted = "\n".join(line for line in FIELDS.strip().splitlines() if not line.startswith("purchases"))
    histories = Histories(make_policy(unlisted), load_products(tmp_path / "products.yaml"))
    history = histories.of(CustomerRecord("1", BOUGHT, (), "row 1"), str)
    assert history.named_in("A bulb for your reading lamp.")


def test_a_long_text_is_looked_through_too(own) -> None:
    assert own(BOUGHT).named_in("nothing here. " * 5000 + "A reading lamp. " + "nothing here. " * 5000)
    assert not own(BOUGHT).named_in("nothing here. " * 9000)


def test_a_title_may_hold_a_name_and_be_another_thing(own) -> None:
    history = own(BOUGHT)
    assert history.is_named("Pop")
    assert not history.is_named("Pop And Chant")
    assert history.ids == {"lamp-7", "pop"}


def test_no_value_shows_in_the_representation(own) -> None:
    assert "lamp" not in repr(own(BOUGHT)).lower()
