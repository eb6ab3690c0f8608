"""The scripts of the pages, as they were built of frontend/: one entry, and what it loads late from beside itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.errors import AssetError
from generator.resources import assets_dir

_REMEDY = "Build it: `python assets/build/page` in the checkout, or `pip install -e .`, which builds it too."


@dataclass(frozen=True, slots=True)
class Bundle:
    """`entry`: the script that pages name. `late`: name → content of the scripts that it loads from its own folder.

    The names in `late` are the first 128 bits of SHA-256 of the content, in hex, and ".js"; the entry knows them.
    """

    entry: bytes
    late: Mapping[str, bytes]


def load_bundle(folder: Path | None = None) -> Bundle:
    """assets/page in, its scripts out. Raises AssetError where they haven't been built."""
    place = folder or assets_dir() / "page"
    index = place / "index.json"
    try:
        told = json.loads(index.read_text(encoding="utf-8"))
        entry = (place / told["entry"]).read_bytes()
        late = {name: (place / name).read_bytes() for name in told["late"]}
    except (OSError, ValueError, KeyError, TypeError):
        raise AssetError(str(index), "the pages' scripts have not been built.", _REMEDY) from None
    return Bundle(entry, MappingProxyType(late))
