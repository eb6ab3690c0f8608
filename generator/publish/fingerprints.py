"""What decides a piece's content, as one keyed hash: equal fingerprints, equal pieces.

Keyed, because names and amounts are guessable: a plain hash of them in a file would give them away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from generator import __version__
from generator.keys import mac
from generator.model.brand import Brand
from generator.model.layers import FootageLayer, PictureLayer
from generator.model.story import Page, Story
from generator.resources import assets_dir

_PACKAGE = Path(__file__).resolve().parent.parent
_SHARED_CODE = ("model", "typefaces", "story")
_LIBRARIES = {
    "film": ("skia-python", "av", "pillow", "moviepy"),
    "page": ("jinja2", "babel"),
    "document": ("weasyprint", "jinja2", "babel"),
}
_CODE = {"film": "video", "page": "microsite", "document": "document"}


class Fingerprints:
    """Fingerprints under one secret and one set of settings.

    `settings`: kind → whatever else decides the piece (frame size, template choices …); made of frozen dataclasses,
    mappings, sequences and scalars.
    """

    def __init__(self, secret: bytes, settings: Mapping[str, Any]) -> None:
        self._secret = secret
        self._settings = {kind: canonical(value) for kind, value in settings.items()}
        self._brand: tuple[Brand, str] | None = None

    def of(self, story: Story, kind: str, *extra: str) -> str:
        """A story and a kind of piece in, 64 hex digits out. `extra`: fingerprints of pieces that this one shows."""
        parts: list[Any] = [story.locale, story.language, self._brand_digest(story.brand)]
        if kind == "film":
            parts += [story.seed, canonical(story.scenes)]
        elif kind == "page":
            parts += [story.token, canonical(story.links), _page(story.microsite), canonical(story.scenes)]
        else:
            parts += [canonical(story.links), _page(story.document)]
        text = json.dumps([parts, self._settings.get(kind)], ensure_ascii=False, separators=(",", ":"))
        return mac(self._secret, "fingerprint", kind, engine_digest(kind), text, *extra).hex()

    def _brand_digest(self, brand: Brand) -> str:
        """The digest of the brand, worked out once for the stories that share it."""
        if self._brand is None or self._brand[0] is not brand:
            text = json.dumps(canonical(brand), ensure_ascii=False)
            self._brand = (brand, hashlib.sha256(text.encode()).hexdigest())
        return self._brand[1]


def canonical(value: Any) -> Any:
    """A frozen value in, lists and scalars that JSON writes in one way only out.

    A file stands for its content, and a folder for nothing: whoever names a folder carries its digest too.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return ["float", repr(value)]
    if isinstance(value, Decimal):
        return ["decimal", str(value)]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, Path):
        return ["file", file_digest(value)] if value.is_file() else ["folder"]
    if is_dataclass(value) and not isinstance(value, type):
        items = {each.name: getattr(value, each.name) for each in fields(value)}
        if isinstance(value, PictureLayer | FootageLayer) and Path(value.path).is_file():
            items["path"] = Path(value.path)
        return [type(value).__name__, {name: canonical(item) for name, item in items.items()}]
    if isinstance(value, Mapping):
        return {"map": sorted(([canonical(key), canonical(item)] for key, item in value.items()), key=repr)}
    if isinstance(value, tuple | list):
        return [canonical(item) for item in value]
    if isinstance(value, set | frozenset):
        return {"set": sorted((canonical(item) for item in value), key=repr)}
    raise TypeError(f"no canonical form for {type(value).__name__}")


@cache
def engine_digest(kind: str) -> str:
    """The version of all the program text and libraries that make pieces of `kind`, as a hash.

    Made of the sources themselves, so that an upgrade renders again what it may change and nothing else.
    """
    digest = hashlib.sha256(__version__.encode())
    for name in _LIBRARIES[kind]:
        digest.update(f"{name}={metadata.version(name)};".encode())
    for folder in (_CODE[kind], *_SHARED_CODE):
        for path in sorted((_PACKAGE / folder).rglob("*.py")):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    fonts = assets_dir() / "fonts" / "index.json"
    if fonts.is_file():
        digest.update(hashlib.sha256(fonts.read_bytes()).digest())
    return digest.hexdigest()


def _page(page: Page | None) -> Any:
    if page is None:
        return None
    return [page.template.name, page.template.digest, canonical(page.facts), canonical(page.copy)]


def file_digest(path: Path) -> str:
    """A file in, the SHA-256 of its content out; read once as long as its size and time stay the same."""
    status = path.stat()
    return _file_digest(str(path), status.st_size, status.st_mtime_ns)


@cache
def _file_digest(path: str, _size: int, _time_ns: int) -> str:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
