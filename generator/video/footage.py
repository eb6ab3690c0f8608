"""Footage: a video file, or a designer's `clip.py`, in; frames by number out. Here, and only here, is MoviePy.

`clip.py` is trusted code of the template: it defines `make_clip(width_px, height_px, duration_s)`, which returns a
MoviePy clip of about that length. It gets no facts, so footage is the same for every recipient and is decoded once,
into a plate. MoviePy is imported when a scene with footage is first prepared.
"""

from __future__ import annotations

import importlib.util
import math
import traceback
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.errors import AssetError
from generator.model.layers import FootageLayer

if TYPE_CHECKING:
    # Footage is tried out where nothing is drawn, and Skia takes a while to load.
    from generator.video.compose import Pixels

_DEFAULT_FPS = 30.0


class ClipFrames:
    """The frames of a MoviePy clip from `start_s` on, at most `duration_s` of them, decoded as they are asked for."""

    def __init__(self, clip: Any, path: Path, start_s: float, duration_s: float, fps: float) -> None:
        length_s = min(duration_s, clip.duration - start_s) if clip.duration else duration_s
        self._clip = clip
        self._path = path
        self._start_s = start_s
        self._fps = fps
        self._count = max(1, math.ceil(length_s * fps - 1e-6))
        self._last: tuple[int, Pixels] | None = None

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Pixels:
        """A frame: uint8 (height, width, 3), RGB; raises AssetError when it can't be decoded."""
        if self._last is None or self._last[0] != index:
            self._last = (index, self._decode(index))
        return self._last[1]

    def _decode(self, index: int) -> Pixels:
        try:
            frame = np.asarray(self._clip.get_frame(self._start_s + index / self._fps))
        except Exception as caught:
            raise _broken(self._path, caught) from None
        if frame.ndim != 3 or frame.shape[2] < 3:
            raise AssetError(str(self._path), "its frames are not RGB pictures.", "Return arrays (height, width, 3).")
        levels = frame if frame.dtype == np.uint8 else np.clip(frame, 0, 255).astype(np.uint8)
        return np.ascontiguousarray(levels[..., :3])


def read_footage(layer: FootageLayer, size_px: tuple[int, int], duration_s: float) -> tuple[ClipFrames, float]:
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
        clip = _made(path, size_px, layer.start_s + shown_s) if path.suffix == ".py" else _opened(path)
        fps = float(getattr(clip, "fps", None) or _DEFAULT_FPS)
        if clip.duration and layer.start_s >= clip.duration:
            raise AssetError(
                str(path),
                f"it is over after {clip.duration:.1f} s, before the {layer.start_s:g} s at which it is to start.",
                "Let it start earlier.",
            )
        return ClipFrames(clip, path, layer.start_s, shown_s, fps), fps
    except AssetError:
        raise
    except Exception as caught:
        raise _broken(path, caught) from None


def _opened(path: Path) -> Any:
    from moviepy import VideoFileClip

    return VideoFileClip(str(path), audio=False)


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
