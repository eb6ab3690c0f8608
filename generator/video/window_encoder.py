"""A window's pictures in, packets out, cut into slices that can be put at another place of a larger picture."""

from __future__ import annotations

import av
from av.video.codeccontext import VideoCodecContext

from generator.video.encode import ENCODERS, Chunk, chunks_of, configure, one_quantiser
from generator.video.settings import VideoSettings
from generator.video.window import Window


class WindowEncoder:
    """libx264 with the film's parameters for a window, every slice of it so many macroblocks."""

    def __init__(self, window: Window, slice_blocks: int, settings: VideoSettings) -> None:
        context = av.CodecContext.create(ENCODERS[settings.codec], "w")
        assert isinstance(context, VideoCodecContext)
        configure(context, settings)
        context.width, context.height = window.size_px
        options = one_quantiser(context.options)
        # All parts of a picture get one quantiser, so that none looks better than its neighbour. Resting gradients want
        # a finer one for flat grounds; in what moves throughout nobody sees the difference, and it costs time. No
        # deblocking filter may cross from slice to slice.
        options["x264-params"] += f":slice-max-mbs={slice_blocks}:no-deblock=1"
        context.options = options
        context.open()
        self._context = context
        self._window = window
        self._fps = settings.fps
        self.headers = bytes(context.extradata or b"")
        self._chunks: list[Chunk] = []

    def encode(self, number: int) -> None:
        """Encode what the window shows."""
        self._chunks += chunks_of(self._context.encode(self._window.frame.stamp(number, self._fps)))

    def finish(self) -> list[Chunk]:
        """All frames, in decoding order."""
        self._chunks += chunks_of(self._context.encode(None))
        return self._chunks
