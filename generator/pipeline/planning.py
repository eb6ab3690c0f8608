"""The planned pass: the rest of the rows told once, before anything is rendered, to find the scenes that repeat.

Of each film the names of its segments are kept and nothing else, except for the first few rows: those are rendered
from what was told, the others are read and told again. So a small batch is read once and memory stays flat.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from generator.errors import SerendipError
from generator.intake.record import BadRow, CustomerRecord
from generator.model.outcome import Skipped
from generator.model.story import Story
from generator.pipeline.orders import Orders
from generator.pipeline.preparation import Preparation, Prepared
from generator.publish.readers import Reading
from generator.video.settings import VideoSettings

_AHEAD = 64


@dataclass(frozen=True, slots=True)
class Ahead:
    """A row whose turn comes.

    `prepared`: what was told of it before; None when it was not, or when that failed. `reading`: what stands of it,
    when that is being read already.
    """

    number: int
    row: int
    item: CustomerRecord | BadRow
    prepared: Prepared | Skipped | None = None
    reading: Reading | None = None


class Planning:
    """Counts the segments of a batch. `path`: where the plan goes.

    `films`: how many were counted. `ahead`: the first rows. `more`: whether there are others.
    """

    def __init__(
        self, preparation: Preparation, orders: Orders, settings: VideoSettings, secret: bytes, path: Path
    ) -> None:
        # Skia and FFmpeg are loaded for this: only a run that renders films needs it.
        from generator.video.census import Census

        self._preparation = preparation
        self._orders = orders
        self._settings = settings
        self._secret = secret
        self._census = Census(path)
        self.films = 0
        self.ahead: deque[Ahead] = deque()
        self.more = False

    def add(self, story: Story) -> None:
        """Count a film to be rendered, with its branches. A story that can't be planned fails when its turn comes."""
        from generator.video.plan import every_shot

        try:
            self._census.add(tuple(every_shot(story, self._settings, self._secret)))
        except SerendipError:
            return
        self.films += 1

    def look_at(self, number: int, row: int, item: CustomerRecord | BadRow, token: str | None) -> None:
        """Tell a row and count its film if it is to be rendered; the first ones are kept."""
        prepared: Prepared | Skipped | None = None
        if isinstance(item, CustomerRecord) and token is not None:
            try:
                prepared = self._preparation.prepare(item, token)
            except Exception:
                # Whatever it is, it comes up again, and is told, when the row is rendered.
                prepared = None
            if isinstance(prepared, Prepared) and self._orders.wants_film(prepared.story, token):
                self.add(prepared.story)
        if len(self.ahead) < _AHEAD:
            self.ahead.append(Ahead(number, row, item, prepared))
        else:
            self.more = True

    def finish(self) -> None:
        """Write the plan. Raises OutputError."""
        self._census.finish()
