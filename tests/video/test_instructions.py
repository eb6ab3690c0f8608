"""Which instructions libx264 may use changes how long it takes, and never what comes out."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest
from av.video.codeccontext import VideoCodecContext

from generator.video import encode, instructions
from generator.video.encode import configure
from generator.video.settings import VideoSettings


@pytest.mark.parametrize(
    ("flags", "chosen"),
    [
        ({"avx2", "bmi2", "avx512f", "avx512bw"}, "asm=AVX2,FMA3,BMI2,LZCNT"),
        ({"avx2", "bmi2"}, ""),
        (set(), ""),
    ],
)
def test_only_processors_with_the_widest_instructions_are_told(flags: set[str], chosen: str) -> None:
    assert instructions.parameter_for(frozenset(flags)) == chosen


def test_where_nothing_is_told_the_encoder_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instructions, "_PROCESSORS", instructions.Path("/nowhere"))
    assert instructions._flags() == frozenset()


def test_the_packets_are_the_same_whatever_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(7)
    ground = np.kron(generator.integers(0, 255, (12, 20), np.uint8), np.ones((18, 18), np.uint8))
    pictures = [
        np.concatenate([np.roll(ground, number * 3, axis=1), np.full((108, 360), 120, np.uint8)])
        for number in range(20)
    ]

    def packets(chosen: str) -> bytes:
        monkeypatch.setattr(encode, "best_instructions", lambda: chosen)
        context = av.CodecContext.create("libx264", "w")
        assert isinstance(context, VideoCodecContext)
        configure(context, VideoSettings(height_px=216))
        context.width, context.height = 360, 216
        context.open()
        found = [bytes(context.extradata or b"")]
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 30)
            found += [bytes(packet) for packet in context.encode(frame)]
        return b"".join([*found, *(bytes(packet) for packet in context.encode(None))])

    chosen = packets("")
    assert len(chosen) > 2000
    # What this machine is told: nothing, unless it has the widest.
    assert packets(instructions.best_instructions()) == chosen
    # Without any of them it computes another way: that shows that they are listened to.
    assert packets("asm=0") != chosen
