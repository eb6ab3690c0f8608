"""Rows taken a little before their turns, so that what stands of their recipients is read meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from generator.intake.record import BadRow, CustomerRecord
from generator.pipeline.planning import Ahead
from generator.publish.readers import Reading

_ROWS = 8
"""How many are known before their turns; each may hold a reader's work."""


def read_ahead(
    rows: Iterator[tuple[int, int, CustomerRecord | BadRow]],
    begin: Callable[[CustomerRecord | BadRow], Reading | None],
) -> Iterator[Ahead]:
    """Rows in, the same out in their order. `begin` is called for each row as soon as it is known."""
    waiting: deque[Ahead] = deque()
    fault: Exception | None = None
    while True:
        while fault is None and len(waiting) < _ROWS:
            try:
                number, row, item = next(rows)
            except StopIteration:
                break
            except Exception as caught:
                # The rows before it take their turns first, as if each were read in its own.
                fault = caught
            else:
                waiting.append(Ahead(number, row, item, reading=begin(item)))
        if waiting:
            yield waiting.popleft()
        elif fault is not None:
            raise fault
        else:
            return
