"""Quality profiles: what each decides, what a campaign's own keys decide, and the films that come of it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import get_args

import av
import numpy as np
import pytest
from engine_parts import greeting_story, ground, name, scene, story, studio
from imageio_ffmpeg import get_ffmpeg_exe

from generator.errors import CampaignError, InputError
from generator.sourcefile import read
from generator.video.completeness import is_complete_webm
from generator.video.plan import shots
from generator.video.profiles import PROFILES, ProfileName, SizeName, settings_of
from generator.video.settings import Aspect, Codec, VideoSettings
from generator.video.spec import VideoSpec, video_settings

CODECS: dict[Codec, str] = {"h264": "h264", "av1": "libdav1d"}


def test_the_web_profile_is_what_settings_are_by_themselves() -> None:
    assert settings_of("web") == VideoSettings()
    assert set(PROFILES) == set(get_args(ProfileName))


@pytest.mark.parametrize(
    ("profile", "size_px", "fps", "constant"),
    [
        ("draft", (640, 360), 15, False),
        ("web", (1280, 720), 30, False),
        ("social", (1080, 1920), 30, True),
        ("archive", (1280, 720), 30, True),
    ],
)
def test_what_a_profile_decides(profile: ProfileName, size_px: tuple[int, int], fps: int, constant: bool) -> None:
    settings = settings_of(profile)
    assert (settings.size_px, settings.fps, settings.constant_frame_rate) == (size_px, fps, constant)
    assert settings.gif == (profile != "draft")


@pytest.mark.parametrize(
    ("size", "aspect", "size_px"),
    [
        ("360p", "16:9", (640, 360)),
        ("480p", "16:9", (854, 480)),
        ("480p", "9:16", (480, 854)),
        ("720p", "16:9", (1280, 720)),
        ("720p", "9:16", (720, 1280)),
        ("720p", "1:1", (720, 720)),
        ("1080p", "16:9", (1920, 1080)),
        ("1080p", "9:16", (1080, 1920)),
        ("1080p", "1:1", (1080, 1080)),
        ("4K", "16:9", (3840, 2160)),
        ("4K", "9:16", (2160, 3840)),
        ("4K", "1:1", (2160, 2160)),
    ],
)
def test_a_size_is_the_shorter_side_in_every_aspect(size: SizeName, aspect: Aspect, size_px: tuple[int, int]) -> None:
    assert settings_of("web", size=size, aspect=aspect).size_px == size_px


def test_qualities_stand_in_order() -> None:
    for codec in get_args(Codec):
        crf = [settings_of(profile, codec=codec).crf for profile in ("archive", "social", "web", "draft")]
        assert crf == sorted(set(crf))


def spec_of(
    tmp_path: Path, text: str, profile: ProfileName | None = None, aspect: Aspect | None = None
) -> VideoSettings | None:
    path = tmp_path / "campaign.yaml"
    path.write_text(f"outputs:\n  video: {text}\n", encoding="utf-8")
    file = read(path, CampaignError)
    asked = file.parse_part(("outputs", "video"), file.data["outputs"]["video"], VideoSpec | bool)
    return video_settings(file, asked, profile, aspect)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("true", VideoSettings()),
        ("false", None),
        ("{profile: draft, fps: 30}", replace(settings_of("draft"), fps=30)),
        ("{profile: social, aspect: '1:1'}", settings_of("social", aspect="1:1")),
        ("{profile: social, constant_frame_rate: false}", replace(settings_of("social"), constant_frame_rate=False)),
        ("{profile: archive, crf: 0}", replace(settings_of("archive"), crf=0)),
        ("{codec: av1}", replace(VideoSettings(), codec="av1", crf=35)),
        ("{codec: av1, crf: 60}", replace(VideoSettings(), codec="av1", crf=60)),
        ("{height_px: 540}", VideoSettings(height_px=540)),
        ("{gif: false}", VideoSettings(gif=False)),
        ("{profile: draft, gif: true}", replace(settings_of("draft"), gif=True)),
        ("{preview: webp, poster_webp: true}", VideoSettings(gif=False, webp=True, poster_webp=True)),
        ("{preview: both}", VideoSettings(webp=True)),
        ("{preview: none}", VideoSettings(gif=False)),
    ],
)
def test_keys_of_the_campaign_go_before_the_profile(tmp_path: Path, text: str, settings: VideoSettings | None) -> None:
    assert spec_of(tmp_path, text) == settings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{size: 720p, height_px: 720}", "twice"),
        ("{preview: gif, gif: true}", "twice"),
        ("{crf: 52}", "0 to 51"),
        ("{codec: av1, crf: 64}", "0 to 63"),
        ("{height_px: 3840}", "4096"),
        ("{profile: best}", "archive"),
        ("{size: 8K}", "4K"),
    ],
)
def test_what_does_not_go_together_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        spec_of(tmp_path, text)
    assert told in str(caught.value) and "campaign.yaml:2" in caught.value.place


def test_a_profile_from_the_command_line_leaves_shape_and_codec_alone(tmp_path: Path) -> None:
    text = "{profile: archive, size: 4K, fps: 60, crf: 1, gif: true, aspect: '1:1', codec: av1}"
    assert spec_of(tmp_path, text, "draft") == settings_of("draft", aspect="1:1", codec="av1")
    assert spec_of(tmp_path, "true", "social") == settings_of("social")
    assert spec_of(tmp_path, "false", "social") is None
    assert spec_of(tmp_path, text, "social", "9:16") == settings_of("social", aspect="9:16", codec="av1")
    assert spec_of(tmp_path, "{fps: 50, aspect: '16:9'}", None, "1:1") == VideoSettings(fps=50, aspect="1:1")


def test_whatever_changes_packets_changes_the_name_of_a_segment() -> None:
    told = greeting_story("Lucia")
    plain = VideoSettings()
    others = [
        replace(plain, **change)
        for change in (
            {"codec": "av1"},
            {"crf": 22},
            {"thorough": True},
            {"key_s": 2},
            {"constant_frame_rate": True},
            {"fps": 25},
            {"height_px": 360},
        )
    ]
    names = {shots(told, settings, b"secret")[0].name for settings in (plain, *others)}
    assert len(names) == 1 + len(others)
    still = replace(plain, gif=False, webp=True, poster_webp=True)
    assert shots(told, still, b"secret")[0].name in names


@pytest.mark.parametrize("codec", get_args(Codec))
@pytest.mark.parametrize("profile", get_args(ProfileName))
def test_every_profile_renders_what_it_promises(profile: ProfileName, codec: Codec, tmp_path: Path) -> None:
    settings = replace(settings_of(profile, codec=codec, height_px=192), gif=False)
    film = studio(tmp_path / "cache", settings).render(greeting_story("Lucia"), tmp_path / "out")
    path = tmp_path / "out" / film.video
    assert (film.video, film.media_type) == (
        ("video.webm", "video/webm") if codec == "av1" else ("video.mp4", "video/mp4")
    )
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == (CODECS[codec], "yuv420p")
        assert (context.width, context.height) == settings.size_px == (film.width_px, film.height_px)
        assert (context.color_range, context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1, 1)
        assert container.duration == pytest.approx(film.duration_s * 1e6, abs=1000)
        assert [mark["metadata"]["title"] for mark in container.chapters()] == ["Greeting", "Shared", "Closing"]
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
        base = stream.time_base or Fraction(1)
    shown = sorted(round((packet.pts or 0) * base * settings.fps) for packet in packets)
    holds = [after - before for before, after in pairwise(shown)]
    frames = round(5.5 * settings.fps) if settings.fps != 15 else 30 + 22 + 30
    assert (shown[0], shown[-1]) == (0, frames - 1)
    if settings.constant_frame_rate:
        assert set(holds) == {1} and len(shown) == frames
        tick_ms = 1 if codec == "av1" else Fraction(1, 1000)
        for packet in packets:
            assert abs((packet.duration or 0) * base - Fraction(1, settings.fps)) * 1000 <= tick_ms
    else:
        assert max(holds) > settings.fps and len(shown) < frames * 0.8
    keys = [round((packet.pts or 0) * base * settings.fps) for packet in packets if packet.is_keyframe]
    starts = [round(start * settings.fps) for start, _ in film.chapters]
    assert set(starts) <= set(keys) and len(keys) >= len(starts)
    if settings.constant_frame_rate:
        assert max(after - before for before, after in pairwise([*keys, frames])) <= settings.key_s * settings.fps
    # A real decoder of others has nothing to say about it.
    said = subprocess.run(
        [get_ffmpeg_exe(), "-v", "warning", "-i", str(path), "-f", "null", "-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stderr) == (0, "")


def test_an_archive_shows_what_was_composed_closer_than_the_web_does(tmp_path: Path) -> None:
    told = greeting_story("Lucia")
    errors: dict[str, float] = {}
    for profile in get_args(ProfileName)[1:]:
        settings = replace(settings_of(profile, aspect="16:9", height_px=180), gif=False)
        maker = studio(tmp_path / profile, settings)
        film = maker.render(told, tmp_path / profile / "out")
        expected = maker.frame(told.scenes[2], "16:9", 1.9, told.brand).astype(int)
        with av.open(str(tmp_path / profile / "out" / film.video)) as container:
            last = list(container.decode(video=0))[-1].to_ndarray(format="rgb24")
        errors[profile] = float(np.abs(last - expected).mean())
    assert errors["archive"] <= errors["social"] <= errors["web"] < 3


@pytest.mark.parametrize("size", ["720p", "1080p", "4K"])
@pytest.mark.parametrize("aspect", get_args(Aspect))
def test_sizes_are_rendered(size: SizeName, aspect: Aspect, tmp_path: Path) -> None:
    settings = settings_of("web", size=size, aspect=aspect, preview="none")
    told = story(scene("one", ground(), name("Lucia", 0.03), seconds=0.07))
    film = studio(tmp_path / "cache", settings).render(told, tmp_path / "out")
    with av.open(str(tmp_path / "out" / film.video)) as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height) == settings.size_px == (film.width_px, film.height_px)


def test_a_film_of_one_frame_in_av1(tmp_path: Path) -> None:
    settings = settings_of("web", codec="av1", height_px=180, preview="none")
    film = studio(tmp_path / "cache", settings).render(story(scene("a", ground(), seconds=0.01)), tmp_path / "out")
    with av.open(str(tmp_path / "out" / film.video)) as container:
        assert len(list(container.decode(video=0))) == 1


def test_a_webm_that_was_cut_short_is_seen(tmp_path: Path) -> None:
    settings = settings_of("web", codec="av1", height_px=180, preview="none")
    film = studio(tmp_path / "cache", settings).render(greeting_story("Lucia"), tmp_path / "out")
    data = (tmp_path / "out" / film.video).read_bytes()
    assert data.index(b"\x1c\x53\xbb\x6b") < data.index(b"\x1f\x43\xb6\x75")
    assert is_complete_webm(tmp_path / "out" / film.video)
    for length in (0, 3, 40, 300, len(data) // 2, len(data) - 1):
        (tmp_path / "cut.webm").write_bytes(data[:length])
        assert not is_complete_webm(tmp_path / "cut.webm"), length
    index = data.rindex(b"\x1c\x53\xbb\x6b")
    (tmp_path / "late.webm").write_bytes(data[:index] + b"\x1f\x43\xb6\x75" + data[index + 4 :])
    assert not is_complete_webm(tmp_path / "late.webm")


def test_av1_segments_are_the_same_in_any_process(tmp_path: Path) -> None:
    settings = settings_of("web", codec="av1", height_px=180, preview="none")
    for run in ("a", "b"):
        studio(tmp_path / run / "cache", settings).render(greeting_story("Lucia"), tmp_path / run)
    assert (tmp_path / "a" / "video.webm").read_bytes() == (tmp_path / "b" / "video.webm").read_bytes()
