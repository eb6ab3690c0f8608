"""A field that is told in part: other values in, of which the part that may be told is the same.

What is told of the two must be equal. When it isn't, the transform tells more than it says: a length, an order. Where a
transform isn't known here, its field stays as it is.
"""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

from generator.privacy.ruling import Rule


def twin(rule: Rule, value: Any, today: date, seed: int) -> Any:
    """A value that the rule should tell like this one, of another length; the value itself when there is none."""
    source = random.Random(f"{seed} {rule.name}")
    written = rule.written
    if value is None or isinstance(value, bool):
        return value
    if rule.action == "mask" and isinstance(value, str):
        return _behind_the_mask(str(getattr(written, "to", "")), value.strip(), source)
    if rule.action == "round" and isinstance(value, int | Decimal):
        step = Decimal(str(getattr(written, "step", 1)))
        nearest = (Decimal(value) / step).to_integral_value() * step
        return nearest + step * source.randrange(-450, 450) / 1000
    if rule.action == "bucket":
        return _in_the_bucket(written, value, today, source)
    return value


def _behind_the_mask(to: str, text: str, source: random.Random) -> str:
    noise = "".join(source.choice("qxzjkv") for _ in range(len(text) + source.randrange(3, 12)))
    local, at, domain = text.rpartition("@")
    if to == "all" and text:
        return noise
    if to == "initial" and len(text) > 1 and text[0].isalpha():
        return text[0] + noise
    if to == "last4" and sum(char.isalnum() for char in text) >= 8:
        return noise + "".join(char for char in text if char.isalnum())[-4:]
    if to == "email" and at and len(local) > 1:
        return f"{local[0]}{noise}@{domain}"
    if to == "email_domain" and at:
        return f"{noise}@{domain}"
    return text


def _in_the_bucket(written: Any, value: Any, today: date, source: random.Random) -> Any:
    to = getattr(written, "to", "")
    if to == "region" and isinstance(value, str):
        regions = getattr(written, "map", None) or {}
        others = sorted(key for key, region in regions.items() if key in regions and region == regions.get(value))
        return source.choice(others) if others else value
    if to == "band" and isinstance(value, int | Decimal):
        edges = [Decimal(edge) for edge in getattr(written, "bands", None) or ()]
        below = max((edge for edge in edges if edge <= value), default=None)
        above = min((edge for edge in edges if edge > value), default=None)
        if below is not None and above is not None:
            return below + (above - below) * source.randrange(1000) / 1000
        return value
    if not isinstance(value, date):
        return value
    if to == "year":
        return date(value.year, source.randrange(1, 13), source.randrange(1, 29))
    if to == "decade":
        return date(value.year // 10 * 10 + source.randrange(10), source.randrange(1, 13), source.randrange(1, 29))
    if to == "month":
        return date(value.year, value.month, source.randrange(1, 29))
    if to in ("birthday_week", "birthday_month") and value.month != 2:
        # Another year, as long as it is one of the past in which the person has lived.
        return value.replace(year=max(1901, min(value.year - source.randrange(1, 9), today.year - 19)))
    return value
