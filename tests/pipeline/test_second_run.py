"""A run that changes nothing: what it must find, and what it can do without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from tinycampaign import Tiny, environment, make

from generator.intake.record import BadRow, CustomerRecord
from generator.pipeline.readahead import _ROWS, read_ahead
from generator.publish import pieces
from generator.publish.readers import Reading

NAMES = ["Anna", "Boris", "Chloé", "Dora", "Emil", "Fatima", "Goran", "Hanna", "Ivo", "Jana", "Karl", "Lea"]
UNNEEDED = ("av", "skia", "numpy", "moviepy", "weasyprint", "fontTools.subset", "polars", "sqlalchemy")
# As `serendip` runs, but for the start of a process, and for what it tells of itself.
WATCHED = f"""\
import sys
from multiprocessing.process import BaseProcess
def refuse(self): raise AssertionError("a run that changes nothing starts no process")
BaseProcess.start = refuse
from generator.cli.application import run
code = run(sys.argv[1:])
print([name for name in {UNNEEDED} if name in sys.modules])
sys.exit(code)
"""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    tiny = make(tmp_path_factory.mktemp("rendered"))
    tiny.people(NAMES)
    assert tiny.render("--json").summary["rendered"] == len(NAMES)
    return tiny


def told(tiny: Tiny) -> dict[str, bytes]:
    """Everything that the outside sees of a run, and every receipt, by its path."""
    files = [*tiny.site.rglob("*"), tiny.private / "links.csv", *(tiny.private / "receipts").iterdir()]
    return {str(path.relative_to(tiny.out)): path.read_bytes() for path in files if path.is_file()}


def test_it_starts_no_process_and_loads_nothing_that_renders(rendered: Tiny) -> None:
    before = told(rendered)
    command = ["render", str(rendered.root), "--out", str(rendered.out), "--workers", "2", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *command],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(),
    )
    assert (done.returncode, done.stderr) == (0, "")
    summary, loaded = done.stdout.splitlines()
    assert json.loads(summary)["reused"] == len(NAMES)
    assert loaded == "[]"
    assert told(rendered) == before


# In the first rows that are read ahead, and behind them.
@pytest.mark.parametrize("number", [1, 3, len(NAMES)])
def test_one_changed_byte_is_found_and_made_good(rendered: Tiny, number: int) -> None:
    before = told(rendered)
    film = rendered.folder(number) / "video.mp4"
    status, data = film.stat(), bytearray(film.read_bytes())
    data[len(data) // 2] ^= 1
    film.write_bytes(data)
    os.utime(film, ns=(status.st_atime_ns, status.st_mtime_ns))
    summary = rendered.render("--json").summary
    assert (summary["rendered"], summary["reused"]) == (1, len(NAMES) - 1)
    assert told(rendered) == before


def test_missing_files_are_found_and_made_good(rendered: Tiny) -> None:
    before = told(rendered)
    for number in (2, len(NAMES) - 1):
        (rendered.folder(number) / "poster.jpg").unlink()
    summary = rendered.render("--json").summary
    assert (summary["rendered"], summary["reused"]) == (2, len(NAMES) - 2)
    assert told(rendered) == before


def test_a_large_file_is_hashed_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_PART_BYTES", 8)
    (tmp_path / "video.mp4").write_bytes(b"0123456789abcdef0")
    whole = pieces.take_stock(tmp_path, ["video.mp4"])
    monkeypatch.undo()
    assert pieces.take_stock(tmp_path, ["video.mp4"]) == whole


def test_rows_keep_their_order_and_a_fault_its_turn() -> None:
    begun: list[str | None] = []

    def rows() -> Iterator[tuple[int, int, CustomerRecord | BadRow]]:
        for number in range(_ROWS + 3):
            yield number, number + 1, BadRow(f"row {number}", "cause", "remedy", str(number))
        raise OSError("the source ends here")

    def begin(item: CustomerRecord | BadRow) -> Reading | None:
        begun.append(item.customer_id)
        return None

    ahead = read_ahead(rows(), begin)
    assert next(ahead).number == 0
    assert begun == [str(number) for number in range(_ROWS)]
    for number in range(1, _ROWS + 3):
        assert next(ahead).number == number
    with pytest.raises(OSError, match="ends here"):
        next(ahead)
