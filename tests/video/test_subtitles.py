"""The captions inside the film: the same words at the same milliseconds as captions.vtt, tagged, off by default."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import av
import pytest
from av.stream import Disposition
from engine_parts import ground, name, scene, slider, story, studio
from imageio_ffmpeg import get_ffmpeg_exe
from sound_parts import musical, tone

from generator.model.story import Music, Story
from generator.video.boxes import switch_off
from generator.video.captions import film_cues
from generator.video.subtitles import ENTRY, packets
from generator.video.timeline import timeline

_CUE = re.compile(r"([\d:.]+) --> ([\d:.]+)\n(.*?)(?:\n\n|\n?\Z)", re.DOTALL)
WORDS = (
    "Hello Lucia & Söhne, here is your April at a glance: < 5 €. It comes to {84,20} \\N and is due on 28 May 2026.",
    "مرحبا عبد الرحمن، هذا كل شيء في 2024.",
    "これはあなたの四月です。電気代は先月より少なくなりました。",
    "👩‍👩‍👧 All fine.",
)


def told(language: str = "de") -> Story:
    made = [
        scene("greeting", ground(), name("Lucia"), caption=WORDS[0], seconds=2.01),
        scene("quiet", ground("ink"), slider(), caption=" ", seconds=1.5),
        *(scene(f"s{n}", ground(), slider(), caption=words, seconds=1.37) for n, words in enumerate(WORDS[1:])),
    ]
    # A scene without a caption leaves a gap in which nothing is shown.
    made[1] = replace(made[1], caption="")
    return replace(story(*made), language=language)


def ms(stamp: str) -> int:
    """hh:mm:ss.mmm, the hours may be missing."""
    whole, rest = stamp.split(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(rest)


def cues_in(text: str) -> list[tuple[int, int, str]]:
    """The cues of a WebVTT file."""
    return [(ms(start), ms(end), html.unescape(words)) for start, end, words in _CUE.findall(text)]


def cues_of(film: Path) -> list[tuple[int, int, str]]:
    """The cues of a film's text track."""
    found = []
    with av.open(str(film)) as container:
        for packet in container.demux(subtitles=0):
            words = bytes(packet)[2:].decode() if packet.size else ""
            if words and packet.pts is not None and packet.duration is not None and packet.time_base is not None:
                unit = packet.time_base * 1000
                start, end = packet.pts * unit, (packet.pts + packet.duration) * unit
                assert int.from_bytes(bytes(packet)[:2], "big") == len(words.encode())
                found.append((int(start), int(end), words))
    return found


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("captions")
    with_music = musical(told(), Music(str(tone(folder / "tone.wav", 3))))
    studio(folder / "cache").render(with_music, folder / "out")
    return folder / "out"


def test_the_track_says_what_captions_vtt_says(film: Path) -> None:
    beside = cues_in((film / "captions.vtt").read_text(encoding="utf-8"))
    assert cues_of(film / "video.mp4") == beside
    assert len(beside) >= 5 and any("\n" in words for _, _, words in beside)
    assert "<" in beside[0][2] or "<" in beside[1][2]


def test_ffmpeg_reads_the_same(film: Path) -> None:
    command = [get_ffmpeg_exe(), "-v", "warning", "-i", str(film / "video.mp4"), "-map", "0:s", "-f", "webvtt", "-"]
    ran = subprocess.run(command, capture_output=True, check=True, text=True)
    assert ran.stderr == ""
    beside = cues_in((film / "captions.vtt").read_text(encoding="utf-8"))
    read = cues_in(ran.stdout)
    assert [(start, end) for start, end, _ in read] == [(start, end) for start, end, _ in beside]
    # FFmpeg's own way through ASS takes braces and backslashes for commands.
    assert [words for _, _, words in read if not set("{\\<&") & set(words)] == [
        words for _, _, words in beside if not set("{\\<&") & set(words)
    ]


def test_it_is_tagged_and_off(film: Path) -> None:
    with av.open(str(film / "video.mp4")) as container:
        [track] = container.streams.subtitles
        assert track.codec_context.name == "mov_text"
        assert track.metadata["language"] == "deu"
        assert not track.disposition & Disposition.default
        assert container.streams.video[0].disposition & Disposition.default
        assert container.streams.audio[0].disposition & Disposition.default
        assert len(container.chapters()) == len(told().scenes)


@pytest.mark.parametrize(("language", "code"), [("en", "eng"), ("ar", "ara"), ("zh_Hant", "zho"), ("xx", "und")])
def test_languages(tmp_path: Path, language: str, code: str) -> None:
    studio(tmp_path / "cache").render(told(language), tmp_path / "out")
    with av.open(str(tmp_path / "out" / "video.mp4")) as container:
        assert container.streams.subtitles[0].metadata["language"] == code


def test_a_film_without_words_has_no_track(tmp_path: Path) -> None:
    silent = story(*(replace(one, caption="") for one in told().scenes))
    studio(tmp_path / "cache").render(silent, tmp_path / "out")
    with av.open(str(tmp_path / "out" / "video.mp4")) as container:
        assert not container.streams.subtitles
    assert (tmp_path / "out" / "captions.vtt").read_text().strip() == "WEBVTT"


def test_switching_off_changes_one_flag_and_finds_its_track(film: Path, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    data = (film / "video.mp4").read_bytes()
    path.write_bytes(data)
    switch_off(path, ENTRY)
    assert path.read_bytes() == data
    switch_off(path, b"mp4a")
    changed = [number for number, (was, now) in enumerate(zip(data, path.read_bytes(), strict=True)) if was != now]
    assert len(changed) == 1 and data[changed[0]] & 1 and not path.read_bytes()[changed[0]] & 1
    with av.open(str(path)) as container:
        assert not container.streams.audio[0].disposition & Disposition.default


def test_an_hour_of_words_comes_back_whole() -> None:
    cues = film_cues(timeline(story(*(scene(f"s{n}", ground(), seconds=10.003) for n in range(360))), 30), 30)
    stamped = list(packets(cues))
    assert len(stamped) == 360
    for cue, packet in zip(cues, stamped, strict=True):
        assert packet.pts == round(cue.start_s * 1000)
        assert (packet.pts or 0) + (packet.duration or 0) == round(cue.end_s * 1000)
