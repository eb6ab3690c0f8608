"""What no program can do without: the encoder alone, fed with finished frames from memory, in as many processes.

Each process composes its films first (nothing is measured then), waits for the others, and encodes the frames of its
films' segments with the engine's own settings. A segment that all films share counts once for the whole batch.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import av
from av.video.codeccontext import VideoCodecContext
from engine import Segment, record, settings_of, stories_of

from generator.video.encode import ENCODERS, configure
from generator.video.settings import VideoSettings

_ROUNDS = 3


Spent = tuple[float, float]


def encoder_film_s(campaign: Path, folder: Path, batch: int, processes: int, films_each: int = 1) -> Spent:
    """Seconds for a film of a batch of `batch`, all processes encoding at the same time: by the clock, of processor."""
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(processes), context.Queue()
    jobs = [
        context.Process(target=_encode, args=(campaign, folder / f"pure-{n}", n, films_each, barrier, answers))
        for n in range(processes)
    ]
    for job in jobs:
        job.start()
    told = [answers.get() for _ in jobs]
    for job in jobs:
        job.join()
    answers.close()
    # Both processes of a round count alike, and a batch has all of them at work: so the clock's share of a film is
    # what one process takes for it, divided by their number.
    of_clock, of_processor = (
        statistics.median(
            statistics.mean(personal[which] + shared[which] / batch for personal, shared in at_once)
            for at_once in zip(*told, strict=True)
        )
        for which in (0, 1)
    )
    return of_clock / processes, of_processor


def _encode(campaign: Path, folder: Path, number: int, films: int, barrier: Barrier, answers: Any) -> None:
    settings = settings_of(campaign)
    told = stories_of(campaign, (number + 1) * films)[number * films :]
    recorded = [record(story, settings, folder / str(at)) for at, story in enumerate(told)]
    personal = [segment for each in recorded for segment in each.segments if not segment.shared]
    shared = [segment for segment in recorded[0].segments if segment.shared]
    rounds: list[tuple[Spent, Spent]] = []
    for _ in range(_ROUNDS):
        barrier.wait()
        personal_s = _seconds(personal, settings, films)
        barrier.wait()
        rounds.append((personal_s, _seconds(shared, settings, 1)))
    answers.put(rounds)


def _seconds(segments: list[Segment], settings: VideoSettings, films: int) -> Spent:
    """Encode them all; what a film took by the clock and of processor."""
    began, used = time.perf_counter(), time.process_time()
    for segment in segments:
        context = av.CodecContext.create(ENCODERS[settings.codec], "w")
        assert isinstance(context, VideoCodecContext)
        configure(context, settings)
        context.open()
        for number, frame in segment.frames:
            frame.pts = number
            context.encode(frame)
        context.encode(None)
    return (time.perf_counter() - began) / films, (time.process_time() - used) / films
