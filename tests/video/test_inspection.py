"""Every check of a finished film, proven by a planted fault; and what is right is let through."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
import skia
from engine_parts import FULL, SECRET, SMALL, Flat, FlatPainter, brand, ground, name, scene, slider, story, studio
from sound_parts import sounding, tone

from generator.errors import RenderError
from generator.model.layers import FillLayer
from generator.model.story import Music, Sound, Story
from generator.video import looking
from generator.video.captions import Cue, film_cues
from generator.video.compose import Board, Composition, Take
from generator.video.encode import Chunk, Segment, encode
from generator.video.inspection import Expected, expected, inspect
from generator.video.plan import Shot, layers_of, shots
from generator.video.settings import VideoSettings
from generator.video.sound.score import score_of
from generator.video.sound.track import SoundTrack, encoding_of
from generator.video.sound.tracks import make
from generator.video.splice import Reel, splice
from generator.video.studio import Studio
from generator.video.timeline import timeline
from generator.video.timing import Profile

AV1 = replace(SMALL, codec="av1")
CODECS = pytest.mark.parametrize("settings", [SMALL, AV1], ids=lambda settings: settings.codec)


class Parts:
    """A film's parts, to be spoilt one by one."""

    def __init__(self, told: Story, settings: VideoSettings) -> None:
        self.settings = settings
        places = timeline(told, settings.fps)
        self.shots: Sequence[Shot] = shots(told, settings, SECRET)
        self.segments = [self.encoded(shot) for shot in self.shots]
        score = score_of(places, told.music, settings.fps)
        self.sound: SoundTrack | None = make(score, encoding_of(settings.codec)) if score else None
        self.cues: Sequence[Cue] = film_cues(places, settings.fps)
        self.plan = self.expected()

    def encoded(self, shot: Shot) -> Segment:
        painter = FlatPainter(brand(), self.settings.size_px)
        composition = Composition(layers_of(shot.scene, self.settings), painter, shot.frames, self.settings.fps)
        return encode(composition, Board(self.settings.size_px), self.settings, Profile())

    def expected(self) -> Expected:
        return expected(self.shots, self.segments, self.sound, self.cues, self.settings)

    def written(self, folder: Path) -> Path:
        path = folder / self.settings.film_name
        splice(Reel(self.segments, (), self.sound, self.cues, "en"), self.settings, path)
        return path


def told(folder: Path) -> Story:
    beep = Sound(str(tone(folder / "beep.wav", 0.3)), at_s=0.5)
    return story(
        scene("greeting", ground(), name("Lucia")),
        sounding(scene("shared", ground("ink"), slider(), seconds=1.5), beep),
        scene("closing", ground(), slider(1.0), name("Lucia", 0.3)),
    )


@CODECS
@pytest.mark.parametrize("quiet", [False, True], ids=["sound", "quiet"])
def test_what_is_right_is_let_through(tmp_path: Path, settings: VideoSettings, quiet: bool) -> None:
    scenes = told(tmp_path).scenes
    parts = Parts(story(*(replace(one, sounds=() if quiet else one.sounds) for one in scenes)), settings)
    inspect(parts.written(tmp_path), parts.plan)


def without(segment: Segment, number: int) -> Segment:
    return replace(segment, chunks=segment.chunks[:number] + segment.chunks[number + 1 :])


def dropped_packet(parts: Parts) -> None:
    parts.segments[1] = without(parts.segments[1], 3)


def extra_packet(parts: Parts) -> None:
    chunks = parts.segments[1].chunks
    parts.segments[1] = replace(parts.segments[1], chunks=(*chunks[:-1], replace(chunks[-1], frame=30), chunks[-1]))


def longer(parts: Parts) -> None:
    parts.segments[-1] = replace(parts.segments[-1], frames=parts.segments[-1].frames + 3)


def shorter(parts: Parts) -> None:
    parts.segments.pop()


def missing_sound(parts: Parts) -> None:
    parts.sound = None


def torn_sound(parts: Parts) -> None:
    assert parts.sound is not None
    parts.sound = replace(parts.sound, packets=parts.sound.packets[:-40])


def late_sound(parts: Parts) -> None:
    assert parts.sound is not None
    parts.sound = replace(parts.sound, priming=-9 * parts.sound.frame)


def mute_sound(parts: Parts) -> None:
    # The packet of silence in place of every one.
    assert parts.sound is not None
    parts.sound = replace(parts.sound, packets=(parts.sound.packets[0],) * len(parts.sound.packets))


def missing_caption(parts: Parts) -> None:
    parts.cues = parts.cues[1:]


def no_captions(parts: Parts) -> None:
    parts.cues = ()


@pytest.mark.parametrize(
    ("spoil", "place", "cause"),
    [
        (dropped_packet, "scene shared", "1 of its 17 pictures are missing"),
        (extra_packet, "video", "pictures that nobody planned"),
        (longer, "video", "but 5.50s were planned"),
        (shorter, "scene closing", "pictures are missing"),
        (missing_sound, "video", "video and subtitle where video and audio and subtitle"),
        (torn_sound, "sound", "packets are in the film"),
        (late_sound, "sound", "does not begin with the film"),
        (mute_sound, "sound", "silent, though it has sounds"),
        (missing_caption, "video", "2 of 3 captions"),
        (no_captions, "video", "video and audio where"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, spoil: Callable[[Parts], None], place: str, cause: str) -> None:
    parts = Parts(told(tmp_path), SMALL)
    spoil(parts)
    with pytest.raises(RenderError) as caught:
        inspect(parts.written(tmp_path), parts.plan)
    assert caught.value.place == place
    assert cause in caught.value.cause
    assert caught.value.remedy


@pytest.mark.parametrize("spoil", [dropped_packet, shorter, missing_sound, torn_sound, mute_sound])
def test_a_planted_fault_is_found_in_webm(tmp_path: Path, spoil: Callable[[Parts], None]) -> None:
    parts = Parts(told(tmp_path), AV1)
    spoil(parts)
    with pytest.raises(RenderError):
        inspect(parts.written(tmp_path), parts.plan)


@CODECS
def test_a_truncated_or_foreign_file_is_found(tmp_path: Path, settings: VideoSettings) -> None:
    parts = Parts(told(tmp_path), settings)
    path = parts.written(tmp_path)
    data = path.read_bytes()
    for cut in (data[:-1], data[: len(data) // 2], data[:40], b""):
        path.write_bytes(cut)
        with pytest.raises(RenderError, match="not complete"):
            inspect(path, parts.plan)


def test_another_size_is_found(tmp_path: Path) -> None:
    parts = Parts(told(tmp_path), SMALL)
    larger = Parts(told(tmp_path), replace(SMALL, height_px=200))
    with pytest.raises(RenderError, match="another size"):
        inspect(larger.written(tmp_path), parts.plan)


def test_wrong_timestamps_are_found(tmp_path: Path) -> None:
    """The same packets, one of them shown a frame later: nothing is missing but the time."""
    parts = Parts(told(tmp_path), SMALL)
    first = parts.segments[0]
    moved = tuple(replace(chunk, frame=chunk.frame + 1) if chunk.frame == 12 else chunk for chunk in first.chunks)
    parts.segments[0] = replace(first, chunks=moved)
    with pytest.raises(RenderError, match="scene greeting: 1 of its 14 pictures"):
        inspect(parts.written(tmp_path), parts.plan)


class Curtain(FlatPainter):
    """Paints nothing of what layers say, but one colour."""

    color = "#000000"

    def prepare(self, layer: Any, duration_s: float) -> Any:
        flat = Flat(FillLayer(id=layer.id, box=FULL, paint="ink"), self.color, self.size_px)
        flat.state = lambda t_s: round(t_s * 5)  # type: ignore[method-assign]
        return flat


class Grey(Curtain):
    color = "#8a8a8a"


class HalfCurtain(FlatPainter):
    """Paints the personal scenes black, and others well."""

    def prepare(self, layer: Any, duration_s: float) -> Any:
        return (Curtain if layer.id != "slider" else FlatPainter)(self.brand, self.size_px).prepare(layer, duration_s)


@CODECS
@pytest.mark.parametrize(
    ("painter", "cause"), [(Curtain, "black from its beginning"), (Grey, "nothing but one colour")]
)
def test_a_film_that_shows_nothing_is_not_published(
    tmp_path: Path, settings: VideoSettings, painter: type[FlatPainter], cause: str
) -> None:
    maker = Studio(settings, tmp_path / "cache", SECRET, painters=painter)
    with pytest.raises(RenderError) as caught:
        maker.render(told(tmp_path), tmp_path / "out")
    assert caught.value.place == "scene greeting"
    assert cause in caught.value.cause
    assert not (tmp_path / "out" / settings.film_name).exists()
    assert list((tmp_path / "out").iterdir()) == []


def test_a_black_scene_among_others_is_found(tmp_path: Path) -> None:
    maker = Studio(SMALL, tmp_path / "cache", SECRET, painters=HalfCurtain)
    bright = scene("bright", slider(), ground(), slider())
    with pytest.raises(RenderError, match="scene greeting: it is black"):
        maker.render(story(bright, scene("greeting", ground(), name("Lucia"))), tmp_path / "out")


def test_scenes_of_painted_ground_need_not_show_more(tmp_path: Path) -> None:
    studio(tmp_path / "cache").render(story(scene("a", ground()), scene("b", ground("ink"))), tmp_path / "out")


def test_a_scene_whose_layers_come_late_is_looked_at_until_they_do(tmp_path: Path) -> None:
    late = replace(slider(), enter=None)
    late = replace(late, box=replace(late.box, x0=1.1, x1=1.2))
    # Nothing of it is on the frame: then the film shows one colour.
    with pytest.raises(RenderError, match="nothing but one colour"):
        studio(tmp_path / "cache").render(story(scene("a", ground(), late)), tmp_path / "out")

    class Late(Flat):
        def draw(self, canvas: skia.Canvas, t_s: float) -> None:
            if self.layer.id != "name" or t_s > 0.9:
                super().draw(canvas, t_s)

        def state(self, t_s: float) -> Any:
            return t_s > 0.9

    class LatePainter(FlatPainter):
        def prepare(self, layer: Any, duration_s: float) -> Flat:
            flat = super().prepare(layer, duration_s)
            return Late(flat.layer, f"#{flat.color & 0xFFFFFF:06x}", flat.size)

    maker = Studio(SMALL, tmp_path / "cache", SECRET, painters=LatePainter)
    maker.render(story(scene("greeting", ground(), name("Lucia"))), tmp_path / "out")


def test_silence_where_a_sound_was_planned_is_told(tmp_path: Path) -> None:
    nothing = tone(tmp_path / "nothing.wav", 3, level=0.0)
    for number, each in enumerate(
        (
            replace(told(tmp_path), music=Music(str(nothing))),
            story(sounding(scene("a", ground(), slider()), Sound(str(nothing)))),
        )
    ):
        if number == 0:
            studio(tmp_path / "cache").render(each, tmp_path / "heard")
            continue
        with pytest.raises(RenderError, match="sound: the film is silent"):
            studio(tmp_path / "cache").render(each, tmp_path / "silent")


def test_a_segment_that_is_not_its_shot_is_told(tmp_path: Path) -> None:
    parts = Parts(told(tmp_path), SMALL)
    good = list(parts.segments)
    chunk = good[0].chunks[0]
    for bad in (
        replace(good[0], frames=good[0].frames - 1),
        replace(good[0], chunks=()),
        without(good[0], 0),
        replace(good[0], chunks=(replace(chunk, key=False), *good[0].chunks[1:])),
        replace(good[0], chunks=(*good[0].chunks, Chunk(5, False, chunk.data))),
    ):
        parts.segments = [bad, *good[1:]]
        with pytest.raises(RenderError, match="scene greeting: its pictures are not the ones"):
            parts.expected()
    parts.segments = good
    parts.settings = replace(SMALL, constant_frame_rate=True)
    with pytest.raises(RenderError, match="pictures are held"):
        parts.expected()


def test_an_encoder_that_loses_a_picture_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.video import encode as module

    whole = module.chunks_of
    monkeypatch.setattr(module, "chunks_of", lambda packets: [chunk for chunk in whole(packets) if chunk.frame != 4])
    painter = FlatPainter(brand(), SMALL.size_px)
    take: Take = Composition((ground(), slider()), painter, 30, 30)
    with pytest.raises(RenderError, match="lost a picture"):
        encode(take, Board(SMALL.size_px), SMALL, Profile())


@CODECS
def test_equal_key_frames_are_decoded_once(
    tmp_path: Path, settings: VideoSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And others, however alike, each for itself: here one that cannot be decoded."""
    monkeypatch.setattr(looking, "KNOWN", looking.Known(8))
    looked: list[object] = []
    whole = looking.sight_of
    monkeypatch.setattr(looking, "sight_of", lambda frame: looked.append(frame) or whole(frame))
    parts = Parts(told(tmp_path), settings)
    path = parts.written(tmp_path)
    inspect(path, parts.plan)
    assert looked
    looked.clear()
    inspect(path, parts.plan)
    assert not looked
    first, *others = parts.segments[0].chunks
    middle = len(first.data) // 2
    spoilt = replace(first, data=first.data[:middle] + bytes(len(first.data) - middle))
    parts.segments[0] = replace(parts.segments[0], chunks=(spoilt, *others))
    with suppress(RenderError):
        inspect(parts.written(tmp_path), parts.plan)
        assert looked


def test_what_was_seen_longest_ago_is_forgotten() -> None:
    known = looking.Known(2)
    for digest in (b"one", b"two"):
        known.add(digest)
    assert b"one" in known
    known.add(b"three")
    assert [digest in known for digest in (b"one", b"two", b"three")] == [True, False, True]


def test_the_checks_cost_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processor time beside that of reading the film's packets, which is the least there is."""
    music = Music(str(tone(tmp_path / "tone.wav", 3)))
    parts = Parts(replace(told(tmp_path), music=music), VideoSettings(gif=False))
    path = parts.written(tmp_path)

    def packets() -> None:
        with av.open(str(path)) as film:
            assert sum(packet.size for packet in film.demux())

    def seconds(work: Callable[[], None]) -> float:
        taken = []
        for _ in range(5):
            began = time.process_time()
            work()
            taken.append(time.process_time() - began)
        return min(taken)

    def afresh() -> None:
        monkeypatch.setattr(looking, "KNOWN", looking.Known(8))
        inspect(path, parts.plan)

    began = time.process_time()
    Parts(told(tmp_path), parts.settings)
    made = time.process_time() - began
    assert seconds(afresh) < max(0.1 * made, 12 * seconds(packets))
