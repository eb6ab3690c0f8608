"""A run foreseen: who shares which scenes, what is drawn, what held, and about how long it takes. Nothing is written.

Segments and who shares them are counted. Frames are counted for a few segments of each scene, and reckoned by their
mean for the others. The time is reckoned from what frames and films cost in earlier runs, as the store remembers, else
from one film that is rendered into a folder that is thrown away.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.campaign import Campaign
from generator.errors import SerendipError
from generator.intake.record import BadRow
from generator.model.outcome import Skipped
from generator.model.story import Scene, Story
from generator.pipeline.capacity import capacity, machine_bytes
from generator.pipeline.options import Options, Watcher
from generator.pipeline.preparation import Preparation
from generator.publish.fingerprints import Fingerprints
from generator.publish.layout import Layout
from generator.publish.standing import Standing
from generator.publish.tokens import token_of
from generator.video.cache import SEGMENTS
from generator.video.census import Census
from generator.video.owners import INDEX
from generator.video.pace import Cost, measured
from generator.video.plan import Shot, every_shot
from generator.video.studio import Studio

_SAMPLES = 4


@dataclass(frozen=True, slots=True)
class SceneForecast:
    """One scene, or the crossing of two.

    `recipients`: who see it and whose film is to be made. `segments`: distinct ones among theirs; `shared`: those of
    them that several see. `drawn`, `held`: frames of the distinct segments; `about`: reckoned from samples. `stored`:
    segments that are in the store and not drawn again.
    """

    scene: str
    recipients: int
    segments: int
    shared: int
    drawn: int
    held: int
    about: bool
    stored: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """A run foreseen.

    `films`: to be made; `unchanged`: those that stand. `frames`: of all films to be made, as they are shown.
    `seconds`: how long it takes about with `workers` processes. `basis`: what that is reckoned from, "earlier runs" or
    "one film"; "" when no film is to be made.
    """

    rows: int
    films: int
    unchanged: int
    failed: int
    skipped: dict[str, int]
    frames: int
    scenes: tuple[SceneForecast, ...]
    seconds: float
    basis: str
    workers: int

    @property
    def drawn(self) -> int:
        """Frames to be drawn and encoded."""
        return sum(scene.drawn for scene in self.scenes)


@dataclass(slots=True)
class _Scene:
    census: Census
    recipients: int = 0
    frames: Counter[int] = field(default_factory=Counter)
    samples: dict[str, tuple[int, int]] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)


class _Foresight:
    """A plan in the making, in a folder that is thrown away."""

    def __init__(self, campaign: Campaign, options: Options, folder: Path) -> None:
        assert campaign.video is not None
        self._campaign = campaign
        self._settings = campaign.video
        self._folder = folder
        self._store = options.store or Layout(options.out / campaign.name).cache
        self._studio = Studio(self._settings, folder / "store", campaign.store_key)
        self._scenes: dict[str, _Scene] = {}
        self._first: Story | None = None
        self.films = self.frames = 0

    def add(self, story: Story) -> None:
        """A film is to be made, with its branches."""
        planned = every_shot(story, self._settings, self._campaign.store_key)
        self.films += 1
        self._first = self._first or story
        for shot in planned:
            self.frames += shot.frames
            name = " > ".join(scene.key for scene in shot.scenes)
            if name not in self._scenes:
                self._scenes[name] = _Scene(Census(self._folder / f"census-{len(self._scenes)}"))
            self._meet(self._scenes[name], shot, story)

    def _meet(self, scene: _Scene, shot: Shot, story: Story) -> None:
        scene.recipients += 1
        scene.census.count(shot.name)
        if not shot.personal and (self._store / SEGMENTS / shot.name).is_file():
            scene.stored.add(shot.name)
        elif shot.name not in scene.samples and len(scene.samples) < _SAMPLES:
            scene.samples[shot.name] = self._studio.drawn(shot, story.brand), shot.frames

    def scenes(self) -> tuple[SceneForecast, ...]:
        """The scenes that were met, in the order that they were met in."""
        return tuple(self._scene(name, scene) for name, scene in self._scenes.items())

    def _scene(self, name: str, scene: _Scene) -> SceneForecast:
        shared = len(scene.census.finish().repeated)
        distinct = scene.census.distinct
        made = distinct - len(scene.stored)
        drawn = sum(drawn for drawn, _ in scene.samples.values())
        frames = sum(frames for _, frames in scene.samples.values())
        factor = made / len(scene.samples) if scene.samples else 0.0
        about = made > len(scene.samples)
        counted = round(drawn * factor)
        held = round(frames * factor) - counted
        return SceneForecast(name, scene.recipients, distinct, shared, counted, held, about, len(scene.stored))

    def cost(self) -> tuple[Cost, str] | None:
        """What frames and films cost, and how that is known."""
        found = measured(self._store / INDEX, self._settings)
        if found is not None:
            return found, "earlier runs"
        return (self._tried(self._first), "one film") if self._first is not None else None

    def _tried(self, story: Story) -> Cost:
        """Render a film twice: the first time pays for what is made once, such as fonts and backgrounds."""
        for attempt in ("first", "second"):
            # Under another digest nothing of the first attempt is taken up but its backgrounds.
            renewed = replace(
                story,
                scenes=_renewed(story.scenes, attempt),
                branches=tuple(replace(each, scenes=_renewed(each.scenes, attempt)) for each in story.branches),
            )
            self._studio.render(renewed, self._folder / attempt)
        return self._studio.pace.gathered()


def _renewed(scenes: tuple[Scene, ...], attempt: str) -> tuple[Scene, ...]:
    return tuple(replace(scene, digest=f"{scene.digest} {attempt}") for scene in scenes)


def foresee(campaign: Campaign, options: Options, watcher: Watcher) -> Forecast:
    """A campaign in, its run foreseen out. Raises InputError; rows that would fail are counted."""
    layout = Layout(options.out / campaign.name)
    assert campaign.video is not None
    memory = options.memory_bytes or machine_bytes() // 4
    workers = max(1, capacity(memory, options.workers, campaign.video.size_px).workers)
    fingerprints = Fingerprints(campaign.secret, {"film": campaign.video})
    skipped: Counter[str] = Counter()
    rows = failed = unchanged = 0
    began = time.process_time()
    with (
        Preparation(campaign, forgotten=(layout.forgotten,)) as preparation,
        tempfile.TemporaryDirectory() as folder,
        Standing(layout.state) as standing,
    ):
        for fault in preparation.errors() or preparation.media_errors():
            raise fault
        watcher.begin(options.limit or preparation.count(), "planning")
        foresight = _Foresight(campaign, options, Path(folder))
        for item in preparation.rows():
            if rows == options.limit:
                break
            if options.only and item.customer_id not in options.only:
                continue
            rows += 1
            watcher.planned(rows)
            if isinstance(item, BadRow) or not item.customer_id:
                failed += 1
                continue
            token = token_of(campaign.secret, campaign.name, item.customer_id)
            try:
                prepared = preparation.prepare(item, token)
                if isinstance(prepared, Skipped):
                    skipped[prepared.reason] += 1
                elif not prepared.story.scenes:
                    continue
                elif not options.fresh and standing.has(token, "film", fingerprints.of(prepared.story, "film")):
                    unchanged += 1
                else:
                    foresight.add(prepared.story)
            except SerendipError:
                failed += 1
        told_s = time.process_time() - began
        scenes = foresight.scenes()
        cost = foresight.cost()
    found = Forecast(
        rows, foresight.films, unchanged, failed, dict(skipped), foresight.frames, scenes, 0.0, "", workers
    )
    if cost is None:
        return replace(found, seconds=told_s)
    # Rows are told once to plan, alone, and once more while the workers render.
    made_s = found.drawn * cost[0].frame_s + found.films * cost[0].film_s + told_s
    return replace(found, seconds=told_s + made_s / workers, basis=cost[1])


def as_json(name: str, forecast: Forecast) -> dict[str, Any]:
    """The campaign's name and a forecast in, the same for programs out."""
    return {
        "campaign": name,
        "rows": forecast.rows,
        "films": forecast.films,
        "unchanged": forecast.unchanged,
        "skipped": dict(sorted(forecast.skipped.items())),
        "failed": forecast.failed,
        "frames": forecast.frames,
        "drawn": forecast.drawn,
        "scenes": [
            {
                "scene": scene.scene,
                "recipients": scene.recipients,
                "segments": scene.segments,
                "shared": scene.shared,
                "stored": scene.stored,
                "drawn": scene.drawn,
                "held": scene.held,
                "about": scene.about,
            }
            for scene in forecast.scenes
        ],
        "seconds": round(forecast.seconds, 1),
        "basis": forecast.basis,
        "workers": forecast.workers,
    }
