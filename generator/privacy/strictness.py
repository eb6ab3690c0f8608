"""Purposes compared: does one ask for all that the other asks for?"""

from __future__ import annotations

from dataclasses import fields

from generator.audience.permission import PurposeRule
from generator.privacy.categories import within

# Whoever may be addressed on the first ground may be on the second, since a consent that stands was not withdrawn; but
# for those who objected and agreed later, whose word the second ground doesn't count.
_STRICTER_GROUNDS = {("consent", "legitimate_interest")}
# A narrower use is covered by every objection to the wider one, but for what the law asks.
_EXEMPT = ("third_party_sharing.legal_obligation",)


def purpose_loosens(one: PurposeRule, other: PurposeRule) -> str | None:
    """The key by which `one` asks for less than `other`, or in another way; None when it asks for all of that."""
    for each in fields(PurposeRule):
        mine, theirs = getattr(one, each.name), getattr(other, each.name)
        if mine == theirs:
            continue
        if each.name == "use" and within(mine, (theirs,)) and not within(mine, _EXEMPT):
            continue
        if each.name == "basis" and (mine, theirs) in _STRICTER_GROUNDS:
            continue
        if each.name == "max_age" and (theirs is None or (mine is not None and mine.within(theirs))):
            continue
        if each.name == "texts" and (not theirs or (mine and set(mine) <= set(theirs))):
            continue
        return each.name
    return None
