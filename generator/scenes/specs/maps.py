"""Maps of simple shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from generator.model.facts import Parts, Series
from generator.model.story import Need
from generator.scenes.assets import asset_path
from generator.scenes.regions import read_regions, region_of
from generator.scenes.specs.base import LayerSpec


class MapSpec(LayerSpec):
    """Regions, one of them lit, or each as strong as its value."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"map": ("text", "parts", "series")}
    files: ClassVar[tuple[str, ...]] = ("regions",)

    map: str = Field(description="The need that it shows: a region's id or name, or values labelled with regions.")
    regions: str = Field(description="An SVG file whose shapes have ids, or a YAML file of regions.")
    label: bool = Field(True, description="The lit region, or the strongest, has its name on it.")
    color: str = "line"
    highlight_color: str = "sun"
    edge_color: str = Field("paper", description="What is between the regions.")
    label_color: str = "ink"

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """A sample that is no region of the map."""
        regions = read_regions(asset_path(root, self.regions))
        for label in _labels(needs[self.map]):
            if region_of(regions, label) is None:
                yield (
                    f"the sample of '{self.map}' names '{label}', which the map does not have.",
                    f"Use ids or names of it: {', '.join(region.id for region in regions[:8])} …",
                )


def _labels(need: Need) -> list[str]:
    sample = need.sample
    if isinstance(sample, Parts):
        return [str(item.label) for item in sample.items]
    if isinstance(sample, Series):
        return [str(point.label) for point in sample.points]
    return [str(sample)]
