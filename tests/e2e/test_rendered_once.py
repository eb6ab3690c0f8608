"""What several modules read is rendered once, whoever asks; and whoever writes to it is found out."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rendered_output import Output, is_unchanged, render_once


@pytest.fixture
def made() -> list[Path]:
    return []


@pytest.fixture
def make(made: list[Path]) -> Callable[[Path], Output]:
    def slowly(folder: Path) -> Output:
        made.append(folder)
        (folder / "out").mkdir(parents=True)
        (folder / "out" / "page.html").write_text("one", encoding="utf-8")
        time.sleep(0.1)
        return Output(folder / "out", subprocess.CompletedProcess([], 0, "said", ""))

    return slowly


def test_whoever_asks_meanwhile_waits_and_reads_the_same(
    tmp_path: Path, make: Callable[[Path], Output], made: list[Path]
) -> None:
    found: list[Output] = []
    threads = [threading.Thread(target=lambda: found.append(render_once(tmp_path / "x", make))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert {(output.root, output.process.stdout) for output in found} == {(tmp_path / "x" / "all" / "out", "said")}
    assert len(found) == 4


def test_a_render_that_failed_is_tried_again(tmp_path: Path, make: Callable[[Path], Output], made: list[Path]) -> None:
    def fail(folder: Path) -> Output:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        render_once(tmp_path / "x", fail)
    assert render_once(tmp_path / "x", make).process.returncode == 0
    assert len(made) == 1


def rewritten(root: Path) -> None:
    (root / "page.html").write_text("two", encoding="utf-8")


def touched(root: Path) -> None:
    (root / "page.html").touch()


def left(root: Path) -> None:
    (root / "more.txt").write_text("", encoding="utf-8")


def removed(root: Path) -> None:
    (root / "page.html").unlink()


@pytest.mark.parametrize("write", [rewritten, touched, left, removed])
def test_who_writes_to_it_is_found_out(
    tmp_path: Path, make: Callable[[Path], Output], write: Callable[[Path], None]
) -> None:
    output = render_once(tmp_path / "x", make)
    assert is_unchanged(tmp_path / "x")
    write(output.root)
    assert not is_unchanged(tmp_path / "x")
