"""Lottie files: a .json or .lottie file in, its animation as plain values out, and the names of what is in it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

TEXT = 5
"""The type of a text layer."""

Animation = dict[str, Any]
_LARGEST_BYTES = 50_000_000
_NUMBERS = ("w", "h", "fr", "ip", "op")


def load_lottie(path: Path) -> Animation:
    """A file in, its animation out; raises ValueError, whose text says what is wrong, when it is broken.

    A .lottie file is a zip archive with the animations in a folder: the first one is taken.
    """
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".lottie":
            with zipfile.ZipFile(path) as archive:
                names = sorted(
                    info.filename
                    for info in archive.infolist()
                    if info.filename.split("/")[0] in ("animations", "a") and info.filename.endswith(".json")
                    if info.file_size <= _LARGEST_BYTES
                )
                data = archive.read(names[0])
        animation = json.loads(data)
    except (OSError, ValueError, zipfile.BadZipFile, IndexError, KeyError, RecursionError):
        raise ValueError("it is no Lottie file that can be read") from None
    if not isinstance(animation, dict) or not isinstance(animation.get("layers"), list):
        raise ValueError("it has no layers")
    if not all(isinstance(animation.get(key), int | float) for key in _NUMBERS):
        raise ValueError("it does not say its size, rate and length")
    if animation["op"] <= animation["ip"] or min(animation["w"], animation["h"], animation["fr"]) <= 0:
        raise ValueError("it has no length or no size")
    return animation


def length_s(animation: Animation) -> float:
    """How long it runs, in seconds."""
    return float(animation["op"] - animation["ip"]) / float(animation["fr"])


def layers_in(animation: Animation) -> Iterator[dict[str, Any]]:
    """Every layer, those of its compositions included."""
    for owner in (animation, *animation.get("assets", ())):
        yield from (layer for layer in owner.get("layers", ()) if isinstance(layer, dict))


def text_layers(animation: Animation) -> dict[str, str]:
    """The name of every text layer, and the words that the designer wrote there."""
    found: dict[str, str] = {}
    for layer in layers_in(animation):
        if layer.get("ty") == TEXT:
            found.setdefault(str(layer.get("nm", "")), words_of(layer))
    return found


def lottie_texts(path: Path) -> dict[str, str]:
    """The text layers of a file, read again only when it has changed; raises ValueError."""
    return _lottie_texts(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _lottie_texts(path: Path, _changed_ns: int) -> dict[str, str]:
    return text_layers(load_lottie(path))


def words_of(layer: dict[str, Any]) -> str:
    """The designer's words in a text layer; lines end in newlines."""
    try:
        text = str(layer["t"]["d"]["k"][0]["s"]["t"])
    except (KeyError, IndexError, TypeError):
        return ""
    return text.replace("\r", "\n").replace("\x03", "\n")


def names_in(animation: Animation) -> set[str]:
    """The names of all layers, and of the groups and paints in them."""
    found: set[str] = set()
    waiting: list[Any] = list(layers_in(animation))
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            found.add(str(item.get("nm", "")))
            waiting += [*item.get("shapes", ()), *(item.get("it") or ())]
    return found - {""}
