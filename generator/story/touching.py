"""A story and the film that was made of it in, all that can be touched in it out, in the recipient's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.model.interactions import (
    Action,
    Branch,
    Do,
    Hotspot,
    Interactions,
    Jump,
    Mark,
    Question,
    Reel,
)
from generator.model.layers import AnyLayer, ButtonLayer
from generator.model.outcome import Film
from generator.model.story import Scene, Story
from generator.scenes.specs.codes import OWN_PAGE


def interactions_of(story: Story, film: Film) -> Interactions:
    """What leads to a branch, a scene or a link that this recipient does not have is left out."""
    reels = {reel.branch: reel for reel in film.reels}
    if "" not in reels:
        return Interactions()
    ways = _Ways(story, reels)
    branches = tuple(
        Branch(
            key=branch.key,
            title=branch.title,
            file=reels[branch.key].file,
            media_type=film.media_type,
            duration_s=reels[branch.key].duration_s,
            chapters=reels[branch.key].chapters,
            captions=reels[branch.key].captions,
            hotspots=tuple(ways.hotspots(branch.scenes, reels[branch.key])),
            questions=tuple(_questions(branch.scenes, reels[branch.key])),
            then=branch.then,
            transcript=tuple(scene.caption for scene in branch.scenes if scene.title.strip()),
        )
        for branch in story.branches
        if branch.key in reels
    )
    return Interactions(
        hotspots=tuple(ways.hotspots(story.scenes, reels[""])),
        questions=tuple(_questions(story.scenes, reels[""])),
        branches=branches,
        jumps=tuple(ways.jumps()),
    )


class _Ways:
    """Where touches of one recipient's film can lead."""

    def __init__(self, story: Story, reels: Mapping[str, Reel]) -> None:
        self._story = story
        self._starts = {key: start for key, start, _ in reels[""].scenes}
        page = story.microsite
        blocks = page.template.blocks if page is not None else ()
        # A template with a skeleton of its own says in its markup what it offers.
        self._places = {each.name for each in blocks if page and each.required <= page.facts.keys()} if blocks else None
        self._branches = {branch.key: branch.title for branch in story.branches if branch.key in reels}

    def hotspots(self, scenes: tuple[Scene, ...], reel: Reel) -> Iterator[Hotspot]:
        """Every mark of a film with what a touch there does, in the order that they come in."""
        known = {scene.key: scene for scene in scenes}
        for mark in sorted(reel.marks, key=lambda mark: mark.from_s):
            key, layer_id, item = _parted(mark)
            layer = next((layer for layer in _layers(known.get(key)) if layer.id == layer_id), None)
            tap = layer.tap if layer is not None else None
            if layer is None or tap is None:
                continue
            named = next((each for each in tap.items if each is not None and each.item == item), None)
            action = self._action(tap.do, named.target if named else tap.target)
            if action is None:
                continue
            yield Hotspot(
                id=mark.id,
                scene=key,
                kind="button" if isinstance(layer, ButtonLayer) else "area",
                area=mark.area,
                from_s=mark.from_s,
                to_s=mark.to_s,
                label=named.label if named else tap.label,
                action=action,
            )

    def jumps(self) -> Iterator[Jump]:
        """From the places of the page into the film."""
        titles = {scene.key: scene.title for scene in self._story.scenes}
        met: set[str] = set()
        for place, key in self._story.plays:
            if place in met or not (key in self._branches or key in self._starts):
                continue
            met.add(place)
            if key in self._branches:
                yield Jump(place, self._branches[key], branch=key)
            else:
                yield Jump(place, titles[key], scene=key, at_s=self._starts[key])

    def _action(self, do: Do, target: str) -> Action | None:
        links = self._story.links
        if do == "link":
            href = links.targets.get(target) or (links.page if target == OWN_PAGE else "")
            return Action(do, target, href=href) if href else None
        if do == "play":
            return Action(do, target) if target in self._branches else None
        if do == "seek":
            return Action(do, target, at_s=self._starts[target]) if target in self._starts else None
        offered = self._places is None or target.split("/", maxsplit=1)[0] in self._places
        return Action(do, target) if offered else None


def _parted(mark: Mark) -> tuple[str, str, str]:
    scene, layer, item = (*mark.id.split(".", 2), "")[:3]
    return scene, layer, item


def _layers(scene: Scene | None) -> Iterator[AnyLayer]:
    for layers in scene.layers.values() if scene is not None else ():
        yield from layers


def _questions(scenes: tuple[Scene, ...], reel: Reel) -> Iterator[Question]:
    spans = {key: (start, end) for key, start, end in reel.scenes}
    for scene in scenes:
        for ask in scene.asks:
            start, end = spans[scene.key]
            yield replace(ask, at_s=round(min(start + ask.at_s, end), 3))
