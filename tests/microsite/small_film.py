"""A small film that browsers play, with poster, captions and chapters."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from PIL import Image

from generator.model.outcome import Film

CHAPTERS = ((0.0, "Hello"), (1.5, "Your balance"), (3.0, "Month by month"), (4.5, "In short"))
LENGTH_S = 6
FILM = Film(640, 360, float(LENGTH_S), ("captions.vtt", "chapters.vtt", "poster.jpg", "video.mp4"), CHAPTERS)


def write_film(folder: Path) -> None:
    """FILM's files, into a folder."""
    with av.open(str(folder / "video.mp4"), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=10, options={"preset": "ultrafast", "g": "10"})
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        for index in range(LENGTH_S * 10):
            picture = np.zeros((360, 640, 3), np.uint8)
            picture[:, :] = (216, 80, 92)
            picture[:, : (index + 1) * 640 // (LENGTH_S * 10)] = (255, 181, 71)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    Image.new("RGB", (640, 360), (216, 80, 92)).save(folder / "poster.jpg")
    cues = [
        f"00:0{int(start)}.{int(start * 10) % 10}00 --> 00:0{int(start + 1.5)}.{int(start * 10 + 15) % 10}00\n{title}\n"
        for start, title in CHAPTERS
    ]
    for name in ("captions.vtt", "chapters.vtt"):
        (folder / name).write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")
