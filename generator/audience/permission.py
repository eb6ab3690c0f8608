"""What a purpose is, as the policy declares it: what for, on what legal ground, and how long permission lasts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PurposeRule:
    """One purpose of the policy.

    `use`: a Fideslang data use ("marketing.communications"). `basis`: the legal ground ("consent", "contract" …).
    `max_age`: an ISO 8601 duration ("P24M") after which consent has aged out; None for never.
    """

    name: str
    use: str
    basis: str
    max_age: str | None = None
