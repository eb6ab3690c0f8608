"""The demo story by Serendip and by a plain MoviePy program, in turn, on this machine: `make bench`.

Both make 1280 × 720 films at 30 frames a second of the same length, with every shown value different from film to film,
in two worker processes that encode with one thread each. The clock runs from starting the workers to the last file.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

import av
import moviepy_story
from people import Person, people
from serendip_story import film, open_studio, stories


def main() -> None:
    """Run both programs and print what they took."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--films", type=int, default=8, help="films by Serendip, made twice over (default 8)")
    options.add_argument("--moviepy-films", type=int, default=2, help="films by the MoviePy program (default 2)")
    options.add_argument("--workers", type=int, default=2, help="worker processes of both (default 2)")
    options.add_argument("--keep", type=Path, help="folder to keep the films in")
    chosen = options.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="serendip-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        run(folder, chosen.films, chosen.moviepy_films, chosen.workers)
    finally:
        if chosen.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, films: int, moviepy_films: int, workers: int) -> None:
    """Render everything into `folder` and print the comparison."""
    print(
        f"{workers} worker processes on {multiprocessing.cpu_count()} processors; every shown value differs", flush=True
    )
    cache = folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    crowd = people(2 * films)
    first_s, first_cpu_s, first_parts = by_serendip(crowd[:films], folder / "serendip", cache, workers)
    print(f"Serendip, empty cache: {first_s / films:.2f} s a video ({first_cpu_s / films:.2f} of processor)")
    their_s, their_cpu_s = by_moviepy(crowd[:moviepy_films], folder / "moviepy", workers)
    moviepy_s, moviepy_cpu_s = their_s / moviepy_films, their_cpu_s / moviepy_films
    print(f"MoviePy: {moviepy_films} films, {moviepy_s:.1f} s a video ({moviepy_cpu_s:.1f} of processor)", flush=True)
    next_s, next_cpu_s, next_parts = by_serendip(crowd[films:], folder / "serendip-next", cache, workers)
    print(f"Serendip, the next {films}: {next_s / films:.2f} s a video ({next_cpu_s / films:.2f} of processor)")
    ours, theirs = probe(folder / "serendip/0/video.mp4"), probe(folder / "moviepy/0.mp4")
    if ours != theirs:
        sys.exit(f"the films differ in size, rate or length: {ours}, {theirs}")
    print(f"\nboth: {ours[0]} × {ours[1]}, {ours[2]:.1f} s a film")
    for name, path in (("Serendip", "serendip/0/video.mp4"), ("MoviePy", "moviepy/0.mp4")):
        print(f"{name:9} {(folder / path).stat().st_size / 1e6:.2f} MB a film")
    clock, processor = moviepy_s * films, moviepy_cpu_s * films
    print(f"\nratio by the clock: {clock / first_s:.0f} from an empty cache, {clock / next_s:.0f} later")
    print(f"ratio by the processor: {processor / first_cpu_s:.0f}, {processor / next_cpu_s:.0f}")
    print("\nSerendip's seconds a video and worker, by part (first films / next films):")
    for part in sorted(first_parts, key=lambda part: -first_parts[part]):
        print(f"  {part:8} {first_parts[part] / films:6.3f} / {next_parts[part] / films:6.3f}")


def by_serendip(crowd: list[Person], out: Path, cache: Path, workers: int) -> tuple[float, float, Counter[str]]:
    """People in; seconds by the clock, seconds of processor, and seconds of work by part, out."""
    told = list(enumerate(stories(crowd)))
    parts: Counter[str] = Counter()
    began, used = time.perf_counter(), processor_s()
    with multiprocessing.get_context("spawn").Pool(workers, open_studio, (cache,)) as pool:
        for spent in pool.imap_unordered(partial(film, out=out), told):
            parts.update(spent)
        taken = time.perf_counter() - began
        pool.close()
        pool.join()
    return taken, processor_s() - used, parts


def by_moviepy(crowd: list[Person], out: Path, workers: int) -> tuple[float, float]:
    """People in; seconds by the clock and of processor out."""
    jobs = [(person, out / f"{number}.mp4") for number, person in enumerate(crowd)]
    began, used = time.perf_counter(), processor_s()
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        pool.starmap(moviepy_story.render, jobs, 1)
        taken = time.perf_counter() - began
        pool.close()
        pool.join()
    return taken, processor_s() - used


def processor_s() -> float:
    """Seconds of processor that finished child processes, and theirs, have used so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def probe(path: Path) -> tuple[int, int, float]:
    """Width and height in pixels, length in seconds to a tenth."""
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        return context.width, context.height, round((container.duration or 0) / 1e6, 1)


if __name__ == "__main__":
    main()
