"""Traces of a person: every form that an id or a value may have left in files and in their names."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path


def forms(value: str) -> Iterator[bytes]:
    """A value in; its bytes plain and in other clothes out."""
    plain = value.encode()
    yield plain
    yield value.encode("utf-16-le")
    yield value.encode("utf-16-be")
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    # Base 64 looks another way by what stands before it; its ends depend on the neighbours, so they are left out.
    for before in range(3):
        for code in (base64.b64encode, base64.urlsafe_b64encode):
            coded = code(b"\0" * before + plain).rstrip(b"=")
            yield coded[(0, 2, 3)[before] :][: len(coded) - (0, 2, 3)[before] - 1]
    yield value[::-1].encode()


def traces(folders: Iterable[Path], values: Iterable[str]) -> list[str]:
    """Where anything of `values` is left below `folders`: in a name or in a file."""
    wanted = [(value, form) for value in values for form in forms(value)]
    found = []
    for folder in folders:
        for path in [folder, *folder.rglob("*")]:
            content = bytes(path) + b"\n" + (path.read_bytes() if path.is_file() else b"")
            found += [f"{path}: {value}" for value, form in wanted if form in content]
    return found
