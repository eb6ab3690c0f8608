"""A campaign's part of the segment store, as the parent process sees it: who is erased, and what is tidied when."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.campaign import Campaign
from generator.video.cache import Cache, Limits
from generator.video.owners import INDEX, Owners, campaign_mac, owner_of


class Keeping:
    """A context manager. The store is opened when it is first needed: most runs that change nothing never do."""

    def __init__(self, campaign: Campaign, store: Path, limits: Limits) -> None:
        self._secret = campaign.secret
        self._campaign = campaign.name
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
            self._open().erase(owner_of(self._secret, self._campaign, token))

    def erase_all_but(self, tokens: Iterable[str]) -> None:
        """After a run over all rows: remove whoever isn't published, such as those whom a crash left unfinished."""
        if self._there:
            known = (owner_of(self._secret, self._campaign, token) for token in tokens)
            self._open().erase_all_but(campaign_mac(self._secret, self._campaign), known)

    @property
    def _there(self) -> bool:
        return self._owners is not None or (self._store / INDEX).exists()

    def _open(self) -> Owners:
        if self._owners is None:
            self._owners = Owners(Cache(self._store), self._limits.segment_bytes)
        return self._owners
