"""Names of fields with wildcards: which paths a pattern speaks for, and which of two patterns is the more specific.

`*` stands for one name, whatever it is; `**`, only at the end, for everything below, however deep. `invoices.*.amount`,
`invoices.lines.*`, `invoices.**`. A path without either is a pattern that speaks for itself alone.

What two patterns both speak for is a pattern again, or nothing. So one is more specific than another when that pattern
is itself; and when every such pattern of a set is in the set, each path has one most specific pattern at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

FieldPath = tuple[str, ...]

ONE = "*"
BELOW = "**"
ANY_NAME = "\0"
"""Stands for a name that no pattern writes out: no source has a field that is called so."""

_MOST = 20_000


class TooTangled(ValueError):  # noqa: N818 — a verdict on a set of patterns
    """Wildcards that overlap in more ways than can be looked at."""


def is_wild(path: FieldPath) -> bool:
    """Whether it has a wildcard."""
    return ONE in path or BELOW in path


def speaks_for(pattern: FieldPath, path: FieldPath) -> bool:
    """Whether a path of plain names is one that the pattern means."""
    if pattern and pattern[-1] == BELOW:
        if len(path) < len(pattern):
            return False
        return all(part in (ONE, name) for part, name in zip(pattern[:-1], path, strict=False))
    return len(path) == len(pattern) and all(part in (ONE, name) for part, name in zip(pattern, path, strict=True))


def meet(one: FieldPath, other: FieldPath) -> FieldPath | None:
    """The pattern of what both speak for; None when there is nothing."""
    if one[-1] != BELOW and other[-1] != BELOW:
        return _pointwise(one, other) if len(one) == len(other) else None
    if one[-1] == BELOW and (other[-1] != BELOW or len(one) <= len(other)):
        short, long = one, other
    else:
        short, long = other, one
    depth = len(short) - 1
    if len(long) <= depth:
        return None
    head = _pointwise(short[:depth], long[:depth])
    return None if head is None else head + long[depth:]


def narrower(one: FieldPath, other: FieldPath) -> bool:
    """Whether `one` is more specific: it speaks for less than `other`, and for nothing else."""
    return one != other and meet(one, other) == one


def below(path: FieldPath) -> FieldPath:
    """The pattern of everything under a path or pattern."""
    return path if path[-1] == BELOW else (*path, BELOW)


def ties(patterns: Iterable[FieldPath]) -> Iterator[tuple[FieldPath, FieldPath, FieldPath]]:
    """Two patterns of which neither is the more specific, with what both speak for, unless that is written out too."""
    written = list(patterns)
    known = set(written)
    wild = [pattern for pattern in written if is_wild(pattern)]
    for index, one in enumerate(wild):
        for other in wild[index + 1 :]:
            both = meet(one, other)
            if both is not None and both not in known:
                yield one, other, both


def representatives(patterns: Iterable[FieldPath]) -> tuple[FieldPath, ...]:
    """Patterns in; plain paths out, one at least for every way in which patterns may speak for a path and its parents.

    What holds for all of these holds for every path: a name that no pattern writes out is as good as another. Raises
    TooTangled.
    """
    written = list(dict.fromkeys(patterns))
    wild = [pattern for pattern in written if is_wild(pattern)]
    if not wild:
        return tuple(written)
    found = dict.fromkeys(written) | dict.fromkeys(below(pattern) for pattern in written)
    others = [*wild, *(below(pattern) for pattern in wild if pattern[-1] != BELOW)]
    waiting = list(found)
    while waiting:
        one = waiting.pop()
        for other in others:
            both = meet(one, other)
            if both is not None and both not in found:
                found[both] = None
                waiting.append(both)
        if len(found) > _MOST:
            raise TooTangled
    return tuple(dict.fromkeys(path for pattern in found for path in _plain(pattern)))


def _plain(pattern: FieldPath) -> Iterator[FieldPath]:
    head = tuple(ANY_NAME if part == ONE else part for part in pattern if part != BELOW)
    if pattern[-1] != BELOW:
        yield head
    else:
        yield (*head, ANY_NAME)
        yield (*head, ANY_NAME, ANY_NAME)


def _pointwise(one: FieldPath, other: FieldPath) -> FieldPath | None:
    if any(a != b and ONE not in (a, b) for a, b in zip(one, other, strict=True)):
        return None
    return tuple(b if a == ONE else a for a, b in zip(one, other, strict=True))
