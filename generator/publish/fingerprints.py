"""What decides a piece's content, as one keyed hash: equal fingerprints, equal pieces.

Keyed, because names and amounts are guessable: a plain hash of them in a file would give them away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import Any

from generator import __version__
from generator.keys import mac
from generator.model.brand import Brand
from generator.model.story import Page, Scene, Story
from generator.resources import assets_dir

_PACKAGE = Path(__file__).resolve().parent.parent
_SHARED_CODE = ("model", "typefaces", "story")
_LIBRARIES = {
    "film": ("skia-python", "av", "pillow", "moviepy"),
    "page": ("jinja2", "babel"),
    "document": ("weasyprint", "jinja2", "babel", "factur-x"),
    "email": ("mrml", "jinja2", "babel"),
}
_PLAIN = frozenset({str, int, float, bool, type(None)})
_MOST_KNOWN = 4096
_CODE = {"film": "video", "page": "microsite", "document": "document", "email": "email"}


class Fingerprints:
    """Fingerprints under one secret and one set of settings.

    `settings`: kind → whatever else decides the piece (frame size, template choices …); made of frozen dataclasses,
    mappings, sequences and scalars.
    """

    def __init__(self, secret: bytes, settings: Mapping[str, Any]) -> None:
        self._secret = secret
        self._settings = {kind: canonical(value) for kind, value in settings.items()}
        self._brand: tuple[Brand, str] | None = None
        self._known: dict[int, tuple[Any, str]] = {}

    def of(self, story: Story, kind: str, *extra: str) -> str:
        """A story and a kind of piece in, 64 hex digits out. `extra`: fingerprints of pieces that this one shows."""
        parts = [story.locale, story.language, self._brand_digest(story.brand), self._settings.get(kind, "")]
        if kind == "film":
            parts += [str(story.seed), *self._films(story), canonical(story.music)]
        elif kind == "page":
            parts += [story.token, canonical(story.links), self._page(story.microsite), *self._films(story)]
            parts += [self._fixed(story.issuer), self._fixed(story.forms), self._fixed(story.plays)]
        elif kind == "email":
            parts += [story.token, canonical(story.links), self._page(story.email), self._fixed(story.issuer)]
        else:
            parts += [canonical(story.links), self._page(story.document), self._fixed(story.issuer)]
        return mac(self._secret, "fingerprint", kind, engine_digest(kind), *parts, *extra).hex()

    def _films(self, story: Story) -> list[str]:
        """The scenes' texts of the film, then each branch with its own."""
        found = self._scenes(story.scenes)
        for branch in story.branches:
            found += [_text_without(branch, "scenes"), *self._scenes(branch.scenes)]
        return found

    def _scenes(self, scenes: Sequence[Scene]) -> list[str]:
        """The scenes' texts; a layer that is the same for everybody is spelt out once, since one object serves all."""
        found = [str(len(scenes))]
        for scene in scenes:
            found.append(_text_without(scene, "layers"))
            for aspect, layers in sorted(scene.layers.items()):
                found.append(f"{aspect} {len(layers)}")
                found += [canonical(layer) if layer.personal else self._fixed(layer) for layer in layers]
        return found

    def _page(self, page: Page | None) -> str:
        if page is None:
            return ""
        parts = canonical(page.facts), self._fixed(page.copy), canonical(page.faq), canonical(page.status)
        return f"{page.template.name!r} {page.template.digest} {' '.join(parts)}"

    def _fixed(self, value: Any) -> str:
        """The text of a value of which one object serves many recipients: of that it is made once."""
        known = self._known.get(id(value))
        if known is None or known[0] is not value:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            # The value is kept with its text, so that its id can't become another's.
            known = self._known[id(value)] = (value, canonical(value))
        return known[1]

    def _brand_digest(self, brand: Brand) -> str:
        """The digest of the brand, worked out once for the stories that share it."""
        if self._brand is None or self._brand[0] is not brand:
            self._brand = (brand, hashlib.sha256(canonical(brand).encode()).hexdigest())
        return self._brand[1]


def canonical(value: Any) -> str:
    """A frozen value in, one text out that only equal values have.

    A file stands for its content, and a folder for nothing: whoever names a folder carries its digest too. So does the
    `path` of a picture, a film or a sound, where there is such a file.
    """
    # Written for speed: it passes over every value of every layer of every recipient.
    kind = value.__class__
    return repr(value) if kind in _PLAIN else _writer(kind)(value)


@cache
def _writer(kind: type) -> Callable[[Any], str]:
    """How values of a type are written."""
    if kind in (tuple, list):
        return lambda value: "[" + ",".join([canonical(item) for item in value]) + "]"
    if is_dataclass(kind):
        return partial(_text_without, left_out="")
    if issubclass(kind, Mapping):
        return _mapping
    if issubclass(kind, set | frozenset):
        return lambda value: "<" + ",".join(sorted(canonical(item) for item in value)) + ">"
    if issubclass(kind, Decimal | date):
        return lambda value: f"{kind.__name__} {value}"
    if issubclass(kind, Path):
        return lambda value: f"file {file_digest(value)}" if value.is_file() else "folder"
    if issubclass(kind, str | int | float):
        return lambda value: f"{kind.__name__} {value!r}"
    raise TypeError(f"no canonical form for {kind.__name__}")


def _mapping(value: Mapping[Any, Any]) -> str:
    return "{" + ",".join(sorted([f"{canonical(key)}:{canonical(item)}" for key, item in value.items()])) + "}"


def _text_without(value: Any, left_out: str) -> str:
    """A dataclass's text, but for one field."""
    kind = value.__class__
    parts = [kind.__name__]
    for name in _names(kind, left_out):
        item = getattr(value, name)
        if name == "path" and isinstance(item, str) and item and Path(item).is_file():
            item = Path(item)
        parts.append(f"{name}={repr(item) if item.__class__ in _PLAIN else canonical(item)}")
    return "(" + " ".join(parts) + ")"


@cache
def _names(kind: type, left_out: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name != left_out)


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
    built = ("fonts", "page") if kind == "page" else ("fonts",)
    for index in [assets_dir() / name / "index.json" for name in built]:
        if index.is_file():
            digest.update(hashlib.sha256(index.read_bytes()).digest())
    return digest.hexdigest()


def file_digest(path: Path) -> str:
    """A file in, the SHA-256 of its content out; read once as long as its size and time stay the same."""
    status = path.stat()
    return _file_digest(str(path), status.st_size, status.st_mtime_ns)


@cache
def _file_digest(path: str, _size: int, _time_ns: int) -> str:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
