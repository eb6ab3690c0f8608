"""Both example campaigns, each rendered once a run however many modules and workers of pytest read it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rendered_output import Example, Output, copy_of, is_unchanged, render, render_once


@pytest.fixture(scope="session")
def rendered_example(
    tmp_path_factory: pytest.TempPathFactory, checkout: Path, chinook_db: Path
) -> Iterator[Callable[[str], Example]]:
    """The name of an example in, the example out."""
    base = tmp_path_factory.getbasetemp()
    # Each worker of pytest-xdist has a folder of its own in the run's.
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "rendered-examples"
    asked: set[Path] = set()

    def example(name: str) -> Example:
        place = shared / name

        def make(folder: Path) -> Output:
            return render(copy_of(name, checkout, chinook_db, folder / name), folder / "out", "--workers", "2")

        output = render_once(place, make)
        assert output.process.returncode == 0, output.process.stderr
        asked.add(place)
        return Example(place / "all" / name, output)

    yield example
    assert [place.name for place in asked if not is_unchanged(place)] == [], "a test wrote to what all of them read"
