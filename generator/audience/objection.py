"""Objections: which uses of data a general no covers, and whether it stands against a purpose.

Global Privacy Control (https://w3c.github.io/gpc/) is a person's request not to sell or share their data; the other
scopes say more. Each covers data uses of Fideslang with all that is under them. What the law or a contract needs
(`essential`, `third_party_sharing.legal_obligation`, …) is covered by none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from generator.intake.record import Objection

_SALE = ("third_party_sharing", "marketing.advertising.third_party")
_SHARING = (*_SALE, "marketing.advertising.serving")
_PROFILING = (
    "marketing.advertising.profiling",
    "marketing.advertising.first_party.targeted",
    "marketing.advertising.third_party.targeted",
    "marketing.advertising.negative_targeting",
    "personalize.content.profiled",
    "personalize.content.profiling",
)
_MARKETING = ("marketing", "sales")
_NEVER = ("third_party_sharing.legal_obligation",)

COVERS: Mapping[str, tuple[str, ...]] = {
    "sale": _SALE,
    "sharing": _SHARING,
    "gpc": _SHARING,
    "profiling": _PROFILING,
    "marketing": _MARKETING,
    "all": (*_MARKETING, *_SHARING, "personalize", "analytics", "train_ai_system"),
}
"""Scope of an objection → the data uses that it covers."""


def covers(scope: str, use: str) -> bool:
    """Whether an objection of this scope is one to this data use."""
    return _within(use, COVERS[scope]) and not _within(use, _NEVER)


def objected_on(objections: Iterable[Objection], use: str) -> date | None:
    """The day of the latest standing objection to this use; the last of all days for one that names none; else None.

    An objection stands until a later day lifts one of the same scope. One that names no day can't be lifted, and one
    that names a day ahead counts at once.
    """
    own = [each for each in objections if covers(each.scope, use)]
    standing = [_day(each) for each in own if not each.lifts and not _lifted(each, own)]
    return max(standing, default=None)


def _day(objection: Objection) -> date:
    return objection.objected_on or date.max


def _lifted(objection: Objection, others: Iterable[Objection]) -> bool:
    same = (each.lifted_on for each in others if each.scope == objection.scope)
    return any(lifted is not None and lifted > _day(objection) for lifted in same)


def _within(use: str, above: Iterable[str]) -> bool:
    return any(use == key or use.startswith(f"{key}.") for key in above)
