"""Names with wildcards: what they speak for, which is the more specific, and that no path has two masters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.privacy.patterns import (
    BELOW,
    ONE,
    below,
    meet,
    narrower,
    representatives,
    speaks_for,
    ties,
)


def path(text: str) -> tuple[str, ...]:
    return tuple(text.split("."))


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("a.b", ["a.b"], ["a", "a.c", "a.b.c"]),
        ("a.*", ["a.b", "a.c"], ["a", "b.a", "a.b.c"]),
        ("a.*.c", ["a.b.c", "a.c.c"], ["a.c", "a.b.d", "a.b.b.c"]),
        ("a.**", ["a.b", "a.b.c", "a.b.c.d"], ["a", "b"]),
        ("*", ["a", "b"], ["a.b"]),
        ("**", ["a", "a.b.c"], []),
    ],
)
def test_what_a_pattern_speaks_for(pattern: str, yes: list[str], no: list[str]) -> None:
    assert all(speaks_for(path(pattern), path(each)) for each in yes)
    assert not any(speaks_for(path(pattern), path(each)) for each in no)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("a.*", "*.b", "a.b"),
        ("a.**", "a.*.b", "a.*.b"),
        ("a.*.**", "a.b.**", "a.b.**"),
        ("a.**", "*.b", "a.b"),
        ("a.**", "a", None),
        ("a.*", "b.*", None),
        ("a.*.**", "*.b", None),
        ("**", "**", "**"),
    ],
)
def test_what_two_both_speak_for(one: str, other: str, both: str | None) -> None:
    expected = path(both) if both else None
    assert meet(path(one), path(other)) == meet(path(other), path(one)) == expected


NAMES = st.sampled_from("ab")
PLAIN = st.lists(NAMES, min_size=1, max_size=4).map(tuple)
PATTERNS = st.builds(
    lambda parts, deep: (*parts, BELOW) if deep else tuple(parts),
    st.lists(st.sampled_from(["a", "b", ONE]), min_size=1, max_size=3),
    st.booleans(),
)


@given(PATTERNS, PATTERNS, PLAIN)
def test_the_meeting_of_two_speaks_for_what_both_do(
    one: tuple[str, ...], other: tuple[str, ...], plain: tuple[str, ...]
) -> None:
    both = meet(one, other)
    assert (both is not None and speaks_for(both, plain)) == (speaks_for(one, plain) and speaks_for(other, plain))
    assert narrower(below(one), one) is False or one[-1] == BELOW


@given(st.sets(PATTERNS, max_size=6), PLAIN)
def test_without_a_tie_every_path_has_one_master(written: set[tuple[str, ...]], plain: tuple[str, ...]) -> None:
    closed = set(written)
    while found := [both for _, _, both in ties(closed)]:
        closed |= set(found)
    speaking = [pattern for pattern in closed if speaks_for(pattern, plain)]
    best = [one for one in speaking if not any(narrower(other, one) for other in speaking)]
    assert len(best) == min(1, len(speaking))
    assert all(best[0] == one or narrower(best[0], one) for one in speaking)


@given(st.sets(PATTERNS, max_size=5), st.lists(st.sampled_from("abc"), min_size=1, max_size=5).map(tuple))
def test_what_holds_for_the_representatives_holds_for_all(
    written: set[tuple[str, ...]], plain: tuple[str, ...]
) -> None:
    """Some representative is spoken for, as are its parents, by just the patterns that speak for any given path."""

    def spoken(one: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
        return frozenset(pattern for pattern in written if speaks_for(pattern, one))

    whole = spoken(plain)
    if whole:
        assert any(spoken(each) == whole for each in representatives(written))
