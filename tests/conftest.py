"""What every test may use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# Without these Chromium asks its maker's servers for this and that; as root it has no sandbox.
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROOT = Path(__file__).resolve().parents[1]

# Nothing is wrong with an example that takes its time on a machine that is busy.
settings.register_profile("serendip", deadline=None)
settings.load_profile("serendip")


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = os.environ.get("SERENDIP_BROWSER") or next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or "/usr/bin/chromium", args=list(SWITCHES))
        yield browser
        browser.close()
