"""Workers: answers for every job, one job lost when one dies, nothing left behind when stopped."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import AssetError, RenderError
from generator.model.layers import Box, Drift, PictureLayer, ShapeLayer
from generator.pipeline.crew import Crew
from generator.pipeline.jobs import Answer, Broken, Done, Job
from generator.pipeline.setting import Setting

MakeJob = Callable[..., Job]
BOX = Box(0, 0, 1, 1)
# Every frame differs from the one before, for ten minutes: long enough to be caught at it.
RESTLESS = ShapeLayer(id="ball", box=Box(0, 0, 0.2, 0.2), shape="circle", paint="ink", drift=Drift(dx=0.8, scale=3.0))


def all_answers(crew: Crew) -> list[Answer]:
    found: list[Answer] = []
    while crew.busy:
        found += crew.answers(None)
    return found


def workers() -> list[int]:
    return [process.pid for process in multiprocessing.active_children() if process.pid is not None]


@pytest.mark.parametrize("size", [0, 1])
def test_a_story_becomes_pieces(size: int, setting: Setting, make_job: MakeJob) -> None:
    job = make_job(3)
    with Crew(size, setting) as crew:
        crew.give(job)
        # A worker takes one more job while it is at work.
        assert crew.has_room == (size == 1)
        (answer,) = all_answers(crew)
    assert isinstance(answer, Done)
    (piece,) = answer.pieces
    assert (answer.number, piece.kind, piece.fingerprint) == (3, "film", "print 3")
    assert {each.path for each in piece.artifacts} == {"video.mp4", "poster.jpg", "captions.vtt", "chapters.vtt"}
    assert {each.path for each in piece.artifacts} == {path.name for path in Path(job.folder).iterdir()}
    assert piece.film is not None
    assert piece.film.duration_s == pytest.approx(0.2)


def test_a_broken_picture_is_the_campaigns_fault_and_others_are_one_recipients(
    setting: Setting,
    make_job: MakeJob,
    tmp_path: Path,
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"not a picture")
    broken = make_job(1, PictureLayer(id="pic", box=BOX, path=str(tmp_path / "broken.jpg")))
    empty = make_job(2)
    empty = replace(empty, story=replace(empty.story, scenes=()))
    with Crew(0, setting) as crew:
        for job in (broken, empty, make_job(3)):
            crew.give(job)
        first, second, third = all_answers(crew)
    assert isinstance(first, Broken)
    assert isinstance(first.fault, AssetError)
    assert first.fatal
    assert isinstance(second, Broken)
    assert isinstance(second.fault, RenderError)
    assert not second.fatal
    assert isinstance(third, Done)


def test_a_worker_that_is_killed_costs_its_job_only(setting: Setting, make_job: MakeJob) -> None:
    with Crew(1, setting) as crew:
        crew.give(make_job(1))
        (first,) = all_answers(crew)
        crew.give(make_job(2, RESTLESS, duration_s=600.0))
        (worker,) = workers()
        time.sleep(0.2)
        os.kill(worker, signal.SIGKILL)
        (second,) = all_answers(crew)
        crew.give(make_job(3))
        (third,) = all_answers(crew)
    assert isinstance(first, Done)
    assert isinstance(second, Broken)
    assert second.number == 2
    assert "memory" in str(second.fault)
    assert not second.fatal
    assert isinstance(third, Done)


def test_a_worker_that_dies_between_jobs_costs_none(setting: Setting, make_job: MakeJob) -> None:
    with Crew(1, setting) as crew:
        crew.give(make_job(1))
        all_answers(crew)
        (worker,) = workers()
        os.kill(worker, signal.SIGKILL)
        time.sleep(0.2)
        crew.give(make_job(2))
        (second,) = all_answers(crew)
    assert isinstance(second, Done)


def test_what_a_worker_had_in_store_goes_to_another_when_it_is_killed(setting: Setting, make_job: MakeJob) -> None:
    with Crew(1, setting) as crew:
        crew.give(make_job(1, RESTLESS, duration_s=600.0))
        crew.give(make_job(2))
        assert not crew.has_room
        (worker,) = workers()
        time.sleep(0.5)
        os.kill(worker, signal.SIGKILL)
        first, second = sorted(all_answers(crew), key=lambda answer: answer.number)
        assert workers() != [worker]
    assert isinstance(first, Broken)
    assert isinstance(second, Done)


def test_leaving_by_an_error_stops_the_workers_at_once(setting: Setting, make_job: MakeJob) -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Crew(1, setting) as crew:
        crew.give(make_job(1, RESTLESS, duration_s=600.0))
        time.sleep(1)
        raise KeyboardInterrupt
    assert time.monotonic() - began < 5
    assert workers() == []
