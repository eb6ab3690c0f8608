"""region: the part of a country that a postcode lies in, and a wider one where few live."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from generator.privacy.derivations.derivation import Material, leaves
from generator.privacy.derivations.grouped import Grouped
from generator.privacy.derivations.groups import Ladder
from generator.privacy.derivations.postcodes import Postcodes, bundled, countries, own_map
from generator.privacy.patterns import FieldPath
from generator.privacy.rule import Refused


class Region(Grouped):
    """Tell the region of a postcode; one that too few share is told as the wider one that holds it."""

    profiles: ClassVar[bool] = False

    derive: Literal["region"] = Field(description="region: a name, by the postcode.")
    country: str | None = Field(
        default=None, description="The country of all postcodes: its ISO 3166 code, such as ES."
    )
    country_from: str | None = Field(
        default=None, description="The field that holds the country, as a dotted path: its code or its name."
    )
    regions: Mapping[str, str] | None = Field(
        default=None,
        description='A map of your own: name of the region → how its postcodes begin, "10 12-15 28".',
    )

    @model_validator(mode="after")
    def _one_map(self) -> Self:
        if sum(given is not None for given in (self.country, self.country_from, self.regions)) != 1:
            raise ValueError("it needs one of 'country', 'country_from' and 'regions'")
        if self.country is not None and bundled(self.country) is None:
            raise ValueError(f"there is a map for {', '.join(countries())}; for others write 'regions'")
        if self.regions is not None:
            own_map(self.regions)
        return self

    def sources(self) -> tuple[FieldPath, ...]:
        """The country's field too."""
        more = () if self.country_from is None else (tuple(self.country_from.split(".")),)
        return (*super().sources(), *more)

    def ladder(self, material: Material) -> Ladder:
        """The region, then the wider one."""
        postcode = next(iter(self.values(material)), None)
        if postcode is None:
            raise Refused("the record has none")
        if self.regions is not None:
            found = _own_map(tuple(self.regions.items())).regions(postcode)
        else:
            postcodes = bundled(self.country or self._country(material))
            found = postcodes.regions(postcode) if postcodes is not None else None
        if found is None:
            raise Refused("it has no region")
        return tuple(dict.fromkeys(found))

    def _country(self, material: Material) -> str:
        path = tuple((self.country_from or "").split("."))
        value: Any = next((each for each in leaves(material.values, path) if each is not None), None)
        return str(value or "")


@lru_cache(maxsize=16)
def _own_map(regions: tuple[tuple[str, str], ...]) -> Postcodes:
    return own_map(dict(regions))
