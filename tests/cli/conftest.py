"""The tiny campaign as a fixture."""

from __future__ import annotations

from pathlib import Path

import pytest
from tinycampaign import Tiny, make


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return make(tmp_path)
