"""The studio: a Story in, a film with its poster, preview, captions and chapters out, and its branches beside it.

One Studio a worker process; any number of them may share a cache folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.disk import writing
from generator.errors import OutputError, RenderError, SerendipError
from generator.keys import mac
from generator.model.brand import Brand
from generator.model.interactions import Mark, Reel
from generator.model.outcome import Film
from generator.model.story import Scene, Story
from generator.video.bands import Bands
from generator.video.cache import Cache, Limits, sweep_parts, whole
from generator.video.canonical import canonical
from generator.video.captions import film_cues, webvtt
from generator.video.census import Plan
from generator.video.chapters import chapters_of, chapters_vtt
from generator.video.compose import Board, Composition, Painter, Pixels, Take
from generator.video.crossing import Crossing, Excerpt
from generator.video.draw import Painter as BrandPainter
from generator.video.encode import Chunk, Segment, encode
from generator.video.footage import read_footage
from generator.video.inspection import Expected, expected, inspect
from generator.video.owners import owner_of
from generator.video.pace import Pace
from generator.video.plan import Shot, is_personal, layers_of, shots
from generator.video.plates import Plates
from generator.video.previews import Previews, Shown
from generator.video.settings import Aspect, VideoSettings
from generator.video.sound.score import score_of
from generator.video.sound.track import encoding_of
from generator.video.sound.tracks import SoundTracks
from generator.video.splice import Reel as Strip
from generator.video.splice import splice
from generator.video.store import SegmentStore
from generator.video.timeline import Place, frame_count, timeline
from generator.video.timing import Profile
from generator.video.touch import Touch


class Studio:
    """Renders films. `secret` is the campaign's: it keys the names of everything in the cache.

    `bands`: where a ground moves throughout, encode only the rows that differ from film to film.
    """

    def __init__(
        self,
        settings: VideoSettings,
        cache_dir: Path,
        secret: bytes,
        *,
        campaign: str = "",
        limits: Limits | None = None,
        painters: Callable[[Brand, tuple[int, int]], Painter] | None = None,
        bands: bool = True,
    ) -> None:
        self.settings = settings
        self.profile = Profile()
        self._secret = secret
        self._painters = painters or _brand_painter
        self._campaign = campaign
        limits = limits or Limits()
        cache = Cache(cache_dir)
        self._plates = Plates(cache, settings.size_px, settings.fps, limits.plate_bytes, secret)
        self._store = SegmentStore(cache, Plan(), limits.segment_bytes)
        self.pace = Pace(self._store.owners.index, settings)
        self._made = _Made()
        self._sounds = SoundTracks(cache, secret, encoding_of(settings.codec))
        self._board = Board(settings.size_px)
        self._bands = Bands(settings, self.profile, self._common) if bands else None
        self._previews = Previews(settings, self._board, self._shared)
        self._known: dict[tuple[str, tuple[int, int]], Painter] = {}
        self._touches: dict[str, Touch] = {}
        self._last: tuple[Scene, str, Brand, Composition, Board] | None = None

    def close(self) -> None:
        """Leave the store in order: what was measured is kept, and the index is closed."""
        with suppress(OutputError):
            # The films are finished: what they took is no reason to fail.
            self.pace.write()
        self._store.owners.close()

    def use(self, plan: Plan) -> None:
        """Keep what several films of this batch show from now on. Impersonal scenes are shared anyway."""
        self._store.use(plan)

    def render(self, story: Story, folder: Path) -> Film:
        """A Story in, its files in `folder` and a Film that lists them out; each file whole or not at all.

        Raises RenderError or AssetError when this story can't be drawn, OutputError when the folder can't be written.
        """
        if not story.scenes:
            raise RenderError("story", "it has no scenes.", "Let at least one scene of the story be unconditional.")
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            sweep_parts(folder)
        self._made, began_s = _Made(), time.process_time()
        made = [self._reel(key, part, folder) for key, part in story.films]
        reels = [reel for reel, _ in made]
        cost = self._made
        self.pace.film(cost.frames, cost.frames_s, time.process_time() - began_s - cost.frames_s - cost.plates_s)
        width, height = self.settings.size_px
        return Film(
            width_px=width,
            height_px=height,
            duration_s=reels[0].duration_s,
            files=tuple(name for _, files in made for name in files),
            chapters=reels[0].chapters,
            reels=tuple(reels),
        )

    def _reel(self, branch: str, story: Story, folder: Path) -> tuple[Reel, tuple[str, ...]]:
        """The film of a story, or a branch of one by its key, in; what is known of it and its files out."""
        fps = self.settings.fps
        name, captions = self.settings.names_of(branch)
        places = timeline(story, fps)
        planned = shots(story, self.settings, self._secret)
        compositions = _Compositions(self, story.brand)
        owner = owner_of(self._secret, self._campaign, story.token)
        # A branch is seen in the place of the film, and needs no pictures of its own.
        shown = None if branch else Shown(places, _names(planned), partial(_draw, compositions))

        def make(shot: Shot) -> Segment:
            segment = self._encoded(shot, compositions)
            if shown is not None and not shot.personal and shot.before is None:
                # While others wait for it: they would make the same pictures of it.
                with self.profile.part("stills"):
                    self._previews.ahead(shown, shot.place.number)
            return segment

        segments = self._store.film(planned, owner, make)
        chapters = chapters_of(places)
        cues = film_cues(places, fps)
        with self.profile.part("sound"):
            score = score_of(places, story.music, fps)
            sound = self._sounds.track(score) if score else None
        with self.profile.part("splice"):
            strip = Strip(segments, chapters, sound, cues, story.language)
            plan = expected(planned, segments, sound, cues, self.settings)
            splice(strip, self.settings, folder / name, partial(self._inspected, plan))
        files = [name]
        if shown is not None:
            with self.profile.part("stills"):
                files += self._stills(shown, folder)
        texts = {captions: webvtt(cues)} | ({} if branch else {"chapters.vtt": chapters_vtt(chapters, fps)})
        for text_name, text in texts.items():
            with whole(folder / text_name) as part:
                part.write_text(text, encoding="utf-8")
        reel = Reel(
            branch=branch,
            file=name,
            captions=captions,
            duration_s=places[-1].end / fps,
            chapters=tuple((chapter.first / fps, chapter.title) for chapter in chapters),
            scenes=tuple((at.scene.key, at.heard.start / fps, at.heard.stop / fps) for at in places),
            marks=tuple(mark for at in places for mark in self._marks(at, story.brand)),
        )
        return reel, (*files, *texts)

    def _marks(self, place: Place, brand: Brand) -> tuple[Mark, ...]:
        """Where what can be touched lies in a scene of the film."""
        layers = layers_of(place.scene, self.settings)
        if not any(layer.tap for layer in layers):
            return ()
        key = canonical(brand)
        if key not in self._touches:
            size_px = self.settings.size_px
            known = self._painter(brand, size_px)
            self._touches[key] = Touch(
                known if isinstance(known, BrandPainter) else BrandPainter(brand, size_px), size_px
            )
        with _telling(place.scene), self.profile.part("touch"):
            return self._touches[key].marks(place, layers, self.settings.fps)

    def frame(self, scene: Scene, aspect: Aspect, t_s: float, brand: Brand) -> Pixels:
        """A scene at an instant, before encoding: uint8 (height, width, 3), sRGB. For previews and golden pictures."""
        last = self._last
        if last is None or last[0] is not scene or last[1] != aspect or last[2] is not brand:
            settings = replace(self.settings, aspect=aspect)
            with _telling(scene):
                frames = frame_count(scene.duration_s, settings.fps)
                painter = self._painter(brand, settings.size_px)
                composition = Composition(layers_of(scene, settings), painter, frames, settings.fps)
            last = self._last = (scene, aspect, brand, composition, Board(settings.size_px))
        _, _, _, composition, board = last
        with _telling(scene):
            composition.draw(composition.nearest(t_s), board)
        return board.rgb()

    def drawn(self, shot: Shot, brand: Brand) -> int:
        """How many frames of a shot would be drawn and encoded; the others are held. Nothing is drawn for it."""
        with _telling(*shot.scenes):
            take = _take(shot, _Compositions(self, brand, bare=True))
            if self.settings.constant_frame_rate:
                return take.frames
            states = [take.state(number) for number in range(take.frames)]
        last = len(states) - 1
        return sum(number in (0, last) or states[number] != states[number - 1] for number in range(len(states)))

    def compose(self, place: Place, brand: Brand, *, often: bool = False, bare: bool = False) -> Composition:
        """A scene on the grid in, its composition out, over its plate if it has one.

        `often`: it is not personal, but will be drawn for many recipients. `bare`: without a plate in any case.
        """
        layers = layers_of(place.scene, self.settings)
        painter = self._painter(brand, self.settings.size_px)
        plate = None
        if not bare and (often or is_personal(place.scene, self.settings)):
            began_s = time.process_time()
            with self.profile.part("plates"):
                plate = self._plates.plate(layers, place.frames, brand, painter)
            self._made.plates_s += time.process_time() - began_s
        with self.profile.part("compose"):
            return Composition(layers, painter, place.frames, self.settings.fps, plate)

    def _encoded(self, shot: Shot, compositions: _Compositions) -> Segment:
        began_s, plates_s = time.process_time(), self._made.plates_s
        with _telling(*shot.scenes), self.profile.part("encode"):
            take = _take(shot, compositions)
            segment = self._bands.segment(take) if self._bands and shot.personal else None
            segment = segment or encode(take, self._board, self.settings, self.profile)
        self._made.frames += len(segment.chunks)
        self._made.frames_s += time.process_time() - began_s - (self._made.plates_s - plates_s)
        return segment

    def _inspected(self, plan: Expected, path: Path) -> None:
        with self.profile.part("check"):
            inspect(path, plan)

    def _common(self, key: tuple[str, ...], make: Callable[[], Segment]) -> Segment:
        return self._store.common(mac(self._secret, "strips", *key).hex(), make)

    def _shared(self, key: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
        """Bytes that all workers share, kept in the store like a segment of one chunk."""
        name = mac(self._secret, "still", *key).hex()
        kept = self._store.common(name, lambda: Segment(b"", 1, (Chunk(0, True, make()),)), "stills")
        return kept.chunks[0].data

    def _stills(self, shown: Shown, folder: Path) -> Iterator[str]:
        for name, data in self._previews.files(shown):
            with whole(folder / name) as part:
                part.write_bytes(data)
            yield name

    def _painter(self, brand: Brand, size_px: tuple[int, int]) -> Painter:
        key = (canonical(brand), size_px)
        if key not in self._known:
            self._known[key] = self._painters(brand, size_px)
        return self._known[key]


@dataclass(slots=True)
class _Made:
    """What one film had made anew, in frames and processor seconds."""

    frames: int = 0
    frames_s: float = 0.0
    plates_s: float = 0.0


class _Compositions:
    """The compositions of one story's scenes, each made when it is first wanted."""

    def __init__(self, studio: Studio, brand: Brand, *, bare: bool = False) -> None:
        self._studio = studio
        self._brand = brand
        self._bare = bare
        self._made: dict[tuple[int, bool], Composition] = {}

    def __getitem__(self, place: Place) -> Composition:
        return self._composed(place, often=False)

    def side(self, place: Place, crossing: Shot) -> Composition:
        """A scene for its part in a crossing, which is mixed anew for each recipient when the other scene is personal.

        Kept apart from the scene for its own shot: that one is made once, the same way whatever it crosses with.
        """
        return self._composed(place, often=crossing.personal and not is_personal(place.scene, self._studio.settings))

    def _composed(self, place: Place, *, often: bool) -> Composition:
        key = (place.number, often)
        if key not in self._made:
            self._made[key] = self._studio.compose(place, self._brand, often=often, bare=self._bare)
        return self._made[key]


def _take(shot: Shot, compositions: _Compositions) -> Take:
    """What a shot shows."""
    place, before = shot.place, shot.before
    start = shot.first - place.first
    if before is None or place.scene.transition is None:
        return Excerpt(compositions[place], start, shot.frames)
    going = Excerpt(compositions.side(before, shot), shot.first - before.first, shot.frames)
    coming = Excerpt(compositions.side(place, shot), start, shot.frames)
    return Crossing(going, coming, place.scene.transition)


def _draw(compositions: _Compositions, place: Place, at_s: float, board: Board) -> None:
    with _telling(place.scene):
        composition = compositions[place]
        composition.draw(composition.nearest(at_s), board)


def _names(planned: Sequence[Shot]) -> dict[int, str]:
    """A film's shots in; for each scene's number a name that covers all of the scene out.

    A shot's name does. Of a scene's shots the one without a transition is shared most; a scene may have none.
    """
    names: dict[int, str] = {}
    for shot in sorted(planned, key=lambda shot: shot.before is None):
        names[shot.place.number] = shot.name
        if shot.before is not None:
            names.setdefault(shot.before.number, f"before {shot.name}")
    return names


def _brand_painter(brand: Brand, size_px: tuple[int, int]) -> Painter:
    return BrandPainter(brand, size_px, footage=read_footage)


@contextmanager
def _telling(*scenes: Scene) -> Iterator[None]:
    """Turn an unforeseen fault of drawing into a RenderError that names the scenes, and never what they show."""
    try:
        yield
    except (SerendipError, OSError, MemoryError):
        raise
    except Exception as caught:
        raise RenderError(
            f"scene {' into '.join(scene.template for scene in scenes)}",
            f"drawing it failed with {type(caught).__name__}.",
            "Run `serendip preview` on the scene with its sample and stress values.",
        ) from None
