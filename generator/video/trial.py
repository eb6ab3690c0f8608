"""Footage tried out before a batch: a file or clip.py in, what is wrong with it out.

Its first, middle and last frame are decoded. Players and MoviePy go on with the last whole frame when a file ends too
early, so that a file cut off while it was copied would only show as a picture that stands still.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import av

from generator.errors import AssetError, InputError, SceneError
from generator.model.layers import Box, FootageLayer
from generator.model.story import SceneTemplate
from generator.scenes import specs
from generator.scenes.assets import asset_path
from generator.sourcefile import read
from generator.video.footage import read_footage

_TRIAL_PX = (320, 180)
# How much earlier than its header says a file may end: sound is often a little longer than the picture.
_ALLOWED_S = 0.5


def footage_faults(template: SceneTemplate, duration_s: float, aspects: tuple[str, ...]) -> Iterator[InputError]:
    """A scene that lasts `duration_s` in; every footage that can't be shown out, at its line of scene.yaml."""
    told: set[tuple[str, str]] = set()
    for aspect in aspects:
        for spec in template.layers.get(aspect, ()):
            if isinstance(spec, specs.FootageSpec):
                cause = _fault(asset_path(template.root, spec.footage), spec, duration_s)
                if cause is not None and (spec.id, cause[0]) not in told:
                    told.add((spec.id, cause[0]))
                    yield AssetError(_place(template.root, spec.id), *cause)


def _place(root: Path, layer_id: str) -> str:
    file = read(root / "scene.yaml", SceneError)
    ids = [str(layer.get("id")) for layer in file.data["layers"]]
    return file.place("layers", ids.index(layer_id))


def _fault(path: Path, spec: specs.FootageSpec, duration_s: float) -> tuple[str, str] | None:
    """(cause, remedy), or None when all is well."""
    name = spec.footage
    if path.suffix == ".py":
        return _fault_of_code(path, spec, duration_s)
    try:
        length_s = whole_length_s(path)
    except (av.FFmpegError, OSError, ValueError, StopIteration, IndexError) as caught:
        cause = str(caught) if isinstance(caught, ValueError) and not isinstance(caught, av.FFmpegError) else ""
        told = cause or "it is broken or no video"
        return f"the footage '{name}' can't be decoded: {told}.", "Copy it again, or save it as H.264 in MP4."
    for key, at_s in (("from", spec.from_), ("to", spec.to or 0.0)):
        if at_s > length_s + 0.05:
            return (
                f"'{key}' is {at_s:g} s, but the footage '{name}' is over after {length_s:.1f} s.",
                "Choose a time within it.",
            )
    return None


def whole_length_s(path: Path) -> float:
    """A video file in, its length in seconds out, once its first, middle and last frame have been decoded.

    Raises av.FFmpegError or StopIteration when they can't be, ValueError (told as its text) when it ends too early.
    """
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        # Only what other frames are built upon is decoded of the last stretch, and only to see whether it can be: half
        # the work, since a file may have a single key frame.
        stream.codec_context.options = {"skip_loop_filter": "all"}
        stream.codec_context.skip_frame = "NONREF"
        start_s = float((stream.start_time or 0) * stream.time_base) if stream.time_base else 0.0
        first = next(container.decode(stream))
        if first.is_corrupt:
            raise ValueError("its first frame is damaged")
        told_s = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
        told_s = told_s or (container.duration or 0) / av.time_base
        last_s = 0.0
        for share in (0.5, 1.0):
            container.seek(int((start_s + told_s * share) * av.time_base))
            for frame in container.decode(stream):
                if frame.is_corrupt:
                    raise ValueError("a frame of it is damaged")
                last_s = max(last_s, float(frame.time or 0.0) - start_s)
                if share < 1:
                    break
        frame_s = 1 / float(stream.average_rate) if stream.average_rate else 0.04
        if last_s + frame_s < told_s - _ALLOWED_S:
            raise ValueError(f"it ends after {last_s + frame_s:.1f} of {told_s:.1f} s, as when it was cut off")
        return max(told_s, last_s + frame_s)


def _fault_of_code(path: Path, spec: specs.FootageSpec, duration_s: float) -> tuple[str, str] | None:
    """Designers' code runs where no customer's data is: in a process of its own, as in a worker."""
    layer = FootageLayer(
        id=spec.id, box=Box(0, 0, 1, 1), path=str(path), start_s=spec.from_, end_s=spec.to or 0.0, speed=spec.speed
    )
    try:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            fault = pool.submit(_try, layer, duration_s).result()
    except BrokenProcessPool:
        fault = (path.name, "it ended the program.", "Try make_clip alone with MoviePy.")
    if fault is None:
        return None
    place, cause, remedy = fault
    return f"{Path(place).name}: {cause}", remedy


def _try(layer: FootageLayer, duration_s: float) -> tuple[str, str, str] | None:
    try:
        frames, _ = read_footage(layer, _TRIAL_PX, duration_s)
        for index in (0, len(frames) // 2, len(frames) - 1):
            frames[index]
    except AssetError as fault:
        return fault.place, fault.cause, fault.remedy
    return None
