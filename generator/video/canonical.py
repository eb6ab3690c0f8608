"""Values in, one text out that is equal exactly when they draw the same picture: the input of every keyed name."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.errors import AssetError
from generator.model.brand import Brand
from generator.model.layers import FootageLayer, LottieLayer, MapLayer, Mask, PictureLayer, SvgLayer

# Where a button or a touch leads and whether a fact chose the words do not show in the picture.
_UNSEEN = frozenset({"href", "personal", "tap"})


def canonical(value: Any) -> str:
    """A frozen value in, its canonical text out. A file counts by its content, so that a path never decides a name.

    Raises AssetError when a picture or footage that a layer names can't be read.
    """
    # Most of what there is, first: every layer of every scene of every recipient passes here.
    if isinstance(value, str | int | float | None):
        return f"{type(value).__name__}:{value!r}"
    if isinstance(value, Brand):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return canonical({**fields, "root": "", "logo": file_digest(value.logo)})
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, tuple | list):
        return "(" + ",".join(canonical(item) for item in value) + ")"
    if isinstance(value, Path):
        return file_digest(value)
    return f"{type(value).__name__}:{value!r}"


@functools.cache
def _seen(kind: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass that show in the picture, each with its default."""
    return tuple((field.name, field.default) for field in dataclasses.fields(kind) if field.name not in _UNSEEN)


def _fields(value: Any) -> str:
    parts = [type(value).__name__]
    for name, default in _seen(value.__class__):
        item = getattr(value, name)
        # Most layers leave most of what they could do alone: what isn't said is the default.
        if item is default or (item == default and item.__class__ is default.__class__):
            continue
        if name == "path" and isinstance(value, PictureLayer | FootageLayer | LottieLayer | MapLayer | Mask | SvgLayer):
            item = Path(item)
        parts.append(f"{name}={canonical(item)}")
    return "(" + " ".join(parts) + ")"


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hex; read again only when its size or time changes."""
    try:
        stat = path.stat()
        return _digest(path, stat.st_mtime_ns, stat.st_size)
    except OSError:
        raise AssetError(str(path), "the file can't be read.", "Check the path in the template.") from None


@functools.lru_cache(maxsize=512)
def _digest(path: Path, _mtime_ns: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
