"""Footage: files, and clip.py through MoviePy, decoded in order, faults told with their place."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from engine_parts import FULL
from moviepy import VideoFileClip

from generator.errors import AssetError
from generator.model.layers import FootageLayer
from generator.video.filmed import Filmed
from generator.video.footage import read_footage

CLIP = """\
import numpy as np
from moviepy import VideoClip


def make_clip(width_px, height_px, duration_s):
    def picture(t):
        return np.full((height_px, width_px, 3), min(255, int(t * 100)), np.uint8)
    return VideoClip(picture, duration=duration_s).with_fps(10)
"""


def layer(path: Path) -> FootageLayer:
    return FootageLayer(id="film", box=FULL, path=str(path))


@pytest.fixture
def footage(tmp_path: Path) -> Path:
    """Two seconds at 25 fps; frame n is grey 8 + 4 n."""
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"crf": "5"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(50):
            picture = np.full((48, 64, 3), 8 + 4 * number, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def test_a_video_file_gives_its_frames_in_order(footage: Path) -> None:
    frames, fps = read_footage(layer(footage), (64, 48), 1.0)
    assert fps == 25 and len(frames) == 25
    greys = [int(frames[number][..., :3].mean()) for number in (0, 1, 7, 24, 3)]
    assert frames[0].shape == (48, 64, 4) and frames[0].dtype == np.uint8
    assert all(abs(grey - (8 + 4 * number)) <= 4 for grey, number in zip(greys, (0, 1, 7, 24, 3), strict=True)), greys


def test_a_file_shorter_than_the_scene_has_fewer_frames(footage: Path) -> None:
    frames, _ = read_footage(layer(footage), (64, 48), 10.0)
    assert len(frames) == 50
    assert abs(int(frames[49][..., :3].mean()) - 204) <= 4


def filmed(path: Path, count: int = 60, turned: int = 0, **keys: Any) -> Path:
    """`count` pictures of 128 × 96 that pan; `keys`: the encoder's."""
    options = {"rate": Fraction(25), "space": 1, "levels": 1, "left_out": (), "key": 12, "format": "yuv420p"} | keys
    rate = options["rate"]
    blocks = np.random.default_rng(3).integers(0, 255, (12, 16, 3))
    picture = np.kron(blocks, np.ones((8, 8, 1))).astype(np.uint8)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": "18", "g": str(options["key"])})
        stream.width, stream.height, stream.pix_fmt = 128, 96, options["format"]
        stream.codec_context.colorspace, stream.codec_context.color_range = options["space"], options["levels"]
        stream.codec_context.time_base = 1 / rate
        for number in range(count):
            if number not in options["left_out"]:
                frame = av.VideoFrame.from_ndarray(np.roll(picture, 3 * number, axis=1), format="rgb24")
                frame = frame.reformat(
                    format=options["format"], dst_colorspace=options["space"], dst_color_range=options["levels"]
                )
                frame.pts, frame.time_base = number, 1 / rate
                container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if turned:
            stream.set_display_rotation(turned)
    return path


@pytest.mark.parametrize(
    ("file", "keys"),
    [
        ("plain.mp4", {}),
        ("one_key.mp4", {"key": 250}),
        ("american.mkv", {"rate": Fraction(30000, 1001)}),
        ("untold.mp4", {"space": 2}),
        ("all_levels.mp4", {"levels": 2, "format": "yuvj420p"}),
        ("no_index.ts", {}),
        ("upright.mp4", {"turned": 90}),
        ("other_side.mp4", {"turned": -90}),
        ("head_over.mp4", {"turned": 180}),
    ],
)
def test_a_file_looks_as_moviepy_shows_it_in_whatever_order(file: str, keys: dict[str, Any], tmp_path: Path) -> None:
    """Designers try their footage with other programs; MoviePy calls FFmpeg."""
    path = filmed(tmp_path / file, **keys)
    ours, clip = Filmed(path), VideoFileClip(str(path), audio=False)
    assert ours.fps == pytest.approx(clip.fps)
    assert ours.length_s == pytest.approx(clip.duration, abs=0.011)
    for number in [0, 1, 2, 3, 10, 59, 58, 57, 4, 30, 31, 12, 11, 0]:
        theirs = clip.get_frame(number / clip.fps)
        assert np.array_equal(ours.picture(number)[..., 2::-1], theirs), number
    clip.close()


def test_pictures_that_come_at_no_constant_rate_show_at_their_time(tmp_path: Path) -> None:
    whole = Filmed(filmed(tmp_path / "whole.mp4"))
    broken = Filmed(filmed(tmp_path / "broken.mp4", left_out=range(20, 40)))
    assert broken.fps < 20
    for at_s, shown in ((0.4, 10), (0.75, 18), (1.2, 19), (1.5, 19), (1.9, 47)):
        apart = [
            np.abs(broken.picture(int(at_s * broken.fps)).astype(int) - whole.picture(number)).mean()
            for number in range(60)
        ]
        assert abs(int(np.argmin(apart)) - shown) <= 1


def test_a_clip_made_by_code_gets_its_size_and_length(tmp_path: Path) -> None:
    (tmp_path / "clip.py").write_text(CLIP)
    frames, fps = read_footage(layer(tmp_path / "clip.py"), (40, 30), 1.5)
    assert fps == 10 and len(frames) == 15
    assert frames[10].shape == (30, 40, 4)
    assert frames[10][0, 0].tolist() == [100, 100, 100, 255]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("missing.mp4", None, "missing"),
        ("film.mp4", b"this is no film", "can't be decoded"),
        ("clip.py", b"x = 1\n", "make_clip"),
        (
            "clip.py",
            b"def make_clip(w, h, d):\n    return 1 / 0\n",
            "clip.py:2: the clip failed with ZeroDivisionError",
        ),
        ("clip.py", b"def make_clip(w, h, d)\n", "SyntaxError"),
    ],
)
def test_faults_are_told_with_their_place(file: str, content: bytes | None, said: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(AssetError) as caught:
        read_footage(layer(tmp_path / file), (40, 30), 1.0)
    assert said in str(caught.value) and file in str(caught.value)


def test_a_worker_does_not_load_what_it_does_not_need() -> None:
    """What reads files that people write is for the parent, what cuts fonts for pages: each takes a while to load."""
    unneeded = ("pydantic", "ruamel.yaml", "fontTools.subset", "babel", "jinja2", "weasyprint", "sqlalchemy", "polars")
    code = (
        "import sys, generator.pipeline.workshop, generator.video.studio; "
        f"print([name for name in {unneeded} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_footage_is_tried_out_without_what_draws() -> None:
    code = "import sys, generator.video.trial; sys.exit('skia' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_moviepy_is_not_loaded_until_a_scene_has_code(footage: Path) -> None:
    code = (
        "import sys, generator.video.studio; from generator.video.footage import read_footage; "
        "from generator.model.layers import Box, FootageLayer; "
        f"frames, _ = read_footage(FootageLayer(id='f', box=Box(0, 0, 1, 1), path={str(footage)!r}), (64, 48), 1.0); "
        "frames[3]; sys.exit('moviepy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
