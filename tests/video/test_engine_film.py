"""The finished file: streams, timing, holds, index first, key frames, chapters, pixels."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from engine_parts import SMALL, brand, greeting_story, ground, name, scene, slider, story, studio

from generator.errors import RenderError
from generator.model.outcome import Film
from generator.video.completeness import is_complete
from generator.video.compose import Pixels
from generator.video.encode import Segment
from generator.video.plan import shots
from generator.video.settings import VideoSettings
from generator.video.splice import Reel, splice


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Film, Path]:
    folder = tmp_path_factory.mktemp("film")
    return studio(folder / "cache").render(greeting_story("Lucia"), folder / "out"), folder / "out"


def times(path: Path, fps: int = 30) -> list[Fraction]:
    """When frames are shown, in frames."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        assert stream.time_base is not None
        return [(frame.pts or 0) * stream.time_base * fps for frame in film.decode(stream)]


def decoded(path: Path) -> dict[int, Pixels]:
    """Frame number → RGB, as a player shows it."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        return {round(float(frame.time) * 30): frame.to_ndarray(format="rgb24") for frame in film.decode(stream)}


def test_the_stream_is_what_players_and_mail_expect(rendered: tuple[Film, Path]) -> None:
    film, folder = rendered
    assert set(film.files) == {"video.mp4", "poster.jpg", "captions.vtt", "chapters.vtt"}
    assert {path.name for path in folder.iterdir()} == set(film.files)
    with av.open(str(folder / "video.mp4")) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt, context.width, context.height) == ("h264", "yuv420p", 320, 180)
        assert (context.color_range, context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1, 1)
        assert stream.duration is not None and stream.time_base is not None
        assert stream.duration * stream.time_base == Fraction(165, 30)
        assert container.duration == 5_500_000
        assert set(container.metadata) == {"major_brand", "minor_version", "compatible_brands"}
    assert (film.width_px, film.height_px, film.duration_s) == (320, 180, 5.5)


def test_the_index_comes_first_and_the_file_is_complete(rendered: tuple[Film, Path], tmp_path: Path) -> None:
    _, folder = rendered
    path = folder / "video.mp4"
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert is_complete(path)
    for length in (0, 7, 40, len(data) // 2, len(data) - 1):
        (tmp_path / "cut.mp4").write_bytes(data[:length])
        assert not is_complete(tmp_path / "cut.mp4")


def test_resting_frames_are_held_by_their_timestamps(rendered: tuple[Film, Path]) -> None:
    _, folder = rendered
    shown = times(folder / "video.mp4")
    moving = [*range(13), 59, *range(60, 60 + 16), 104, *range(105, 105 + 31), 164]
    assert shown == moving


def test_constant_frame_rate_shows_every_frame(tmp_path: Path) -> None:
    maker = studio(tmp_path / "cache", replace(SMALL, constant_frame_rate=True))
    maker.render(greeting_story("Lucia"), tmp_path / "out")
    assert times(tmp_path / "out" / "video.mp4") == list(range(165))


def test_every_scene_starts_with_a_key_frame_that_can_be_sought(rendered: tuple[Film, Path]) -> None:
    film, folder = rendered
    with av.open(str(folder / "video.mp4")) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        base = stream.time_base
        keys = [(packet.pts or 0) * base * 30 for packet in container.demux(stream) if packet.is_keyframe]
        assert keys == [0, 60, 105]
        for start_s, _ in film.chapters:
            container.seek(round(start_s / base), stream=stream)
            frame = next(container.decode(stream))
            assert frame.key_frame and float(frame.time) == pytest.approx(start_s)


def test_a_key_frame_is_not_decoded_long_before_it_is_shown(rendered: tuple[Film, Path]) -> None:
    # A seek into the hold before it would land on it, for players look for the place by decoding time.
    with av.open(str(rendered[1] / "video.mp4")) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.pts is not None and packet.dts is not None]
    frame = Fraction(1, 30) / (stream.time_base or 1)
    early = [(packet.pts or 0) - (packet.dts or 0) for packet in packets]
    assert max(lag for packet, lag in zip(packets, early, strict=True) if packet.is_keyframe) <= 4 * frame
    assert min(early) >= 0
    decoding = [packet.dts or 0 for packet in packets]
    assert all(before < after for before, after in pairwise(decoding))


def test_frames_decode_to_what_was_composed(rendered: tuple[Film, Path], tmp_path: Path) -> None:
    _, folder = rendered
    shown = decoded(folder / "video.mp4")
    told = greeting_story("Lucia")
    maker = studio(tmp_path / "cache")
    for number, (frame, at) in enumerate(
        [(0, 0.0), (59, 1.9), (6, 0.2), (60, 0.0), (104, 1.4), (115, 10 / 30), (164, 1.9)]
    ):
        which = 0 if frame < 60 else 1 if frame < 105 else 2
        expected = maker.frame(told.scenes[which], "16:9", at, told.brand)
        difference = np.abs(shown[frame].astype(int) - expected.astype(int))
        assert difference.mean() < 3, (number, frame, difference.mean())


def test_a_different_name_is_a_different_picture(rendered: tuple[Film, Path], tmp_path: Path) -> None:
    _, folder = rendered
    studio(tmp_path / "cache").render(greeting_story("Marek"), tmp_path / "out")
    ours, theirs = decoded(folder / "video.mp4"), decoded(tmp_path / "out" / "video.mp4")
    assert np.abs(ours[59].astype(int) - theirs[59].astype(int)).max() > 100
    assert np.array_equal(ours[104], theirs[104])


def test_chapters_are_in_the_file_and_beside_it(rendered: tuple[Film, Path]) -> None:
    film, folder = rendered
    assert film.chapters == ((0.0, "Greeting"), (2.0, "Shared"), (3.5, "Closing"))
    with av.open(str(folder / "video.mp4")) as container:
        marks = container.chapters()
    found = [(float(mark["start"] * (mark["time_base"] or 0)), mark["metadata"]["title"]) for mark in marks]
    assert found == list(film.chapters)
    text = (folder / "chapters.vtt").read_text()
    assert "00:00:02.000 --> 00:00:03.500\nShared\n" in text


def test_two_hundred_short_segments_do_not_drift(tmp_path: Path) -> None:
    settings = replace(SMALL, fps=24)
    maker = studio(tmp_path / "cache", settings)
    short = [
        scene("a", ground(), slider(0.2), seconds=0.31),
        scene("b", ground("ink"), seconds=0.07),
        scene("c", ground(), name("Lucia", 0.1), seconds=0.5),
    ]
    told = story(*(short[number % 3] for number in range(200)))
    film = maker.render(told, tmp_path / "out")
    planned = shots(told, settings, b"x")
    shown = times(tmp_path / "out" / "video.mp4", 24)
    assert {Fraction(shot.first) for shot in planned} <= set(shown)
    total = planned[-1].first + planned[-1].frames
    assert shown[-1] == total - 1 and shown == sorted(set(shown))
    assert film.duration_s == pytest.approx(total / 24)
    with av.open(str(tmp_path / "out" / "video.mp4")) as container:
        assert container.duration == pytest.approx(total / 24 * 1e6, abs=1)
        stamps = [packet.dts for packet in container.demux(video=0) if packet.dts is not None]
    assert stamps == sorted(set(stamps))


def test_one_frame_scenes_and_a_film_of_one(tmp_path: Path) -> None:
    film = studio(tmp_path / "cache").render(story(scene("blink", ground(), seconds=0.01)), tmp_path / "out")
    assert film.duration_s == pytest.approx(1 / 30)
    assert times(tmp_path / "out" / "video.mp4") == [0]


@pytest.mark.parametrize(("aspect", "size"), [("16:9", (1280, 720)), ("9:16", (720, 1280)), ("1:1", (1080, 1080))])
def test_sizes(aspect: str, size: tuple[int, int], tmp_path: Path) -> None:
    settings = VideoSettings(aspect=aspect, gif=False)  # type: ignore[arg-type]
    film = studio(tmp_path / "cache", settings).render(story(scene("one", ground(), seconds=0.1)), tmp_path / "out")
    assert (film.width_px, film.height_px) == size
    with av.open(str(tmp_path / "out" / "video.mp4")) as container:
        context = container.streams.video[0].codec_context
        assert (context.width, context.height) == size


def test_segments_of_another_encoder_are_refused(tmp_path: Path) -> None:
    odd = Segment(headers=b"other", frames=1, chunks=())
    with pytest.raises(RenderError):
        splice(Reel([odd]), SMALL, tmp_path / "video.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_story_without_scenes_is_told(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no scenes"):
        studio(tmp_path / "cache").render(story(), tmp_path / "out")


def test_a_fault_of_drawing_names_the_scene_and_not_what_it_shows(tmp_path: Path) -> None:
    bad = replace(name("Secretname"), color="nowhere")
    with pytest.raises(RenderError) as caught:
        studio(tmp_path / "cache").render(story(scene("greeting", ground(), bad)), tmp_path / "out")
    assert "scene greeting" in str(caught.value) and "Secretname" not in str(caught.value)
    assert brand().colors.get("nowhere") is None
    assert list((tmp_path / "out").iterdir()) == []
