"""Footage and clip.py that can't be shown are told at their line of scene.yaml before anything renders."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from generator.scenes.template import load_scene
from generator.video.trial import footage_faults, whole_length_s

SCENE = """\
summary: A test.
title: Test
duration: 2s
layers:
  - {id: ground, fill: paper}
  - {id: film, footage: FILE}
"""

# It fails in the second half only: no look at the first frame would find it.
LATE = """\
import numpy as np
from moviepy import VideoClip
def make_clip(width_px, height_px, duration_s):
    def picture(t):
        return np.full((height_px, width_px, 3), 1 / 0 if t > 1.5 else 9, np.uint8)
    return VideoClip(picture, duration=duration_s).with_fps(25)
"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Four seconds of noise at 25 fps, its header at the front, so that a cut-off copy of it still opens."""
    path = tmp_path / "film.mp4"
    chance = np.random.default_rng(1)
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=25, options={"crf": "20", "g": "25"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(100):
            picture = chance.integers(0, 255, (48, 64, 3), dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def faults(folder: Path, layer: str) -> list[tuple[str, str, str]]:
    (folder / "scene.yaml").write_text(SCENE.replace("FILE", layer), encoding="utf-8")
    template = load_scene(folder)
    found = footage_faults(template, template.duration_s, ("16:9", "9:16"))
    return [(fault.place.removeprefix(f"{folder}/"), fault.cause, fault.remedy) for fault in found]


def test_a_whole_file_has_no_fault(film: Path, tmp_path: Path) -> None:
    assert whole_length_s(film) == pytest.approx(4.0, abs=0.05)
    assert faults(tmp_path, "film.mp4, from: 1s, to: 4s, speed: 2") == []


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8])
def test_a_file_that_was_cut_off_is_caught(film: Path, tmp_path: Path, share: float) -> None:
    whole = film.read_bytes()
    film.write_bytes(whole[: int(len(whole) * share)])
    ((place, cause, remedy),) = faults(tmp_path, "film.mp4")
    assert place == "scene.yaml:6:5"
    assert "'film.mp4' can't be decoded" in cause and "Copy it again" in remedy


@pytest.mark.parametrize("content", [b"", b"no film at all" * 99])
def test_what_is_no_film_is_caught(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "film.mp4").write_bytes(content)
    ((place, cause, _),) = faults(tmp_path, "film.mp4")
    assert place == "scene.yaml:6:5" and "can't be decoded" in cause


@pytest.mark.parametrize(("keys", "said"), [("from: 5s", "'from' is 5 s"), ("to: 9s", "over after 4.0 s")])
def test_a_time_outside_the_footage_is_caught(film: Path, tmp_path: Path, keys: str, said: str) -> None:
    ((place, cause, _),) = faults(tmp_path, f"film.mp4, {keys}")
    assert place == "scene.yaml:6:5" and said in cause


def test_code_that_fails_is_told_with_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "clip.py").write_text(LATE, encoding="utf-8")
    ((place, cause, _),) = faults(tmp_path, "clip.py")
    assert place == "scene.yaml:6:5"
    assert cause == "clip.py:5: the clip failed with ZeroDivisionError."


def test_code_that_ends_the_program_is_told(tmp_path: Path) -> None:
    (tmp_path / "clip.py").write_text("import os\ndef make_clip(w, h, d):\n    os._exit(3)\n", encoding="utf-8")
    ((place, cause, _),) = faults(tmp_path, "clip.py")
    assert place == "scene.yaml:6:5" and "ended the program" in cause
