"""Text files, and the readable runs of any other file."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UTF8 = re.compile(rb"(?:[\t\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){4,}")
_UTF16LE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff][\x00-\x06]){4,}")
_UTF16BE = re.compile(rb"(?:[\x00-\x06][\x20-\x7e\xa0-\xff]){4,}")


def texts(data: bytes) -> Iterator[str]:
    """The whole as text when it is UTF-8, else its readable runs."""
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield from runs(data)


def runs(data: bytes) -> Iterator[str]:
    """Everything of four characters or more that reads as UTF-8 or, mostly Latin, as UTF-16."""
    yield "\n".join(match.group().decode("utf-8", "ignore") for match in _UTF8.finditer(data))
    for pattern, name in ((_UTF16LE, "utf-16-le"), (_UTF16BE, "utf-16-be")):
        found = "\n".join(match.group().decode(name, "ignore") for match in pattern.finditer(data))
        if found:
            yield found
