"""Two policies compared: the partial order "at least as strict as".

One policy is at least as strict as another when, for every field that a record may have,

- it tells the field only where the other does, and what it tells can be worked out from what the other tells;
- it lets no purpose, relationship, person or age of a value through that the other holds back;
- it scans what it keeps for as much, and looks for what it denies in as many texts;

and when the purposes, the alternatives and the ambiguity that it asks for are at least the other's. So for whatever
record and whatever consents the stricter policy never releases more: every value that it lets through, the other lets
through for the same purposes, and two records that look alike under the other look alike under it. (Only the scan of
texts may go the other way: a text that `keep` loses because it holds a telephone number may still be told as a mask,
which the scan does not look at.) Two policies may each be looser than the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.privacy.categories import COARSE, IDENTIFYING, within
from generator.privacy.denied import kin_of
from generator.privacy.patterns import ANY_NAME, FieldPath, representatives
from generator.privacy.policy import Policy
from generator.privacy.ruling import ORIGINS, Rule
from generator.privacy.scan import FREE_TEXT
from generator.privacy.strictness import purpose_loosens
from generator.privacy.transforms.keep import Keep


@dataclass(frozen=True, slots=True)
class Loosening:
    """Where a policy is looser than another: the dotted field (or "purposes", "rules"), and in what."""

    field: str
    what: str


def stricter(one: Policy, other: Policy) -> bool:
    """Whether `one` is at least as strict as `other`."""
    return next(loosenings(one, other), None) is None


def loosenings(one: Policy, other: Policy) -> Iterator[Loosening]:
    """Every way in which `one` is looser than `other`. Raises TooTangled for wildcards beyond counting."""
    for name, purpose in one.purposes.items():
        if name not in other.purposes or purpose_loosens(purpose, other.purposes[name]) is not None:
            yield Loosening("purposes", name)
    if one.rules.min_alternatives < other.rules.min_alternatives:
        yield Loosening("rules", "min_alternatives")
    if one.rules.k_anonymity < other.rules.k_anonymity:
        yield Loosening("rules", "k_anonymity")
    if other.rules.birth_date not in (None, one.rules.birth_date):
        yield Loosening("rules", "birth_date")
    named = [path for policy in (one, other) for path in (*policy.fields, *policy.containers, *policy.wild)]
    for path in sorted(representatives(named)):
        what = _field(one, other, path)
        if what:
            yield Loosening(".".join("*" if part == ANY_NAME else part for part in path), what)


def _field(one: Policy, other: Policy, path: FieldPath) -> str:
    mine, theirs = one.rule(path), other.rule(path)
    if not _searches_as_much(mine, theirs, top=len(path) == 1):
        return "the scan"
    if path in one.containers:
        return "" if mine is not None and mine.denied else _ages(mine, theirs)
    if mine is None or mine.denied:
        return ""
    if theirs is None or theirs.denied or path in other.containers:
        return "listing it"
    return _conditions(mine, theirs) or _ages(mine, theirs) or _told(mine, theirs)


def _conditions(mine: Rule, theirs: Rule) -> str:
    if not set(mine.purposes) <= set(theirs.purposes):
        return "purposes"
    if not set(mine.relationship) <= set(theirs.relationship):
        return "relationship"
    if not mine.consent >= theirs.consent:
        return "consent"
    if theirs.min_age is not None and (mine.min_age is None or mine.min_age < theirs.min_age):
        return "min_age"
    if ORIGINS.index(mine.origin) < ORIGINS.index(theirs.origin):
        return "origin"
    return ""


def _ages(mine: Rule | None, theirs: Rule | None) -> str:
    own = mine.ages if mine is not None else ()
    for fresh in theirs.ages if theirs is not None else ():
        if not any(each.as_of == fresh.as_of and each.age.within(fresh.age) for each in own):
            return "max_age"
    return ""


def _told(mine: Rule, theirs: Rule) -> str:
    if not mine.written.tells_within(theirs.written):
        return "action"
    if isinstance(mine.written, Keep) and not within(theirs.scanned_as, (mine.scanned_as,)):
        # A narrower category excuses more: an e-mail address in a field for e-mail addresses.
        return "the scan"
    return "the scan" if _free_text(theirs) and not _free_text(mine) else ""


def _free_text(rule: Rule) -> bool:
    return within(rule.category, FREE_TEXT) or within(rule.scanned_as, FREE_TEXT)


def _searches_as_much(mine: Rule | None, theirs: Rule | None, *, top: bool) -> bool:
    """Whether a value that is denied is looked for in as many texts."""
    own, other = (rule.scanned_as if rule is not None else "" for rule in (mine, theirs))
    if own == other or not _searched(other, top=top):
        return True
    if not _searched(own, top=top) or (within(other, IDENTIFYING) and not within(own, IDENTIFYING)):
        return False
    return kin_of(own) in ("", kin_of(other))


def _searched(category: str, *, top: bool) -> bool:
    return not within(category, COARSE) and (top or within(category, IDENTIFYING))
