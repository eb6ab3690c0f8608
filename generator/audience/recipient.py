"""A record that may be contacted."""

from __future__ import annotations

from dataclasses import dataclass

from generator.intake.record import CustomerRecord


@dataclass(frozen=True, slots=True)
class Recipient:
    """A record that passed suppression and permission.

    `purposes`: those that it may be addressed for, in the campaign's order, never empty. `relationship`: "customer" or
    "prospect". `segment`: the first rule that it matched.
    """

    record: CustomerRecord
    purposes: tuple[str, ...]
    relationship: str
    segment: str
