"""What a touch of a layer does, in the page that shows the film."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from generator.model.interactions import Do
from generator.scenes.specs.paint import BoxSpec
from generator.scenes.units import Duration
from generator.scenes.wording import Wording
from generator.sourcefile import Strict

ITEM, VALUE = "item", "value"
"""What a label may name besides facts where each item is touched: what it is called, and its figure as written."""

_ITEM = "{item}"

PlaceName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*(/([a-z0-9_-]|\{item\})+)?$")]
KeyName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]


class TapSpec(Strict):
    """What a touch does: one of `open`, `play`, `seek` and `link`."""

    open: PlaceName | None = Field(None, description="A place in the page: a block, or block/item. {item} is the item.")
    play: KeyName | None = Field(None, description="A branch of the story.")
    seek: KeyName | None = Field(None, description="A scene of the film.")
    link: str | None = Field(None, min_length=1, description="A link of the campaign.")
    each: bool = Field(False, description="Each bar, slice, line, step, card or row by itself.")
    label: Wording = Field((), description="What it is called for those who listen; the words of what is touched.")
    box: BoxSpec | None = Field(None, description="The area, in place of what is drawn.")
    from_: Duration | None = Field(None, alias="from", description="From when on; when the layer has come in.")
    to: Duration | None = Field(None, description="Until when; as long as the layer is there.")
    small: bool = Field(False, description="May be smaller than a finger: the page offers the same elsewhere.")

    @model_validator(mode="after")
    def _sensible(self) -> TapSpec:
        said = [name for name in ("open", "play", "seek", "link") if getattr(self, name) is not None]
        if len(said) != 1:
            raise ValueError("a tap does one thing: open, play, seek or link")
        if self.open and _ITEM in self.open and not self.each:
            raise ValueError("{item} stands for each of several items: say 'each: true'")
        if self.each and self.box:
            raise ValueError("a box holds for a layer as a whole, not for each of its items")
        if self.from_ is not None and self.to is not None and self.from_ >= self.to:
            raise ValueError("it ends before it begins")
        return self

    @property
    def do(self) -> Do:
        """What the touch does."""
        return "open" if self.open else "play" if self.play else "seek" if self.seek else "link"

    @property
    def target(self) -> str:
        """The name of what it leads to, as written."""
        return self.open or self.play or self.seek or self.link or ""

    def target_of(self, item: str) -> str:
        """The same for one of several items: a block becomes the item's place in it."""
        if self.open is None:
            return self.target
        return self.open.replace(_ITEM, item) if "/" in self.open else f"{self.open}/{item}"


TapChange = TapSpec | Annotated[bool, Field(description="false takes the template's own away.")]
