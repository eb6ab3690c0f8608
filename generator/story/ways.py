"""Where touches lead within a story: every branch and scene that is named is there, every branch comes to an end."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.errors import SceneError, StoryError
from generator.model.interactions import END, RETURN
from generator.scenes.specs import LayerSpec
from generator.scenes.specs.codes import OWN_PAGE
from generator.sourcefile import SourceFile, read
from generator.story.planned import PlannedScene, StoryPlan


def check_ways(file: SourceFile, plan: StoryPlan) -> None:
    """A story file and what was planned of it in; raises StoryError for a way that leads nowhere or never back."""
    branches = {branch.key: branch for branch in plan.branches}
    scenes = {scene.key for scene in plan.scenes}
    for name in (RETURN, END):
        if name in branches:
            raise StoryError(branches[name].place, f"a branch can't be called '{name}'.", "Call it otherwise.")
    for key, branch in branches.items():
        if branch.then not in (RETURN, END, *branches):
            raise file.fail(
                ("branches", key, "then"),
                f"there is no branch '{branch.then}'.",
                f"Write {RETURN}, {END} or one of {', '.join(branches)}.",
            )
    for key, branch in branches.items():
        met, at = [key], branch.then
        while at in branches:
            if at in met:
                raise file.fail(
                    ("branches", key, "then"),
                    f"from the branch '{key}' there is no way back: {' → '.join((*met, at))}.",
                    f"Let one of them {RETURN} or {END}.",
                )
            met.append(at)
            at = branches[at].then
    for place, key in plan.plays:
        if key not in branches and key not in scenes:
            raise file.fail(("plays", place), f"there is no branch or scene '{key}'.", _known(plan))
    for planned in plan.every_scene:
        for aspect, spec, tap in planned.taps_written():
            missing = (tap.do == "play" and tap.target not in branches) or (
                tap.do == "seek" and tap.target not in scenes
            )
            if missing:
                kind = "branch" if tap.do == "play" else "scene"
                raise StoryError(
                    tap_place(planned, spec, aspect),
                    f"a touch of '{spec.id}' leads to the {kind} '{tap.target}', which the story does not have.",
                    f"{_known(plan)} Or say 'taps: {{{spec.id}: false}}' where the story has the scene.",
                )


def check_tap_links(plan: StoryPlan, known: Collection[str]) -> None:
    """A plan and the names of the campaign's links in; raises StoryError at a tap whose link is none of them."""
    for planned in plan.every_scene:
        for aspect, spec, tap in planned.taps_written():
            if tap.link not in (None, OWN_PAGE, *known):
                raise StoryError(
                    tap_place(planned, spec, aspect),
                    f"a touch of '{spec.id}' follows '{tap.link}', and the campaign has no such link.",
                    "Add it to 'links' in the campaign.",
                )


def unreached(plan: StoryPlan) -> Iterator[str]:
    """A plan in, the branches that nothing leads to out."""
    branches = {branch.key: branch for branch in plan.branches}
    waiting = [key for _, key in plan.plays]
    waiting += [tap.target for scene in plan.scenes for _, _, tap in scene.taps_written() if tap.do == "play"]
    reached: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in branches or key in reached:
            continue
        reached.add(key)
        waiting.append(branches[key].then)
        own = (tap for scene in branches[key].scenes for _, _, tap in scene.taps_written())
        waiting += [tap.target for tap in own if tap.do == "play"]
    yield from (key for key in branches if key not in reached)


def tap_place(planned: PlannedScene, spec: LayerSpec, aspect: str) -> str:
    """ "file:line:column" of a layer's tap: in the story that changes it, or in its scene."""
    if spec.id in planned.tap_places:
        return planned.tap_places[spec.id]
    file = read(planned.template.root / "scene.yaml", SceneError)
    own = (file.data.get("sizes") or {}).get(aspect, {}).get(spec.id, {})
    if "tap" in own:
        return file.place("sizes", aspect, spec.id, "tap")
    index = next(number for number, layer in enumerate(file.data["layers"]) if layer["id"] == spec.id)
    return file.place("layers", index, "tap")


def _known(plan: StoryPlan) -> str:
    """What there is."""
    branches = ", ".join(branch.key for branch in plan.branches)
    scenes = ", ".join(scene.key for scene in plan.scenes)
    return f"It has {f'the branches {branches} and ' if branches else ''}the scenes {scenes}."
