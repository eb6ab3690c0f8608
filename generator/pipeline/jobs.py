"""What goes to a worker and what comes back: picklable, and nothing of the record in it.

Workers stand right of the wall.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import SerendipError
from generator.model.outcome import Film
from generator.model.story import Story
from generator.publish.pieces import Piece


@dataclass(frozen=True, slots=True)
class Job:
    """Render some pieces of one story into a staged folder.

    `number`: what the answer is known by. `place`: the row's, for messages. `folder`: the staged folder, with the kept
    files in it. `fingerprints`: kind → fingerprint of each piece to render. `film`: of the kept film, when it is kept.
    `plan`: the file that says which segments repeat in the batch; "" when nobody counted.
    """

    number: int
    place: str
    folder: str
    story: Story
    fingerprints: tuple[tuple[str, str], ...]
    film: Film | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The pieces are in the staged folder, whole.

    `seconds`: how long it took the worker. `timings_s`: what the film's parts (compose, encode, splice …) took of that.
    """

    number: int
    pieces: tuple[Piece, ...]
    seconds: float
    timings_s: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """The job came to nothing. A `fatal` fault would meet every recipient: the run stops."""

    number: int
    fault: SerendipError
    fatal: bool = False


Answer = Done | Broken
