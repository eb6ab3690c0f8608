"""Postcodes in, regions out: by the beginnings of postcodes, bundled for some countries or written in a policy.

A beginning is a few digits ("08"), a range of as many ("50-59"), or the letters of a British area ("SW").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from generator.errors import PolicyError
from generator.resources import assets_dir
from generator.sourcefile import Strict, read

_RANGE = re.compile(r"(\d+)-(\d+)")
_CODE = re.compile(r"\d+|[A-Z]{1,2}")
_COUNTRY = re.compile(r"^[A-Z]{1,2}-(?=\d)")


class RegionSpec(Strict):
    """One region of a bundled map."""

    wider: str
    codes: str


class RegionsFile(Strict):
    """assets/regions/<country>.yaml. `digits`: how many digits a postcode may have; none for letters."""

    names: tuple[str, ...] = Field(description="What the country is called in customers' data.")
    digits: tuple[int, ...]
    regions: dict[str, RegionSpec]


@dataclass(frozen=True, slots=True)
class Postcodes:
    """The map of one country: beginning → region, from the narrowest region to the widest."""

    begins: Mapping[str, tuple[str, ...]]
    digits: tuple[int, ...] = ()

    def regions(self, postcode: object) -> tuple[str, ...] | None:
        """The longest beginning that fits decides; None for what is no postcode of the country."""
        code = re.sub(r"[\s-]", "", _COUNTRY.sub("", str(postcode).strip().upper()))
        if self.digits and code.isdecimal() and len(code) == self.digits[0] - 1:
            # Spreadsheets take the first nought away.
            code = "0" + code
        if self.digits and (not code.isdecimal() or len(code) not in self.digits):
            return None
        for length in range(len(code), 0, -1):
            found = self.begins.get(code[:length])
            # "E" is an area of London, and no beginning of "EH".
            if found is not None and not (code[length - 1].isalpha() and code[length : length + 1].isalpha()):
                return found
        return None


def begins_of(codes: str) -> Iterable[str]:
    """ "08 50-59" in, every beginning out; raises ValueError, fit for messages."""
    for code in codes.split():
        spread = _RANGE.fullmatch(code)
        if spread is not None:
            first, last = spread.groups()
            if len(first) != len(last) or first > last or len(first) > 4:
                raise ValueError("a range of postcodes has as many digits at both ends, rises, and has four at most")
            yield from (str(number).zfill(len(first)) for number in range(int(first), int(last) + 1))
        elif _CODE.fullmatch(code):
            yield code
        else:
            raise ValueError("postcodes begin with digits, a range such as 50-59, or one or two capital letters")


def own_map(regions: Mapping[str, str]) -> Postcodes:
    """A policy's map, region → beginnings, in; raises ValueError for one that is wrong or stands twice."""
    begins: dict[str, tuple[str, ...]] = {}
    for region, codes in regions.items():
        for code in begins_of(codes):
            if begins.setdefault(code, (region,)) != (region,):
                raise ValueError("a postcode's beginning stands in two regions")
    return Postcodes(begins)


def countries() -> tuple[str, ...]:
    """The codes of the countries that have a map."""
    return tuple(sorted(path.stem for path in (assets_dir() / "regions").glob("*.yaml")))


@lru_cache(maxsize=64)
def bundled(country: str) -> Postcodes | None:
    """A country's ISO 3166 code or its name in, its map out; None when there is none."""
    wanted = country.strip().casefold()
    for code in countries():
        file, postcodes = _read(code)
        if wanted == code.casefold() or wanted in {name.casefold() for name in file.names}:
            return postcodes
    return None


@lru_cache(maxsize=64)
def _read(code: str) -> tuple[RegionsFile, Postcodes]:
    file = read(assets_dir() / "regions" / f"{code}.yaml", PolicyError).parse(RegionsFile)
    begins = {begin: (region, spec.wider) for region, spec in file.regions.items() for begin in begins_of(spec.codes)}
    return file, Postcodes(begins, file.digits)
