"""manifest.jsonl: one line per input row that the run looked at, in the order of the rows. No customer's values."""

from __future__ import annotations

import json
import os
from collections.abc import Set
from pathlib import Path
from types import TracebackType
from typing import Any, Self, assert_never

from generator.disk import writing
from generator.model.outcome import Failed, Outcome, Rendered, Skipped
from generator.publish.layout import PRIVATE_FILE
from generator.publish.whole import whole_text


class Manifest:
    """A manifest being written; a context manager.

    The lines go to a file beside `path`, which takes its place at the end of the run, also of a run that was stopped:
    the manifest always tells of the last run, as far as it came.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._temporary = path.with_name(f".{path.name}.part")
        with writing(path):
            descriptor = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
            self._stream = os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")

    def __enter__(self) -> Self:
        return self

    def add(self, row: int, place: str, outcome: Outcome) -> None:
        """Write one line. Raises OutputError."""
        line = json.dumps(line_of(row, place, outcome), ensure_ascii=False)
        with writing(self._path):
            self._stream.write(line + "\n")

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        with writing(self._path):
            try:
                self._stream.close()
                self._temporary.replace(self._path)
            except OSError:
                self._temporary.unlink(missing_ok=True)
                raise


def drop_lines(path: Path, tokens: Set[str], rows: Set[tuple[int, str]]) -> int:
    """Remove the lines of these tokens and of these rows (number and place): how many out. Raises OutputError.

    The manifest is rewritten whole, and not at all when there is nothing to remove.
    """
    lost = count_lines(path, tokens, rows)
    if lost:
        with writing(path), path.open(encoding="utf-8", newline="\n") as stream, whole_text(path) as out:
            out.writelines(line for line in stream if not _is_of(line, tokens, rows))
    return lost


def count_lines(path: Path, tokens: Set[str], rows: Set[tuple[int, str]]) -> int:
    """How many lines `drop_lines` would remove."""
    if not path.exists():
        return 0
    with writing(path), path.open(encoding="utf-8", newline="\n") as stream:
        return sum(_is_of(line, tokens, rows) for line in stream)


def _is_of(line: str, tokens: Set[str], rows: Set[tuple[int, str]]) -> bool:
    try:
        told = json.loads(line)
        # That a row was left out because its person was forgotten tells of nobody anew, and every run says it.
        mine = told["status"] != "skipped" or told["reason"] != "forgotten"
        return told.get("token") in tokens or (mine and (told["row"], told["place"]) in rows)
    except (ValueError, KeyError, AttributeError):
        # Half a line of a run that was killed: nobody can tell whose it is.
        return True


def line_of(row: int, place: str, outcome: Outcome) -> dict[str, Any]:
    """Row number (from 1), its place in the source and its outcome in, the manifest's line as a mapping out."""
    head: dict[str, Any] = {"row": row, "place": place}
    match outcome:
        case Rendered():
            artifacts = [
                {"kind": a.kind, "path": a.path, "sha256": a.sha256, "bytes": a.bytes} for a in outcome.artifacts
            ]
            return head | {
                "status": "rendered",
                "token": outcome.token,
                "reused": outcome.reused,
                "verified": outcome.verified,
                "seconds": round(outcome.seconds, 3),
                "artifacts": artifacts,
                **({"without": list(outcome.without)} if outcome.without else {}),
            }
        case Skipped():
            return head | {"status": "skipped", "reason": outcome.reason, "detail": outcome.detail}
        case Failed():
            return head | {"status": "failed", "reason": outcome.cause, "remedy": outcome.remedy, "at": outcome.place}
        case _:
            assert_never(outcome)
