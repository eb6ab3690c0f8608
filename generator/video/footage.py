"""Footage: a video file, or a designer's `clip.py`, in; frames by number out. Here, and only here, is MoviePy.

`clip.py` is trusted code of the template: it defines `make_clip(width_px, height_px, duration_s)`, which returns a
MoviePy clip of about that length. It gets no facts, so footage is the same for every recipient and is decoded once,
into a plate. MoviePy is imported when a scene with a `clip.py` is first prepared.
"""

from __future__ import annotations

import importlib.util
import math
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.errors import AssetError
from generator.model.layers import FootageLayer
from generator.video.filmed import Filmed

if TYPE_CHECKING:
    # Footage is tried out where nothing is drawn, and Skia takes a while to load.
    from generator.video.compose import Pixels

_DEFAULT_FPS = 30.0
# Instants are sums of fractions: what is meant to be a whole number of frames may come out just below.
_ROUNDING = 1e-5


class Footage:
    """Frames one after the other, at most `duration_s` of them, decoded as they are asked for.

    `decode`: the number of a frame in, its picture out.
    """

    def __init__(self, path: Path, decode: Callable[[int], Pixels], duration_s: float, fps: float) -> None:
        self._path = path
        self._decode = decode
        self._count = max(1, math.ceil(duration_s * fps - 1e-6))
        self._last: tuple[int, Pixels] | None = None

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Pixels:
        """A frame: uint8 (height, width, 4), BGRA, opaque; raises AssetError when it can't be decoded."""
        if self._last is None or self._last[0] != index:
            try:
                self._last = (index, self._decode(index))
            except AssetError:
                raise
            except Exception as caught:
                raise _broken(self._path, caught) from None
        return self._last[1]


def read_footage(layer: FootageLayer, size_px: tuple[int, int], duration_s: float) -> tuple[Footage, float]:
    """A footage layer, its box in pixels and its scene's length in; (frames, frames per second as filmed) out.

    Only as many frames as the scene shows: from the layer's start to its end, or as far as its speed gets.

    Raises AssetError when the file is missing, can't be decoded, or a `clip.py` fails (told with its line).
    """
    path = Path(layer.path)
    if not path.is_file():
        raise AssetError(str(path), "the footage is missing.", "Check the name in the scene.")
    try:
        shown_s = duration_s * layer.speed
        if layer.end_s:
            shown_s = min(shown_s, layer.end_s - layer.start_s)
        decode, length_s, fps = (
            _clip(path, size_px, layer.start_s, shown_s) if path.suffix == ".py" else _film(path, layer.start_s)
        )
        if length_s and layer.start_s >= length_s:
            raise AssetError(
                str(path),
                f"it is over after {length_s:.1f} s, before the {layer.start_s:g} s at which it is to start.",
                "Let it start earlier.",
            )
        return Footage(path, decode, min(shown_s, length_s - layer.start_s) if length_s else shown_s, fps), fps
    except AssetError:
        raise
    except Exception as caught:
        raise _broken(path, caught) from None


def _film(path: Path, start_s: float) -> tuple[Callable[[int], Pixels], float, float]:
    """A video file in; what decodes it, its length in seconds (0: unknown) and its frames per second out."""
    filmed = Filmed(path)
    first = int(start_s * filmed.fps + _ROUNDING)
    return lambda index: filmed.picture(first + index), filmed.length_s, filmed.fps


def _clip(
    path: Path, size_px: tuple[int, int], start_s: float, shown_s: float
) -> tuple[Callable[[int], Pixels], float, float]:
    """A `clip.py` in, likewise."""
    clip = _made(path, size_px, start_s + shown_s)
    fps = float(getattr(clip, "fps", None) or _DEFAULT_FPS)

    def decode(index: int) -> Pixels:
        frame = np.asarray(clip.get_frame(start_s + index / fps))
        if frame.ndim != 3 or frame.shape[2] < 3:
            raise AssetError(str(path), "its frames are not RGB pictures.", "Return arrays (height, width, 3).")
        levels = frame if frame.dtype == np.uint8 else np.clip(frame, 0, 255).astype(np.uint8)
        bgra = np.full((*levels.shape[:2], 4), 255, np.uint8)
        # Channel by channel: NumPy copies three bytes of four several times more slowly.
        for channel in range(3):
            bgra[..., 2 - channel] = levels[..., channel]
        return bgra

    return decode, float(clip.duration or 0.0), fps


def _made(path: Path, size_px: tuple[int, int], duration_s: float) -> Any:
    spec = importlib.util.spec_from_file_location(f"clip_{abs(hash(path))}", path)
    assert spec is not None and spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    make = getattr(module, "make_clip", None)
    if make is None:
        raise AssetError(
            str(path), "it has no make_clip.", "Define make_clip(width_px, height_px, duration_s) that returns a clip."
        )
    return make(*size_px, duration_s)


def _broken(path: Path, caught: Exception) -> AssetError:
    if path.suffix == ".py":
        lines = [frame.lineno for frame in traceback.extract_tb(caught.__traceback__) if frame.filename == str(path)]
        place = f"{path}:{lines[-1]}" if lines else str(path)
        return AssetError(place, f"the clip failed with {type(caught).__name__}.", "Try make_clip alone with MoviePy.")
    return AssetError(str(path), "the footage can't be decoded.", "Play it, or save it as H.264 in MP4.")
