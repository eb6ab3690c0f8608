"""Words on pictures: what lies beneath is measured, and a colour chosen that can be read on it.

Measured is what is the same for everybody below the layer, in its box, at instants while it is there: the answer is one
for the whole batch, whatever the words, and the same with plates and without. Contrast as WCAG 2 counts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia
from numpy.typing import NDArray

from generator.model.layers import CounterLayer, LogoLayer, TextLayer
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage

Legible = TextLayer | CounterLayer | LogoLayer
TOKENS = ("paper", "ink")
"""The light and the dark colour that are chosen from."""

_NORMAL, _LARGE = 4.5, 3.0
_LARGE_PX, _LARGE_BOLD_PX = 24.0, 18.66
# Where a film is seen, 720 px wide on a page, its shorter side has about so many pixels of CSS.
_SHOWN_PX = 405
_LONGEST_PX = 96
_INSTANTS = 5
# A few specks of another colour don't keep anybody from reading.
_SPECKS = 5
_STEP = 0.05
Pixels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The colour of the words, and how dense (0…1) a veil of the other colour lies behind them."""

    color: str
    veil: str = ""
    density: float = 0.0


def wanted(layer: Legible, stage: Stage) -> float:
    """The contrast that a layer's words need: less when they are large."""
    setting = stage.setting("logo" if isinstance(layer, LogoLayer) else layer.style)
    size = setting.size_px / stage.shorter_px * _SHOWN_PX
    large = size >= _LARGE_PX or (size >= _LARGE_BOLD_PX and setting.weight >= 700)
    return _LARGE if large else _NORMAL


def seen(layer: Legible, below: Sequence[Sprite], stage: Stage, duration_s: float) -> list[Pixels]:
    """What lies beneath a layer while it is there: float (pixels, 3), sRGB 0…1, for each of several instants."""
    rect = stage.rect(layer.box)
    if not rect.intersect(skia.Rect.MakeWH(stage.width_px, stage.height_px)):
        return []
    scale = min(1.0, _LONGEST_PX / max(rect.width(), rect.height()))
    surface = skia.Surface(max(1, round(rect.width() * scale)), max(1, round(rect.height() * scale)))
    enter, leave = layer.enter, layer.exit
    first = min(duration_s, enter.delay_s + enter.duration_s) if enter else 0.0
    last = max(first, duration_s - (leave.delay_s + leave.duration_s if leave else 0.0) - 0.05)
    found = []
    for t in np.linspace(first, last, _INSTANTS).tolist():
        canvas = surface.getCanvas()
        canvas.clear(skia.ColorBLACK)
        for sprite in below:
            kept = canvas.save()
            canvas.scale(scale, scale)
            canvas.translate(-rect.left(), -rect.top())
            sprite.draw(canvas, t)
            canvas.restoreToCount(kept)
        picture = surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)
        found.append(picture[..., :3].reshape(-1, 3) / 255)
    return found


def contrast(argb: int, grounds: Sequence[Pixels]) -> float:
    """The contrast of a colour with what it stands on, where and when it is least (but for specks)."""
    own = float(_luminance(_rgb(argb)[None])[0])
    least = 21.0
    for ground in grounds:
        other = _luminance(ground)
        ratio = (np.maximum(own, other) + 0.05) / (np.minimum(own, other) + 0.05)
        least = min(least, float(np.percentile(ratio, _SPECKS)))
    return least


def chosen(grounds: Sequence[Pixels], need: float, stage: Stage) -> Choice:
    """The colour that reads best; where none reads well enough, the one that the thinnest veil helps."""
    if not grounds:
        return Choice(TOKENS[0])
    reached = {token: contrast(stage.color(token), grounds) for token in TOKENS}
    best = max(TOKENS, key=lambda token: reached[token])
    if reached[best] >= need:
        return Choice(best)
    for step in range(1, round(1 / _STEP)):
        density = step * _STEP
        for token in sorted(TOKENS, key=lambda name: -reached[name]):
            veil = TOKENS[1 - TOKENS.index(token)]
            behind = [ground * (1 - density) + _rgb(stage.color(veil)) * density for ground in grounds]
            # The veil is a little thinner at its edge.
            if contrast(stage.color(token), behind) >= need * 1.04:
                return Choice(token, veil, density)
    return Choice(best, TOKENS[1 - TOKENS.index(best)], 1 - _STEP)


def veiled(sprite: Sprite, choice: Choice, stage: Stage) -> Sprite:
    """A sprite in, the same with its veil behind out."""
    if not choice.veil:
        return sprite
    covered = sprite.covered()
    sigma = max(2.0, min(0.12 * covered.height(), 0.04 * stage.shorter_px))
    area = covered.makeOutset(2.2 * sigma, 1.8 * sigma)
    color = stage.color(choice.veil) & 0xFFFFFF
    blur = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, sigma)

    def veil(canvas: skia.Canvas, share: float) -> None:
        alpha = round(255 * choice.density * min(1.0, max(0.0, share)))
        canvas.drawRoundRect(area, sigma, sigma, skia.Paint(Color=alpha << 24 | color, MaskFilter=blur, AntiAlias=True))

    sprite.under = veil
    return sprite


def _rgb(argb: int) -> NDArray[np.float64]:
    return np.array([(argb >> shift) & 255 for shift in (16, 8, 0)]) / 255


def _luminance(rgb: Pixels) -> NDArray[np.float64]:
    """WCAG's relative luminance of (pixels, 3)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    result: NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return result
