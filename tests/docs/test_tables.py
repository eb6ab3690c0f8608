"""The tables of docs/ are those that the code gives today."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from make_tables import measures, with_table


@pytest.mark.parametrize("module", list(measures()), ids=lambda module: module.NAME)
def test_a_table_is_that_of_the_code(checkout: Path, module: ModuleType) -> None:
    # Renew with: make tables
    page = (checkout / "docs" / module.PAGE).read_text(encoding="utf-8")
    assert with_table(page, module.NAME, module.table()) == page


def test_a_table_needs_a_place() -> None:
    with pytest.raises(ValueError, match="no place for the table 'recall'"):
        with_table("# A page\n", "recall", "| a |")


def test_a_table_replaces_the_one_before() -> None:
    page = "Above\n<!-- table a -->\nold\n<!-- end of table a -->\nBelow\n"
    made = with_table(page, "a", "| new |")
    assert made == "Above\n<!-- table a -->\n\n| new |\n\n<!-- end of table a -->\nBelow\n"
    assert with_table(made, "a", "| new |") == made
