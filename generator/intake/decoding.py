"""Files opened as text. Bytes that the encoding doesn't know become a mark: they cost one row and not the file."""

from __future__ import annotations

import codecs
import io
from pathlib import Path

from generator.errors import SourceError
from generator.intake.spec import Encoding
from generator.intake.text import UNDECODABLE

_HANDLER = "serendip-mark"
_SAMPLE_BYTES = 1 << 20
_CODECS = {"utf-8": "utf-8-sig", "utf-8-sig": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252"}
_MARKS = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-8": (codecs.BOM_UTF8,),
}


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return UNDECODABLE, error.end


codecs.register_error(_HANDLER, _mark)


def open_bytes(path: Path, label: str) -> io.BufferedReader:
    """A file in, its bytes out; raises SourceError when it can't be opened."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise SourceError(label, "the file does not exist.", "Check its name and folder.") from None
    except OSError as caught:
        reason = (caught.strerror or "it is unreadable").lower()
        raise SourceError(label, f"the file can't be read: {reason}.", "Check its permissions.") from None


def open_text(path: Path, label: str, encoding: Encoding) -> io.TextIOWrapper:
    """A file in, its text out, line ends untouched, without a byte order mark.

    Raises SourceError when it can't be opened, or when its first bytes belong to another encoding.
    """
    stream = open_bytes(path, label)
    start = stream.peek(4)
    for name, marks in _MARKS.items():
        if start.startswith(marks) and not encoding.startswith(name):
            stream.close()
            raise SourceError(label, f"the file is {name}, not {encoding}.", f"Set 'encoding: {name}'.")
    return io.TextIOWrapper(stream, encoding=_CODECS[encoding], errors=_HANDLER, newline="")


def count_lines(path: Path) -> int | None:
    """About how many lines the file has: counted in its first megabyte, and taken as alike from there."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            sample = stream.read(_SAMPLE_BYTES)
    except OSError:
        return None
    lines = sample.count(b"\n") + (1 if sample and not sample.rstrip(b"\0").endswith(b"\n") else 0)
    return lines if len(sample) == size else round(lines * size / len(sample))
