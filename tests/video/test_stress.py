"""Films at the edges of what is sensible: they render, and a decoder that knows nothing of ours has no complaint."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import av
import layer_parts as parts
import numpy as np
import pytest
from engine_parts import ground as flat
from engine_parts import name, slider, story
from engine_parts import scene as plain
from engine_parts import studio as flat_studio
from imageio_ffmpeg import get_ffmpeg_exe
from test_engine_crossing import mixed_story

from generator.model.story import Links, Scene, Story, Transition
from generator.scenes.wording import literal
from generator.story.resolve import resolve, sample_facts
from generator.video.settings import VideoSettings
from generator.video.studio import Studio
from generator.video.timeline import timeline

LONG = (
    "Maximiliane Friederike Antonia Wolkenstein-Trostburg von Hohenlohe zu Waldenburg und Schillingsfürst, "
    "Gräfin von Gleiche"
)
SOLID = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2)[:120]
ARABIC = "عبد الرحمن بن محمد 2024"


def complaints(path: Path) -> str:
    """What ffmpeg has to say of decoding a film, whole and from its middle: nothing, if all is well."""
    with av.open(str(path)) as film:
        middle_s = (film.duration or 0) / 2e6
    told = ""
    for seek in ([], ["-ss", f"{middle_s:.3f}"]):
        command = [get_ffmpeg_exe(), "-v", "warning", "-nostdin", *seek, "-i", str(path), "-f", "null", "-"]
        told += subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return told


def test_sixty_scenes_decode_without_a_warning(tmp_path: Path) -> None:
    flat_studio(tmp_path / "cache").render(mixed_story(60), tmp_path / "out")
    assert complaints(tmp_path / "out" / "video.mp4") == ""


def test_a_broken_film_is_complained_of(tmp_path: Path) -> None:
    flat_studio(tmp_path / "cache").render(mixed_story(4), tmp_path / "out")
    path = tmp_path / "out" / "video.mp4"
    data = bytearray(path.read_bytes())
    middle = (data.index(b"mdat") + len(data)) // 2
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(data)
    assert complaints(path) != ""


def test_ten_minutes_with_long_holds(tmp_path: Path) -> None:
    """One scene rests for four minutes, another moves now and then; every length is exact."""
    told = story(
        plain("still", flat(), name("Lucia"), seconds=240.0),
        *(
            replace(
                plain(f"s{n}", flat(("ink", "sun")[n % 2]), slider(0.5), seconds=20.013), transition=Transition("slide")
            )
            for n in range(18)
        ),
    )
    places = timeline(told, 30)
    film = flat_studio(tmp_path / "cache").render(told, tmp_path / "out")
    path = tmp_path / "out" / "video.mp4"
    assert film.duration_s == pytest.approx(places[-1].end / 30)
    assert 590 < film.duration_s < 610
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None and stream.duration is not None
        assert stream.duration * stream.time_base == Fraction(places[-1].end, 30)
        shown = {(packet.pts or 0) * stream.time_base * 30 for packet in container.demux(stream) if packet.size}
    starts = {Fraction(place.body.start) for place in places}
    assert starts | {Fraction(place.end - 1) for place in places[-1:]} <= shown
    assert len(shown) < 1500
    assert complaints(path) == ""


def of(scene: Scene, seconds: float, transition: Transition | None = None) -> Scene:
    return replace(scene, duration_s=seconds, transition=transition)


def real_story(*scenes: Scene) -> Story:
    return replace(story(*scenes), brand=parts.brand(), links=Links(MappingProxyType({})))


def test_a_film_in_4k(tmp_path: Path) -> None:
    settings = VideoSettings(height_px=2160, gif=False)
    told = real_story(of(parts.scene("greeting"), 0.1), of(parts.scene("amount"), 0.1, Transition("zoom", 0.07)))
    film = Studio(settings, tmp_path / "cache", b"x").render(told, tmp_path / "out")
    assert (film.width_px, film.height_px) == (3840, 2160)
    path = tmp_path / "out" / "video.mp4"
    assert complaints(path) == ""
    assert film.duration_s == pytest.approx(4 / 30)
    with av.open(str(path)) as container:
        last = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)][-1]
    small = replace(settings, height_px=720)
    expected = Studio(small, tmp_path / "cache", b"x").frame(told.scenes[1], "16:9", 2 / 30, told.brand)
    shrunk = last.reshape(720, 3, 1280, 3, 3).mean(axis=(1, 3))
    assert np.abs(shrunk - expected).mean() < 3


def greeting(first_name: str, **texts: str) -> Scene:
    facts = {**sample_facts(parts.template("greeting").needs), "first_name": first_name}
    words = {key: literal(text) for key, text in texts.items()}
    return resolve(parts.template("greeting"), facts, parts.brand(), parts.phrasing(), texts=words)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("who", [LONG, SOLID], ids=["words", "one word"])
def test_a_name_of_120_characters_stays_in_its_box(who: str, aspect: str) -> None:
    assert len(who) == 120
    scene = greeting(who)
    (headline,) = (layer for layer in scene.layers[aspect] if layer.id == "headline")
    picture = parts.drawn(parts.sprite(replace(headline, color="ink"), aspect=aspect), 3.0, aspect)  # type: ignore[call-arg]
    left, top, right, bottom = parts.ink_box(picture)
    height, width = picture.shape[:2]
    box = headline.box
    assert box.x0 * width - 2 <= left and right <= box.x1 * width + 2
    assert box.y0 * height - 2 <= top and bottom <= box.y1 * height + 2
    # wide enough to be read: it has not shrunk to nothing
    assert right - left > 0.6 * (box.x1 - box.x0) * width


@pytest.mark.parametrize(
    "scene", [greeting(LONG), greeting(ARABIC, line="Hello {first_name}, 3 bills")], ids=["long", "rtl"]
)
def test_films_with_such_names_decode_without_a_warning(scene: Scene, tmp_path: Path) -> None:
    told = real_story(of(scene, 0.5), of(parts.scene("closing"), 0.5, Transition("wipe", 0.2)))
    Studio(VideoSettings(height_px=180, gif=False), tmp_path / "cache", b"x").render(told, tmp_path / "out")
    assert complaints(tmp_path / "out" / "video.mp4") == ""
