"""Sound in the finished film: at its picture after an hour's worth of scenes, in one stream, from one encoding."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from engine_parts import SMALL, greeting_story, studio
from imageio_ffmpeg import get_ffmpeg_exe
from sound_parts import RATE, click, clicking_story, heard, musical, peaks_above, tone

from generator.model.story import Music
from generator.video.cache import SOUNDS

TINY = replace(SMALL, height_px=36)


def films_in(cache: Path) -> list[Path]:
    return [path for path in (cache / SOUNDS).iterdir() if not path.name.startswith(".")]


@pytest.mark.parametrize(("fps", "codec"), [(30, "h264"), (24, "h264"), (30, "av1")])
def test_a_click_is_heard_with_its_picture_after_sixty_scenes(tmp_path: Path, fps: int, codec: str) -> None:
    settings = replace(TINY, fps=fps, codec=codec)  # type: ignore[arg-type]
    seconds = 0.37
    told = clicking_story(click(tmp_path / "click.wav"), 60, seconds)
    studio(tmp_path / "cache", settings).render(told, tmp_path / "out")
    film = tmp_path / "out" / settings.film_name
    frames = round(seconds * fps)
    expected = [Fraction(number * frames * RATE, fps) for number in range(60)]
    found = peaks_above(heard(film), 0.15)
    assert len(found) == 60
    # Encoders smear a click over a millisecond; a frame lasts 33.
    assert max(abs(found[number] - at) for number, at in enumerate(expected)) < RATE / 500
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        shown = {(packet.pts or 0) * stream.time_base for packet in container.demux(stream) if packet.is_keyframe}
    # Matroska counts in milliseconds.
    assert all(min(abs(float(at / RATE - time)) for time in shown) < 0.001 for at in expected)


def test_a_click_is_heard_with_its_picture_after_ten_minutes(tmp_path: Path) -> None:
    told = clicking_story(click(tmp_path / "click.wav"), 60, 10.0)
    film = studio(tmp_path / "cache", TINY).render(told, tmp_path / "out")
    assert film.duration_s == 600
    found = peaks_above(heard(tmp_path / "out" / "video.mp4"), 0.15)
    assert len(found) == 60
    assert max(abs(at - number * 10 * RATE) for number, at in enumerate(found)) < RATE / 500


def test_the_film_has_one_sound_stream_as_long_as_its_pictures(tmp_path: Path) -> None:
    music = Music(str(tone(tmp_path / "tone.wav", 3)), volume=0.5)
    film = studio(tmp_path / "cache").render(musical(greeting_story("Lucia"), music), tmp_path / "out")
    path = tmp_path / "out" / "video.mp4"
    with av.open(str(path)) as container:
        assert len(container.streams.audio) == 1
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.rate, stream.layout.name) == ("aac", RATE, "stereo")
        assert stream.time_base is not None and stream.duration is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(film.duration_s, abs=0.001)
        assert container.duration == pytest.approx(film.duration_s * 1e6, abs=1)
        stamps = [packet.pts for packet in container.demux(stream) if packet.pts is not None]
    assert all(after - before == 1024 for before, after in pairwise(stamps))
    # What the encoder puts first is skipped.
    assert stamps[0] == -1024
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_pictures_and_sound_lie_side_by_side_in_the_file(tmp_path: Path) -> None:
    told = clicking_story(click(tmp_path / "click.wav"), 30, 1.0)
    studio(tmp_path / "cache", TINY).render(told, tmp_path / "out")
    places: list[tuple[int, float]] = []
    with av.open(str(tmp_path / "out" / "video.mp4")) as container:
        for packet in container.demux(container.streams.video[0], container.streams.audio[0]):
            if packet.pts is not None and packet.time_base is not None and packet.pos is not None:
                places.append((packet.pos, float((packet.dts or 0) * packet.time_base)))
    times = [time for _, time in sorted(places)]
    # The file goes on with the film: nothing has to be looked for far away.
    assert max(before - after for before, after in pairwise(times)) < 1.1


def test_a_story_without_sound_has_no_sound_stream(tmp_path: Path) -> None:
    silent = Music(str(tone(tmp_path / "tone.wav", 3)), volume=0.0)
    for number, told in enumerate((greeting_story("Lucia"), musical(greeting_story("Lucia"), silent))):
        studio(tmp_path / "cache").render(told, tmp_path / str(number))
        with av.open(str(tmp_path / str(number) / "video.mp4")) as container:
            assert not container.streams.audio
    assert films_in(tmp_path / "cache") == []


def test_films_that_sound_the_same_share_one_encoding(tmp_path: Path) -> None:
    music = Music(str(tone(tmp_path / "tone.wav", 3)))
    for who in ("Lucia", "Marek", "Ana"):
        studio(tmp_path / "cache").render(musical(greeting_story(who), music), tmp_path / who)
    assert len(films_in(tmp_path / "cache")) == 1
    assert films_in(tmp_path / "cache")[0].stat().st_mode & 0o777 == 0o600
    louder = replace(music, volume=0.5)
    studio(tmp_path / "cache").render(musical(greeting_story("Lucia"), louder), tmp_path / "louder")
    assert len(films_in(tmp_path / "cache")) == 2
    # Another file under the same name is another sound.
    tone(tmp_path / "tone.wav", 3, hz=220)
    studio(tmp_path / "cache").render(musical(greeting_story("Lucia"), music), tmp_path / "lower")
    assert len(films_in(tmp_path / "cache")) == 3


def test_a_damaged_track_is_made_again(tmp_path: Path) -> None:
    told = musical(greeting_story("Lucia"), Music(str(tone(tmp_path / "tone.wav", 3))))
    studio(tmp_path / "cache").render(told, tmp_path / "one")
    [kept] = films_in(tmp_path / "cache")
    kept.write_bytes(kept.read_bytes()[:-7])
    studio(tmp_path / "cache").render(told, tmp_path / "two")
    assert (tmp_path / "one" / "video.mp4").read_bytes() == (tmp_path / "two" / "video.mp4").read_bytes()


@pytest.mark.parametrize("codec", ["h264", "av1"])
def test_ffmpeg_reads_the_film_without_a_word(tmp_path: Path, codec: str) -> None:
    settings = replace(SMALL, codec=codec)  # type: ignore[arg-type]
    told = musical(greeting_story("Lucia"), Music(str(tone(tmp_path / "tone.wav", 3))))
    studio(tmp_path / "cache", settings).render(told, tmp_path / "out")
    film = tmp_path / "out" / settings.film_name
    streams = ["-map", "0:v", "-map", "0:a"]
    command = [get_ffmpeg_exe(), "-v", "warning", "-i", str(film), *streams, "-f", "null", os.devnull]
    ran = subprocess.run(command, capture_output=True, check=True)
    assert ran.stderr == b""


def test_music_goes_on_through_the_cuts(tmp_path: Path) -> None:
    told = musical(greeting_story("Lucia"), Music(str(tone(tmp_path / "tone.wav", 4, hz=100)), fade_out_s=0.0))
    studio(tmp_path / "cache").render(told, tmp_path / "out")
    samples = heard(tmp_path / "out" / "video.mp4")[: round(5.4 * RATE), 0]
    level = np.sqrt((samples[RATE // 4 :][: RATE * 5].reshape(-1, RATE // 20) ** 2).mean(axis=1))
    assert level.min() > 0.9 * np.median(level)
