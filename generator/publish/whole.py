"""Files that appear whole or not at all: written beside their place, then renamed into it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from generator.disk import writing
from generator.publish.layout import PRIVATE_FILE


@contextmanager
def whole_text(path: Path, mode: int = PRIVATE_FILE, *, durable: bool = False) -> Iterator[TextIO]:
    """A path in, a UTF-8 text file to write to; it takes the place of `path` when the block ends without an error.

    `durable`: it is on the disk for good then, whatever becomes of the power. Raises OutputError when the system
    refuses. Errors of the caller's own go through, and leave `path` as it was.
    """
    temporary = path.with_name(f".{path.name}.part")
    left = True
    try:
        with writing(path):
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
            os.chmod(temporary, mode)  # noqa: PTH101  # a umask or a left-over file may have given it other rights
        with writing(path), os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            yield stream
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        with writing(path):
            temporary.replace(path)
            left = False
            if durable:
                _keep_name(path)
    finally:
        if left:
            with suppress(OSError):
                temporary.unlink()


def write_whole(path: Path, text: str, mode: int = PRIVATE_FILE, *, durable: bool = False) -> None:
    """Write `text` to `path`, whole or not at all. Raises OutputError."""
    with whole_text(path, mode, durable=durable) as stream:
        stream.write(text)


def _keep_name(path: Path) -> None:
    """A new name in a folder is there for good when the folder is."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
