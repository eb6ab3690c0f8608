"""The tables of measured results in docs/, made by the program: `make tables`.

Every module beside this one whose name ends in `_table` measures one thing: `PAGE` and `NAME` say where its table
stands, between `<!-- table NAME -->` and `<!-- end of table NAME -->`, and `table()` makes it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent


def measures() -> Iterator[ModuleType]:
    """Every table's module, by name."""
    for path in sorted(HERE.glob("*_table.py")):
        yield importlib.import_module(path.stem)


def with_table(page: str, name: str, table: str) -> str:
    """A page in, the same with this table in its place out; ValueError when there is no place for it."""
    begin, end = f"<!-- table {name} -->\n", f"<!-- end of table {name} -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"the page has no place for the table '{name}'")
    return f"{before}{begin}\n{table.strip()}\n\n{end}{after}"


def main() -> None:
    """Every table, measured and written into its page."""
    for module in measures():
        page = DOCS / module.PAGE
        page.write_text(with_table(page.read_text(encoding="utf-8"), module.NAME, module.table()), encoding="utf-8")
        print(f"docs/{module.PAGE}: {module.NAME}")


if __name__ == "__main__":
    main()
