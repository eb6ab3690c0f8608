"""How a locale sets digits, learnt from Babel once: which sign groups and parts them, and what stands around them.

Babel reads its tables anew for every amount, which takes as long as all else on a page together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

_RUN = re.compile(r"\d+")
_SAMPLE = 1234567891234


@dataclass(frozen=True, slots=True)
class Digits:
    """`before` and `after` stand around the digits. `primary`: digits of the last group; `secondary`: of the others.

    Both are 0 where nothing is grouped. `decimal` stands before `places` decimals.
    """

    before: str
    after: str
    group: str
    primary: int
    secondary: int
    decimal: str
    places: int

    def set(self, amount: Decimal) -> str:
        """An amount of zero or more in, its digits with what stands around them out; half a unit goes to the even."""
        whole, _, part = f"{amount:.{self.places}f}".partition(".")
        if self.primary and len(whole) > self.primary:
            rest, groups = whole[: -self.primary], [whole[-self.primary :]]
            while rest:
                groups.append(rest[-self.secondary :])
                rest = rest[: -self.secondary]
            whole = self.group.join(reversed(groups))
        return f"{self.before}{whole}{self.decimal if part else ''}{part}{self.after}"


def learnt(write: Callable[[Decimal], str], places: int) -> Digits:
    """What writes an amount with so many decimals in, how it sets its digits out.

    Raises ValueError when what it writes can't be read: no digits, or two signs that group.
    """
    sample = Decimal(_SAMPLE) + (Decimal(1) / 10**places if places else 0)
    text = write(sample)
    runs = list(_RUN.finditer(text))
    between = [text[one.end() : other.start()] for one, other in pairwise(runs)]
    lengths = [len(run[0]) for run in runs]
    decimal = ""
    if places and lengths:
        decimal, lengths = (between.pop() if between else ""), lengths[:-1]
    digits = "".join(run[0] for run in runs)
    if digits != f"{sample:.{places}f}".replace(".", "") or len(set(between)) > 1 or len(set(lengths[1:-1])) > 1:
        raise ValueError("digits that can't be read")
    grouped = len(lengths) > 1
    return Digits(
        before=text[: runs[0].start()],
        after=text[runs[-1].end() :],
        group=between[0] if between else "",
        primary=lengths[-1] if grouped else 0,
        secondary=lengths[-2] if len(lengths) > 2 else lengths[-1] if grouped else 0,
        decimal=decimal,
        places=places,
    )
