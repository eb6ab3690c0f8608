"""The reference story by Serendip, MovieLite and MoviePy, in turn, on this machine: `make bench`.

Four scenes of 5 s at 1280 × 720 and 30 frames a second, in two cases: every value distinct, and a realistic batch.
docs/bench.md tells what is measured and how.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import av
import programs
import report
import serendip
from campaign.make_data import Person, people
from machine import machine
from peers import Pair, Round
from pure import encoder_film_s
from quality import quality
from report import Measured, Took

SHOWN = (1280, 720, 20.0)


def main() -> None:
    """Run everything, print it, and write the results of a full run."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--films", type=int, default=100, help="recipients of the distinct case (default 100)")
    options.add_argument("--realistic", type=int, default=1000, help="recipients of the realistic case (default 1000)")
    options.add_argument("--rounds", type=int, default=3, help="how often the distinct case is repeated (default 3)")
    options.add_argument("--workers", type=int, help="worker processes of Serendip (default: its own)")
    options.add_argument("--quick", action="store_true", help="one round, few films for quality; writes no results")
    options.add_argument("--alone", action="store_true", help="Serendip only, without peers; writes no results")
    options.add_argument("--keep", type=Path, help="an empty folder to keep campaigns and films in")
    chosen = options.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="serendip-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        options.error(f"{folder} is not empty")
    try:
        run(folder, chosen)
    finally:
        if chosen.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, chosen: argparse.Namespace) -> None:
    """Everything in turn, in `folder`."""
    ffmpeg = programs.provide(folder / "bin")
    serendip.compiled()
    workers: int | None = chosen.workers
    rounds = 1 if chosen.quick else chosen.rounds
    seen = Measured(chosen.films, chosen.realistic)
    crowds = [people(chosen.films, distinct=True, seed=number) for number in range(rounds)]
    footage = folder / "evening.mp4"
    campaigns = [serendip.write_campaign(each, folder / f"distinct-{n}", footage) for n, each in enumerate(crowds)]
    realistic = people(chosen.realistic, distinct=False)
    campaign = serendip.write_campaign(realistic, folder / "realistic", footage)
    began = time.monotonic()
    if chosen.alone:
        for number, each in enumerate(campaigns):
            by_serendip(seen, each, folder / f"out-{number}", workers)
        by_serendip_realistic(seen, campaign, folder / "out-realistic", workers)
    else:
        with_peers(seen, folder, crowds, campaigns, realistic, campaign, footage, workers)
    say("the encoder alone")
    seen.encoder.add(*encoder_film_s(campaigns[0], folder, chosen.films, 2))
    say("quality")
    seen.quality = quality(campaigns[0], folder, 1 if chosen.quick else 3, 10 if chosen.quick else 1)
    described = machine(ffmpeg, date.today())
    print(report.table(seen, described))
    print(json.dumps(report.results(seen), indent=2))
    print(f"took {(time.monotonic() - began) / 60:.1f} minutes")
    if not (chosen.quick or chosen.alone):
        report.write(seen, described)


def with_peers(
    seen: Measured,
    folder: Path,
    crowds: Sequence[Sequence[Person]],
    campaigns: Sequence[Path],
    realistic: Sequence[Person],
    campaign: Path,
    footage: Path,
    workers: int | None,
) -> None:
    """The three programs in turn, round by round, and then the realistic batch between two of theirs."""
    # MovieLite looks for its programs when it is imported: only now are they on PATH.
    import movielite_story
    import moviepy_story

    say("warming up")
    warm = crowds[0][0]
    own, alone = partial(movielite_story.render, processes=2), moviepy_story.render_as_it_comes
    with (
        Pair(movielite_story.render, footage, folder / "movielite", warm) as lite,
        Pair(own, footage, folder / "movielite-own", warm, processes=1) as lite_own,
        Pair(moviepy_story.render, footage, folder / "moviepy", warm) as moviepy,
        Pair(alone, footage, folder / "moviepy-alone", warm, processes=1) as moviepy_alone,
    ):
        for number, (crowd, each) in enumerate(zip(crowds, campaigns, strict=True)):
            by_serendip(seen, each, folder / f"out-{number}", workers)
            say(f"round {number + 1}: MovieLite")
            add(seen.movielite_pair, lite.round(crowd[:2]))
            add(seen.movielite_pair, lite.round(crowd[2:4]))
            add(seen.movielite_own, lite_own.round(crowd[4:5]))
            say(f"round {number + 1}: MoviePy")
            add(seen.moviepy, moviepy.round(crowd[:2]))
            add(seen.moviepy_alone, moviepy_alone.round(crowd[2:3]))
        for at in (0, 2):
            add(seen.realistic_movielite, lite.round(realistic[at : at + 2]))
            add(seen.realistic_moviepy, moviepy_alone.round(realistic[at : at + 1]))
            if at == 0:
                by_serendip_realistic(seen, campaign, folder / "out-realistic", workers)


def add(took: Took, made: Round) -> None:
    """A peer's round."""
    took.add(made.film_s, made.cpu_s, [size(path) for path in made.paths])
    say(f"  {made.film_s:.3f} s a film, {made.cpu_s:.3f} of processor")


def by_serendip(seen: Measured, campaign: Path, out: Path, workers: int | None) -> None:
    """One batch of the distinct case, from an empty output folder."""
    say("Serendip, every value distinct")
    made = serendip.render(campaign, out, seen.films, workers)
    seen.serendip.add(made.film_s, made.cpu_s / seen.films, [size(path) for path in made.paths()])
    seen.timings_distinct = made.timings_s
    if seen.memory_distinct is None or made.memory.pss_mb > seen.memory_distinct.pss_mb:
        seen.memory_distinct = made.memory
    say(f"  {made.film_s:.3f} s a film, {made.cpu_s / made.films:.3f} of processor, {made.memory.pss_mb:.0f} MB")


def by_serendip_realistic(seen: Measured, campaign: Path, out: Path, workers: int | None) -> None:
    """The realistic batch from an empty output folder, and again with nothing changed."""
    say("Serendip, the realistic batch")
    made = serendip.render(campaign, out, seen.realistic, workers)
    seen.realistic_serendip.add(made.film_s, made.cpu_s / seen.realistic, [size(path) for path in made.paths()])
    seen.memory_realistic, seen.timings_realistic = made.memory, made.timings_s
    say(f"  {made.film_s:.3f} s a film, {made.cpu_s / made.films:.3f} of processor, {made.memory.pss_mb:.0f} MB")
    again = serendip.render(campaign, out, seen.realistic, workers)
    seen.second_run_s = again.wall_s
    say(f"  again: {again.wall_s:.2f} s")


def size(path: Path) -> int:
    """A film's bytes; ends the program when it is not of the size and length that all have."""
    with av.open(str(path)) as film:
        codec = film.streams.video[0].codec_context
        found = (codec.width, codec.height, round((film.duration or 0) / 1e6, 1))
    if found != SHOWN:
        sys.exit(f"{path} is {found}, not {SHOWN}")
    return path.stat().st_size


def say(words: str) -> None:
    """Progress."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
