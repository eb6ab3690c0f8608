"""Files that people write: the same words in two files are read once, and faults are told where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InputError
from generator.sourcefile import read


class BadFileError(InputError):
    """What these tests let `read` raise."""


def test_the_same_words_in_two_files_keep_their_own_places(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("one:\n  two: 3\n", encoding="utf-8")
        assert read(tmp_path / name, BadFileError).place("one", "two") == f"{tmp_path / name}:2:3"


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    for value in (1, 2):
        path.write_text(f"one: {value}\n", encoding="utf-8")
        assert read(path, BadFileError).data == {"one": value}


def test_a_fault_is_told_in_every_file_that_has_it(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml", "a.yaml"):
        (tmp_path / name).write_text("one: [\n", encoding="utf-8")
        with pytest.raises(BadFileError, match=rf"{name}:2:1"):
            read(tmp_path / name, BadFileError)
