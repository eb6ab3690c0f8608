"""What lies on disk while rows stream by, and what is left of it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from intake_parts import Open

from generator.errors import OutputError
from generator.intake.mapper import Fault, Node
from generator.intake.spool import Spool

FILES = {"c.csv": "id\n1\n2\n", "i.csv": "no,customer\nA,1\nB,2\n"}
DATA = {"source": "c.csv", "children": {"i": {"source": "i.csv", "key": "customer"}}}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_nothing_is_left_after_the_end(temporary: Path, opened: Open) -> None:
    with opened(FILES, DATA) as source:
        assert len(list(source.rows())) == 2
    assert list(temporary.iterdir()) == []


def test_nothing_is_left_after_an_error(temporary: Path, opened: Open) -> None:
    with pytest.raises(RuntimeError), opened(FILES, DATA) as source:
        next(source.rows())
        raise RuntimeError
    assert list(temporary.iterdir()) == []


def test_nothing_is_left_when_filling_fails(temporary: Path) -> None:
    def rows() -> Iterator[Node | Fault]:
        yield Fault("i.csv, line 2", "wrong.", "Correct it.")
        raise RuntimeError

    spool = Spool()
    with pytest.raises(RuntimeError):
        spool.fill(1, rows(), ids=False)
    spool.close()
    spool.close()
    assert list(temporary.iterdir()) == []


def test_a_killed_run_leaves_nothing(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import sys, time
        from generator.intake.mapper import Node
        from generator.intake.spool import Spool
        spool = Spool()
        rows = (Node("x", None, str(n), None, {"name": "canary"}, {}) for n in range(20_000))
        spool.fill(1, rows, ids=False)
        print("filled", flush=True)
        time.sleep(60)
        """
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "filled\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_the_users_own(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    make = tempfile.mkdtemp

    def watched(*args: str | None, **more: str | None) -> str:
        folder = make(*args, **more)
        seen.append(stat.S_IMODE(Path(folder).stat().st_mode))
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", watched)
    Spool().close()
    assert seen == [0o700]


def test_a_full_disk_is_told(temporary: Path) -> None:
    spool = Spool()
    spool._db.execute("PRAGMA max_page_count = 20")
    rows = (Node(f"i.csv, line {n}", None, str(n), None, {"name": "canary" * 50}, {}) for n in range(10_000))
    with pytest.raises(OutputError) as caught:
        spool.fill(1, rows, ids=False)
    spool.close()
    assert caught.value.place == str(temporary)
    assert "SQLITE_FULL" in caught.value.cause
    assert "canary" not in str(caught.value)


def test_no_folder_to_write_in_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(OutputError, match="TMPDIR"):
        Spool()


@pytest.mark.parametrize(
    "node",
    [
        Node("c.csv, line 2", "1", "k", "1", {"a": "Zoë", "b": Decimal("-0.00"), "c": date(1, 1, 1), "d": None}, {}),
        Node("c.csv, line 3", "2", "k", 2**70, {"a": Decimal("1.50E+7"), "b": True, "c": 7, "d": -(2**80)}, {"i": ()}),
        Node("c.csv, line 4", None, "k", None, {"a": datetime(2026, 5, 4, 12, tzinfo=UTC), "b": "\U0001f600"}, {}),
        Node("c.csv, line 5", "3", "k", UUID(int=5), {"a": "x"}, {}),
        Node("c.csv, line 6", "4", "k", "4", {"a": "x"}, {"i": (Node("p", "5", None, "5", {"b": date.max}, {}),)}),
        Node("c.csv, line 7", "5", "k", "5", {}, {}),
        Fault("c.csv, line 8", "'a' is not a number.", "Correct the row.", "6", "k"),
    ],
)  # fmt: skip
def test_a_row_comes_back_as_it_went(node: Node | Fault) -> None:
    spool = Spool()
    try:
        spool.fill(0, [node, node], ids=False)
        spool.index()
        found = spool.children(0, ["k"])
    finally:
        spool.close()
    assert [repr(each) for each in found] == [repr(node)] * 2
    for each in found:
        assert each == node
        if isinstance(each, Node) and isinstance(node, Node):
            assert [(type(value), repr(value)) for value in each.values.values()] == [
                (type(value), repr(value)) for value in node.values.values()
            ]
            assert list(each.values) == list(node.values)
