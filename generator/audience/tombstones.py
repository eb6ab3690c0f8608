"""Tombstones: files of those who were forgotten in, whether somebody is among them out.

    # People who were forgotten: key, day, keyed hash. Keep this file, or they would be addressed again.
    3f9a1b2c 2026-11-22 9c1f…(64 hexadecimal digits)

A line names nobody; it is known again with the key that made it, wherever that stands in the campaign's ring.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.errors import CampaignError
from generator.keys import Key, Keyring, mac

FORGOTTEN = "forgotten.txt"
"""The file's name, in the campaign's folder and in its output's."""
HEAD = "# People who were forgotten: key, day, keyed hash. Keep this file, or they would be addressed again.\n"
_SCOPE = "tombstone"
_LINE = re.compile(r"([0-9a-f]{8}) (\d{4}-\d\d-\d\d) ([0-9a-f]{64})")


class Tombstones:
    """Everyone who was forgotten. The files are read when somebody first asks, or by `read`."""

    def __init__(self, paths: Sequence[Path], keys: Keyring) -> None:
        """`paths`: files that need not be there."""
        self._paths = tuple(paths)
        self._keys = keys

    def read(self) -> None:
        """Read the files now. Raises CampaignError, naming the line, when not every line can be understood."""
        _ = self._found

    def __contains__(self, customer_id: str) -> bool:
        return any(digest_of(self._keys.get(name), customer_id) in macs for name, macs in self._found.items())

    def __len__(self) -> int:
        return sum(len(macs) for macs in self._found.values())

    @cached_property
    def _found(self) -> Mapping[str, frozenset[str]]:
        """The id of a key → the hashes made with it."""
        found: dict[str, set[str]] = {}
        for path in self._paths:
            for place, key, digest in _lines(path):
                if self._keys.get(key) is None:
                    raise CampaignError(
                        place,
                        f"the line was made with the key {key}, which the secret doesn't hold.",
                        "Restore the key, below newer ones: without it nobody knows whom the line means.",
                    )
                found.setdefault(key, set()).add(digest)
        return {key: frozenset(digests) for key, digests in found.items()}


def tombstone(key: Key, customer_id: str, today: date) -> str:
    """The line that keeps a person out for good without naming them."""
    return f"{key.id} {today.isoformat()} {digest_of(key, customer_id)}\n"


def digest_of(key: Key | None, customer_id: str) -> str:
    """64 hexadecimal digits that stand for a person under a key; "" without a key."""
    return mac(key.secret, _SCOPE, customer_id).hex() if key is not None else ""


def _lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """(place, id of the key, hash) of every line."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError):
        raise CampaignError(
            str(path), "the list of those who were forgotten can't be read.", "Restore it, or check its rights."
        ) from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise CampaignError(f"{path}:{number}:1", "the line is no tombstone.", "Restore the file.")
        yield f"{path}:{number}:1", match[1], match[3]
