"""Sizes on the command line: "800M" or "1.5G" in, bytes out."""

from __future__ import annotations

import re

import click

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?([KMGT]?)B?", re.IGNORECASE)
_LEAST = 10**3


class Size(click.ParamType[int]):
    """A number of bytes with K, M, G or T for thousands, millions and so on; at least a kilobyte."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> int:
        """A text in, bytes out; what is no size fails with how to write one."""
        if isinstance(value, int):
            return value
        match = _SIZE.fullmatch(str(value).strip())
        found = int(float(match[1]) * _UNITS[match[2].upper()]) if match else 0
        if found < _LEAST:
            self.fail("not a size of at least a kilobyte: write it like 800M or 1.5G", param, context)
        return found
