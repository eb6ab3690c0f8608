"""A campaign's part of the segment store, as the parent process sees it: who is erased, and what is tidied when."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.campaign import STORE
from generator.keys import Keyring
from generator.video.cache import Cache, Limits
from generator.video.owners import INDEX, Owners, campaign_mac, owner_of


class Keeping:
    """A context manager. The store is opened when it is first needed: most runs that change nothing never do."""

    def __init__(self, keys: Keyring, campaign: str, store: Path, limits: Limits) -> None:
        # Whoever was stored under an older key is known by it.
        self._keys = keys.derived(STORE)
        self._campaign = campaign
        self._store = store
        self._limits = limits
        self._owners: Owners | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._owners is not None:
            self._owners.close()

    def tidy(self) -> None:
        """Before the first film: clear up what crashes left, and keep within the limits."""
        self._open().tidy()

    def erase(self, token: str) -> None:
        """Remove the segments that only this recipient uses, and what is known of their use. Raises OutputError."""
        if self._there:
            for key in self._keys:
                self._open().erase(owner_of(key, self._campaign, token))

    def rewrite(self) -> None:
        """After an erasure: leave no copy of what was known of anybody in the index."""
        if self._there:
            self._open().index.rewrite()

    def only_of(self, token: str) -> int:
        """How many stored segments only this recipient uses."""
        return (
            sum(self._open().only_of(owner_of(key, self._campaign, token)) for key in self._keys) if self._there else 0
        )

    def erase_all_but(self, tokens: Iterable[str]) -> None:
        """After a run over all rows: remove whoever isn't published, such as those whom a crash left unfinished."""
        if self._there:
            newest, *older = self._keys
            known = (owner_of(newest, self._campaign, token) for token in tokens)
            self._open().erase_all_but(campaign_mac(newest, self._campaign), known)
            for key in older:
                # Everyone is published under the newest key by now.
                self._open().erase_all_but(campaign_mac(key, self._campaign), ())

    @property
    def _there(self) -> bool:
        return self._owners is not None or (self._store / INDEX).exists()

    def _open(self) -> Owners:
        if self._owners is None:
            self._owners = Owners(Cache(self._store), self._limits.segment_bytes)
        return self._owners
