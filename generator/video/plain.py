"""What a shot shows in, whether it is plain out: flat colours and words, nowhere a gradient or a photograph.

Resting gradients want a finer quantiser where the picture is flat, which the encoder finds by looking at every picture
closely. Plain pictures need none of that: one quantiser for all of it looks as good or better, and takes less time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from generator.model.layers import (
    AnyLayer,
    BarsLayer,
    CounterLayer,
    FillLayer,
    PillLayer,
    QrLayer,
    ShapeLayer,
    TableLayer,
    TextLayer,
)

_PLAIN = (BarsLayer, CounterLayer, FillLayer, PillLayer, QrLayer, ShapeLayer, TableLayer, TextLayer)
# Colours of a gradient differ a little from one place to another near by; those of words and shapes not at all or much.
_NEAR_PX = 4
_LITTLE = 3
_MOST = 0.02


def plain_layers(layers: Sequence[AnyLayer]) -> bool:
    """Whether layers draw in flat colours alone."""
    return all(
        isinstance(layer, _PLAIN)
        and isinstance(getattr(layer, "paint", ""), str)
        and isinstance(getattr(layer, "color", ""), str)
        and not (layer.blur or layer.shadow or layer.mask or bool(getattr(layer, "contrast", "")))
        for layer in layers
    )


def plain_picture(pixels: NDArray[np.uint8]) -> bool:
    """Whether a picture, uint8 (height, width, 4), has next to nothing like a gradient."""
    green = pixels[..., 1].astype(np.int16)
    for near in (green[:, _NEAR_PX:] - green[:, :-_NEAR_PX], green[_NEAR_PX:] - green[:-_NEAR_PX]):
        apart = np.abs(near)
        if np.mean((apart > 0) & (apart <= _LITTLE)) > _MOST:
            return False
    return True
