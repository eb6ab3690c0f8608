"""Names made comparable, and the data of assets/names."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from typing import Any

from generator.resources import assets_dir

_BREAK = re.compile(r"[\s_]+")


def plain(text: str) -> str:
    """Capitals and accents off, one space between words, no punctuation at the ends."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _BREAK.sub(" ", unicodedata.normalize("NFKC", kept)).strip(" .,;:!?-–—/\\\"'*()[]<>")


def bare(text: str) -> str:
    """The same without anything between letters: "Dott.ssa" → "dottssa", "Dipl.-Ing." → "dipling"."""
    return re.sub(r"[\s.\-_'’]+", "", plain(text))


@cache
def data(name: str) -> dict[str, Any]:
    """assets/names/<name>.toml."""
    return tomllib.loads((assets_dir() / "names" / f"{name}.toml").read_text(encoding="utf-8"))
