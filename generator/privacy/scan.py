"""Texts that may be told in; those that give something away out, each with the reason and what it may still serve."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from generator.privacy.categories import within
from generator.privacy.denied import DeniedValues, Sought
from generator.privacy.detect import NOTHING, Found, look_through
from generator.privacy.detect.kinds import Kind
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.ruling import Rule
from generator.privacy.uses import is_marketing

FREE_TEXT = ("user.content",)
"""Where people write what they like: a note with a sensitive word in it is nobody's to tell."""

_MOST_KNOWN = 8_192
_LONGEST_KNOWN = 200
"""Characters of a text that is remembered: most of a batch's texts are a few words that many records share."""


class Finding(NamedTuple):
    """Why a text may not be told for all purposes of its rule; for which it may; and the category of its field."""

    reason: str
    purposes: tuple[str, ...]
    category: str


_About = tuple[str, str, str]
"""All that a text is looked at by: itself, its category, its field's name."""


class Scanner:
    """The scan of one campaign's records. What was seen in a text is remembered, in this process and nowhere else."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[_About, tuple[Found, Sought]] = {}

    def findings(
        self, told: Mapping[Rule, Collection[str]], denied: DeniedValues, permitted: Collection[str]
    ) -> dict[FieldPath, dict[str, Finding]]:
        """Every text that may not be told for all purposes of its rule, by its path.

        `told`: the different texts that each rule tells. What tells who somebody is, or a denied value of the same
        record, may be told for none. What speaks of a special category serves no marketing. `permitted`: the purposes
        that the recipient allows. The reason never quotes.
        """
        found: dict[FieldPath, dict[str, Finding]] = {}
        each = {(text, rule.scanned_as, rule.path[-1]): None for rule, texts in told.items() for text in texts}
        seen = self._seen(each)
        suspected = denied.among([sought for _, sought in seen.values()])
        for rule, texts in told.items():
            category, name, child = rule.scanned_as, rule.path[-1], len(rule.path) > 1
            for text in texts:
                held, sought = seen[text, category, name]
                if held is NOTHING and not suspected:
                    continue
                field = None
                if held.identifying is None and suspected:
                    field = denied.found_in(sought, category, child=child)
                finding = self._judged(rule, held, field, permitted)
                if finding is not None:
                    found.setdefault(rule.path, {})[text] = finding
        return found

    def _judged(self, rule: Rule, held: Found, field: str | None, permitted: Collection[str]) -> Finding | None:
        """`field`: that of a denied value that stands in the text."""
        if held.identifying is not None:
            return Finding(f"it holds {held.identifying.told}", (), rule.category)
        if field is not None:
            return Finding(f"it holds the value of '{field}', which is denied", (), rule.category)
        return self._limited(rule, held.special, permitted) if held.special is not None else None

    def _limited(self, rule: Rule, special: Kind, permitted: Collection[str]) -> Finding | None:
        purposes = _without_marketing(rule, self._policy, permitted)
        if purposes == rule.purposes:
            return None
        limit = ", so it is not told for marketing" if purposes else ""
        return Finding(f"it holds {special.told}{limit}", purposes, rule.category)

    def _seen(self, texts: Collection[_About]) -> dict[_About, tuple[Found, Sought]]:
        """What each of different texts holds, and how denied values are looked for in it."""
        known = self._known
        seen = {about: known[about] for about in texts if about in known}
        new = [about for about in texts if about not in seen]
        looked = dict(look_through(new)) if new else {}
        if len(known) + len(new) > _MOST_KNOWN:
            known.clear()
        for at, about in enumerate(new):
            seen[about] = looked.get(at, NOTHING), Sought.of(about[0])
            if len(about[0]) <= _LONGEST_KNOWN and len(known) < _MOST_KNOWN:
                known[about] = seen[about]
        return seen


def _without_marketing(rule: Rule, policy: Policy, permitted: Collection[str]) -> tuple[str, ...]:
    """What is left of the purposes of a text that speaks of a special category.

    An invoice lists what was bought at a pharmacy; an offer never hints at it.
    """
    if within(rule.category, FREE_TEXT) or within(rule.scanned_as, FREE_TEXT):
        return ()
    kept = tuple(name for name in rule.purposes if not is_marketing(policy.purposes[name].use))
    # For whom only marketing is permitted, nothing is left to tell it for.
    return () if set(kept).isdisjoint(permitted) else kept
