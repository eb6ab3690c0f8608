"""Speed of the privacy filter's parts on one core: `make bench-privacy`.

Every module beside this one whose name begins with `privacy_` measures one part: `measure(rounds)` gives its Figure.
Processor time is counted, not the clock, and the fastest round holds: what else the machine does is not the filter's.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, of what, and how fast: `per_s` units a second of processor time. `least`: what is promised."""

    name: str
    of: str
    unit: str
    per_s: float
    least: float

    def __str__(self) -> str:
        kept = "" if self.per_s >= self.least else f", BELOW THE {self.least:,.0f} PROMISED"
        return f"{self.name}: {self.per_s:,.0f} {self.unit} a second ({self.of}){kept}"


def fastest_s(work: Callable[[], object], rounds: int) -> float:
    """Seconds of processor time of the fastest of `rounds` runs of `work`."""
    took = []
    for _ in range(rounds):
        gc.collect()
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return min(took)


def main() -> int:
    """Every measure, printed; 1 when one is slower than promised."""
    options = argparse.ArgumentParser(prog="make bench-privacy", description=__doc__)
    options.add_argument("--rounds", type=int, default=7, help="how often each is repeated (default 7)")
    names = [path.stem.removeprefix("privacy_") for path in sorted(HERE.glob("privacy_*.py"))]
    options.add_argument("--only", choices=names, action="append", help="measure this part only")
    chosen = options.parse_args()
    sys.path.insert(0, str(HERE))
    slow = 0
    for name in chosen.only or names:
        figure: Figure = importlib.import_module(f"privacy_{name}").measure(chosen.rounds)
        print(figure, flush=True)
        slow += figure.per_s < figure.least
    return 1 if slow else 0


if __name__ == "__main__":
    sys.modules["privacy"] = sys.modules["__main__"]
    raise SystemExit(main())
