"""The suppression list: a file of ids, plain or as keyed MACs, in; whether an id is on it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from generator.errors import CampaignError
from generator.intake.text import TextError, clean
from generator.keys import mac

_SCOPE = "suppression"
_MAC = re.compile(r"[0-9a-fA-F]{64}")
_KEPT_BYTES = 16
"""Of each MAC: enough that no two of any list's ids ever meet, and half the memory."""


class Suppression:
    """Everyone who must not be addressed. Ids are kept as MACs only."""

    def __init__(self, path: Path | None, label: str, secrets: Sequence[bytes]) -> None:
        """`secrets`: the campaign's, newest first; lines that were made with an older one still count.

        Raises CampaignError, naming the line, for a list that can't be read whole: better to send none than one.
        """
        self._secrets = tuple(secrets)
        self._listed = set() if path is None else _read(path, label, self._secrets[0])

    def __contains__(self, customer_id: str) -> bool:
        return any(mac(secret, _SCOPE, customer_id)[:_KEPT_BYTES] in self._listed for secret in self._secrets)

    def __len__(self) -> int:
        return len(self._listed)


def suppression_line(secret: bytes, customer_id: str) -> str:
    """The line that keeps `customer_id` on the list without naming it: 64 hexadecimal digits."""
    return mac(secret, _SCOPE, customer_id).hex()


def _read(path: Path, label: str, secret: bytes) -> set[bytes]:
    listed: set[bytes] = set()
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                listed |= _digests(line, f"{label}, line {number}", number == 1, secret)
    except FileNotFoundError:
        raise CampaignError(label, "the suppression list does not exist.", "Make it, even if it is empty.") from None
    except OSError as caught:
        reason = (caught.strerror or "it is unreadable").lower()
        raise CampaignError(label, f"the suppression list can't be read: {reason}.", "Check its permissions.") from None
    return listed


def _digests(line: bytes, place: str, first: bool, secret: bytes) -> set[bytes]:
    """A line of 64 hexadecimal digits may be a MAC or an odd id: both are kept."""
    try:
        customer_id = clean(line.decode("utf-8-sig" if first else "utf-8"))
    except (UnicodeDecodeError, TextError):
        raise CampaignError(place, "the line is not UTF-8 text.", "Save the list as UTF-8.") from None
    if not customer_id:
        return set()
    found = {mac(secret, _SCOPE, customer_id)[:_KEPT_BYTES]}
    if _MAC.fullmatch(customer_id):
        found.add(bytes.fromhex(customer_id)[:_KEPT_BYTES])
    return found
