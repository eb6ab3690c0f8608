"""An encoder may not raise the process above all others on the machine: what is started after it would inherit that."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import av
import pytest
from av.video.stream import VideoStream
from engine_parts import greeting_story, studio

from generator.video import encode
from generator.video.profiles import settings_of
from generator.video.scheduling import scheduling_kept

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a library change how threads run")


def policies() -> set[int]:
    """How the threads of this process are scheduled."""
    return {os.sched_getscheduler(int(task.name)) for task in Path("/proc/self/task").iterdir()}


def test_threads_are_put_back_whichever_was_changed() -> None:
    ready, done = threading.Event(), threading.Event()

    def other() -> None:
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
        ready.set()
        done.wait()

    thread = threading.Thread(target=other)
    try:
        with scheduling_kept():
            thread.start()
            ready.wait()
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
            assert policies() >= {os.SCHED_BATCH}
        assert policies() == {os.SCHED_OTHER}
    finally:
        done.set()
        thread.join()


def test_a_film_in_av1_is_made_without_raising_a_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[int]] = []
    plain = encode.chunks_of

    def watched(packets: Sequence[av.Packet[VideoStream]]) -> list[encode.Chunk]:
        seen.append(policies())
        return plain(packets)

    monkeypatch.setattr(encode, "chunks_of", watched)
    settings = settings_of("web", codec="av1", height_px=180, preview="none")
    studio(tmp_path / "cache", settings).render(greeting_story("Lucia"), tmp_path / "out")
    assert len(seen) > 10
    assert {*map(frozenset, seen), frozenset(policies())} == {frozenset({os.SCHED_OTHER})}
