"""Where the templates and assets that come with Serendip are: in the wheel, or in a checkout beside the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL = _PACKAGE / "_data"
_ROOT = _WHEEL if _WHEEL.is_dir() else _PACKAGE.parent


def templates_dir() -> Path:
    """The folder with scenes/, stories/, microsites/, documents/, brands/ and locale/."""
    return _ROOT / "templates"


def assets_dir() -> Path:
    """The folder with fonts/, pictures/, footage/, lint/, special/ and fields/."""
    return _ROOT / "assets"
