"""HTTP byte ranges (RFC 9110, section 14): what players ask for when they seek."""

from __future__ import annotations

import re

_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE | re.ASCII)


class UnsatisfiableError(ValueError):
    """The range lies outside the file: the answer is 416."""


def wanted_range(header: str | None, size: int) -> tuple[int, int] | None:
    """A Range header and the file's size in bytes in, (first, last) byte out, both included.

    None stands for the whole file: without a header, for one that can't be read, and for several ranges at once, all
    of which a server may ignore. Raises UnsatisfiableError.
    """
    match = _ONE_RANGE.fullmatch(header) if header else None
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        length = int(match[2])
        if length == 0 or size == 0:
            raise UnsatisfiableError
        return max(0, size - length), size - 1
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if match[2] and int(match[2]) < first:
        return None
    if first >= size:
        raise UnsatisfiableError
    return first, last
