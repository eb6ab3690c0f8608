"""Pictures and footage."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from generator.scenes.specs.base import LayerSpec


class PictureSpec(LayerSpec):
    """A picture of the scene's folder or of assets/pictures."""

    files: ClassVar[tuple[str, ...]] = ("picture",)
    legible: ClassVar[bool] = False

    picture: str
    fit: Literal["cover", "contain"] = "cover"
    radius: float = Field(0.0, ge=0)


class FootageSpec(LayerSpec):
    """Footage: a video file or a clip.py of the scene's folder."""

    files: ClassVar[tuple[str, ...]] = ("footage",)
    legible: ClassVar[bool] = False

    footage: str
    fit: Literal["cover", "contain"] = "cover"
