"""Vector files in the colours of the brand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from generator.errors import AssetError
from generator.model.story import Need
from generator.scenes.assets import asset_path
from generator.scenes.specs.base import LayerSpec
from generator.scenes.svg import load_svg, names_of


class SvgSpec(LayerSpec):
    """A vector file of the scene's folder."""

    files: ClassVar[tuple[str, ...]] = ("svg",)
    legible: ClassVar[bool] = False

    svg: str = Field(description="An SVG file.")
    fit: Literal["cover", "contain"] = "contain"
    color: str = Field("ink", description="What currentColor stands for.")
    colors: dict[str, str] = Field(default_factory=dict, description="A colour of the file, or an id → a colour.")

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """A broken file, or a colour that it doesn't have."""
        try:
            names = names_of(load_svg(asset_path(root, self.svg)))
        except AssetError:
            return  # told as every missing file is
        except ValueError as caught:
            yield f"the file '{self.svg}' is broken: {caught}.", "Save it as plain SVG."
            return
        for name in self.colors:
            if name.lower() not in names and name not in names:
                yield f"'{self.svg}' has no colour or id '{name}'.", f"Use one of {', '.join(sorted(names))}."
