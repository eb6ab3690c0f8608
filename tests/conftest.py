"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def chinook_db() -> Path:
    """The Chinook sample database, which stands beside the checkout and is never copied into it."""
    path = ROOT.parent / "shared" / "data" / "chinook.sqlite"
    assert path.is_file(), "the tests read shared/data/chinook.sqlite beside the checkout"
    return path
