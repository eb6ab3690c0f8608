"""What was just made, searched for what was not released, before it is published.

Runs in the parent process: the values that are looked for never reach a worker.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.campaign import Campaign
from generator.errors import PrivacyError
from generator.intake import Shape
from generator.pipeline.preparation import Prepared
from generator.privacy import verify_receipt, with_verdict
from generator.publish.layout import Layout

if TYPE_CHECKING:
    from generator.pipeline.looking import Looker
    from generator.privacy.verify import Leak

_MOST_TOLD = 3


class Verification:
    """The search of a run's finished files. `on`: False when somebody asked for none; then receipts say so."""

    def __init__(self, campaign: Campaign, shape: Shape, layout: Layout, *, on: bool) -> None:
        self._secrets = campaign.keys.secrets
        self._layout = layout
        self._on = on
        self._campaign = campaign
        self._shape = shape

    def judge(self, prepared: Prepared, place: str, *folders: Path) -> dict[str, Any]:
        """A recipient's finished folders in, the receipt with its verdict out. Raises PrivacyError for a leak.

        `place`: the row's, for the message.
        """
        if not self._on:
            return self._signed(prepared.receipt, None)
        leaks = self._looker.leaks(prepared, *folders)
        if leaks:
            raise leak_fault(place, leaks)
        return self._signed(prepared.receipt, True)

    @cached_property
    def _looker(self) -> Looker:
        # A run that changes nothing searches nothing, and loads nothing for it.
        from generator.pipeline.looking import Looker

        return Looker(self._campaign, self._shape)

    def keep(self, prepared: Prepared, token: str, place: str) -> dict[str, Any]:
        """The receipt of a recipient of whom everything stands as it was made: it keeps its verdict.

        What nobody has searched yet, or searched under another policy, is searched now. Raises PrivacyError.
        """
        passed = self._signed(prepared.receipt, True)
        standing = self._standing(token)
        if standing == passed:
            return passed
        verdict = standing.get("verified") if self._counts(standing, passed) else None
        if verdict is True or not self._on:
            return self._signed(prepared.receipt, verdict)
        return self.judge(prepared, place, self._layout.folder(token), self._layout.mail_of(token))

    def _standing(self, token: str) -> Mapping[str, Any]:
        try:
            found = json.loads(self._layout.receipt(token).read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _counts(self, standing: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
        return standing.get("policy") == now["policy"] and verify_receipt(standing, *self._secrets)

    def _signed(self, receipt: Mapping[str, Any], verdict: bool | None) -> dict[str, Any]:
        return with_verdict(receipt, verdict, self._secrets[0])


def leak_fault(place: str, leaks: Sequence[Leak]) -> PrivacyError:
    """Leaks in, what the manifest says of the recipient out: fields and files, never a value."""
    found = list(
        {(leak.field, leak.file): f"'{leak.field}' in {leak.file} ({leak.variant})" for leak in leaks}.values()
    )
    more = f" and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
    return PrivacyError(
        place,
        f"what was made holds values that were not released: {', '.join(found[:_MOST_TOLD])}{more}.",
        "Look where the template, the story or a fact takes it from. docs/verification.md says what counts.",
    )
