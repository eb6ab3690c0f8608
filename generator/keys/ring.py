"""A ring: the text of a key file, or of an environment variable, in; its keys out, newest first; and back.

    # Serendip's keys, newest first: id, day, key.
    3f9a1b2c 2026-11-22 6b0d…(64 hexadecimal digits)
    91c07d55 2025-01-07 e44a…

One line alone may also be just a key. The id is a keyed hash of the key, so that a damaged line is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from generator.keys.derivation import derived

_HEAD = "# Serendip's keys, newest first: id, day, key. Keep this file, and keep it to yourself.\n"
_LINE = re.compile(r"([0-9a-f]{8}) (\d{4}-\d\d-\d\d|undated) (\S.*)")
_UNDATED = "undated"


class RingError(ValueError):
    """A text that holds no keys. The message is the cause, and never quotes it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `id`: eight hexadecimal digits that name it and say nothing of it. `made_on`: None when unknown."""

    id: str
    made_on: date | None
    text: str = field(repr=False)

    @classmethod
    def of(cls, text: str, made_on: date | None) -> Key:
        """A key's text in, the key with its id out."""
        return cls(derived(text.encode("utf-8"), "id").hex()[:8], made_on, text)

    @property
    def secret(self) -> bytes:
        """What keys for every use are derived from."""
        return self.text.encode("utf-8")


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys, newest first. What is made now is made with the newest; what older ones made is still known."""

    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        """The key that everything new is made with."""
        return self.keys[0]

    @property
    def older(self) -> tuple[Key, ...]:
        """The keys that earlier work was made with."""
        return self.keys[1:]

    @property
    def secrets(self) -> tuple[bytes, ...]:
        """What the keys are derived from, newest first."""
        return tuple(key.secret for key in self.keys)

    def derived(self, use: str) -> tuple[bytes, ...]:
        """The keys that this use has, newest first."""
        return tuple(derived(secret, use) for secret in self.secrets)

    def get(self, key_id: str) -> Key | None:
        """The key of this id."""
        return next((key for key in self.keys if key.id == key_id), None)

    def with_new(self, key: Key) -> Keyring:
        """The same ring with one more key, which is the newest."""
        return Keyring((key, *self.keys))

    def text(self) -> str:
        """The ring as a key file has it."""
        lines = (f"{key.id} {key.made_on.isoformat() if key.made_on else _UNDATED} {key.text}\n" for key in self.keys)
        return _HEAD + "".join(lines)


def parse(text: str) -> Keyring:
    """A key file's text in, its ring out. Raises RingError, naming the line."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    written = [(number, line) for number, line in lines if line]
    if len(written) > 1:
        written = [(number, line) for number, line in written if not line.startswith("#")]
    if not written:
        raise RingError("it holds no key")
    keys = tuple(_keys(written))
    if len({key.id for key in keys}) < len(keys):
        raise RingError("it holds one key twice")
    return Keyring(keys)


def _keys(lines: list[tuple[int, str]]) -> Iterator[Key]:
    for number, line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            if len(lines) > 1:
                raise RingError(f"its line {number} is no key: a line holds id, day and key")
            yield Key.of(line, None)
            continue
        try:
            made_on = None if match[2] == _UNDATED else date.fromisoformat(match[2])
        except ValueError:
            raise RingError(f"its line {number} names no day") from None
        key = Key.of(match[3], made_on)
        if key.id != match[1]:
            raise RingError(f"the key in its line {number} is damaged: it isn't the one that the id {match[1]} names")
        yield key
