"""scene.yaml in, SceneTemplate out: parsed once, every aspect's overrides applied, every name checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import Field

from generator.errors import AssetError, SceneError
from generator.model.story import ASPECTS, Need, SceneTemplate
from generator.scenes import specs
from generator.scenes.asks import AskSpec, check_asks
from generator.scenes.assets import asset_path
from generator.scenes.needs import NeedSpec, read_needs
from generator.scenes.pictures import whole_picture
from generator.scenes.sounds import SoundSpec, read_sounds
from generator.scenes.touch import tap_faults
from generator.scenes.transitions import TransitionKey
from generator.scenes.units import Duration
from generator.scenes.wording import Wording, condition, names_of
from generator.sourcefile import SourceFile, Strict, plain, read


class SceneFile(Strict):
    """The keys of scene.yaml."""

    summary: str = Field(description="What the scene shows, in one sentence.")
    title: str = Field(description="The chapter's title: a message id without placeholders.")
    needs: dict[str, NeedSpec] = Field(default_factory=dict, description="The facts that the scene shows.")
    duration: Duration = Field(description="How long it lasts: 5s.")
    transition: TransitionKey = Field(
        None, description="How it takes over from the scene before, unless the story says otherwise."
    )
    layers: tuple[dict[str, Any], ...] = Field(min_length=1, description="What is drawn, bottom first.")
    say: Wording = Field((), description="The caption: what a voice would say.")
    sound: tuple[SoundSpec, ...] = Field((), description="What is heard, from when on.")
    ask: tuple[AskSpec, ...] = Field((), description="What is asked in the page that shows the film.")
    sizes: dict[str, dict[str, dict[str, Any]]] = Field(
        default_factory=dict, description="What differs by aspect: layer id → keys that are replaced."
    )


def load_scene(root: Path) -> SceneTemplate:
    """A scene's folder in, SceneTemplate out; raises SceneError or AssetError with the line."""
    file = read(root / "scene.yaml", SceneError)
    parsed = file.parse(SceneFile)
    needs = read_needs(file, parsed.needs)
    _check_sizes(file, parsed)
    layers = {aspect: _layers(file, parsed, aspect, needs) for aspect in ASPECTS}
    for name in sorted(names_of(parsed.say) - set(needs)):
        raise file.fail(("say",), f"the caption names '{name}', which the scene does not need.", "Add it to 'needs'.")
    return SceneTemplate(
        name=root.name,
        summary=parsed.summary,
        title=parsed.title,
        needs=needs,
        duration_s=parsed.duration,
        layers=MappingProxyType(layers),
        say=parsed.say,
        root=root,
        digest=digest_of(root),
        transition=parsed.transition.transition() if parsed.transition else None,
        sounds=read_sounds(file, ("sound",), parsed.sound, parsed.duration),
        ask=check_asks(file, ("ask",), parsed.ask, needs, parsed.duration),
    )


def digest_of(root: Path) -> str:
    """SHA-256 in hex over the names and contents of all files of a template's folder."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def facts_of(spec: specs.LayerSpec) -> set[str]:
    """The needs that a layer reads: its content is personal when there are any."""
    found: set[str] = set(condition(spec.when).names) if spec.when else set()
    for key in spec.words:
        found |= names_of(getattr(spec, key))
    for key in spec.shows:
        name = getattr(spec, key)
        if isinstance(name, str):
            found.add(name)
    return found


def _check_sizes(file: SourceFile, parsed: SceneFile) -> None:
    known = {str(layer.get("id")) for layer in parsed.layers}
    for aspect, overrides in parsed.sizes.items():
        if aspect not in ASPECTS:
            raise file.fail(("sizes", aspect), f"'{aspect}' is not an aspect.", f"Use one of {', '.join(ASPECTS)}.")
        for layer_id in overrides:
            if layer_id not in known:
                raise file.fail(
                    ("sizes", aspect, layer_id), f"no layer is called '{layer_id}'.", "Use the id of a layer above."
                )


def _layers(file: SourceFile, parsed: SceneFile, aspect: str, needs: Mapping[str, Need]) -> tuple[specs.LayerSpec, ...]:
    found: list[specs.LayerSpec] = []
    seen: set[str] = set()
    overrides = parsed.sizes.get(aspect, {})
    for index in range(len(parsed.layers)):
        base = plain(file.data["layers"][index])
        override = overrides.get(str(base.get("id")), {})
        keys: tuple[str | int, ...] = ("layers", index)
        kind = _kind(file, keys, base)
        spec = file.parse_part(keys, base, specs.KINDS[kind])
        if spec.id in seen:
            raise file.fail(keys, f"two layers are called '{spec.id}'.", "Give each its own id.")
        seen.add(spec.id)
        if override:
            keys = ("sizes", aspect, spec.id)
            node = file.data["sizes"][aspect][spec.id]
            spec = file.parse_part(keys, _overridden(base, plain(node)), specs.KINDS[kind])
        if spec.hide:
            continue
        _check_layer(file, keys, spec, needs)
        for cause, remedy in tap_faults(spec, spec.tap, needs, parsed.duration) if spec.tap else ():
            raise file.fail((*keys, "tap"), cause, remedy)
        found.append(spec)
    return tuple(found)


def _overridden(base: Mapping[str, Any], override: Mapping[str, Any]) -> dict[str, Any]:
    """A layer and what differs in one aspect in, the layer there out: keys replaced, those of motions one by one."""
    found = {**base, **override}
    for key in specs.MERGED:
        first, second = base.get(key), override.get(key)
        if isinstance(first, Mapping) and isinstance(second, Mapping):
            found[key] = {**first, **second}
    return found


def _kind(file: SourceFile, keys: tuple[str | int, ...], layer: Mapping[str, Any]) -> str:
    named = [key for key in layer if key in specs.KINDS]
    # A ring's 'shape' is a key of its own, not a second kind.
    kinds = [key for key in named if not any(key in specs.KINDS[other].model_fields for other in named if other != key)]
    if "id" not in layer:
        raise file.fail(keys, "the layer has no id.", "Add 'id: …', a short name in lower case.")
    if len(kinds) != 1:
        cause = "says nothing to draw" if not kinds else f"is {' and '.join(kinds)} at once"
        raise file.fail(keys, f"the layer '{layer['id']}' {cause}.", f"Give it one of {', '.join(specs.KINDS)}.")
    return kinds[0]


def _check_layer(
    file: SourceFile, keys: tuple[str | int, ...], spec: specs.LayerSpec, needs: Mapping[str, Need]
) -> None:
    for name in sorted(facts_of(spec) - set(needs)):
        raise file.fail(
            keys, f"the layer '{spec.id}' names '{name}', which the scene does not need.", "Add it to 'needs'."
        )
    for key, types in spec.shows.items():
        shown = getattr(spec, key)
        if isinstance(shown, str) and needs[shown].type not in types:
            cause = f"'{key}' can't show '{shown}', which is of type {needs[shown].type}."
            raise file.fail(keys, cause, f"Use {' or '.join(types)}.")
    for key in (*spec.files, "mask"):
        name = getattr(spec, key)
        if name and isinstance(name, str):
            _check_file(file, keys, name, decoded=key == "mask" or isinstance(spec, specs.PictureSpec))
    for cause, remedy in spec.faults(needs, file.path.parent):
        raise file.fail(keys, cause, remedy)


def _check_file(file: SourceFile, keys: tuple[str | int, ...], name: str, *, decoded: bool) -> None:
    try:
        path = asset_path(file.path.parent, name)
    except AssetError as caught:
        raise AssetError(file.place(*keys), f"the file '{name}' does not exist.", caught.remedy) from None
    # An SVG is drawn, not decoded, and is looked at when that is done.
    if decoded and path.suffix.lower() != ".svg" and not _is_whole(path, path.stat().st_mtime_ns):
        raise AssetError(
            file.place(*keys), f"the picture '{name}' can't be decoded.", "Save it again as PNG, JPEG, WebP or SVG."
        )


@lru_cache(maxsize=256)
def _is_whole(path: Path, _changed_ns: int) -> bool:
    """Whether a picture can be decoded: asked for each aspect of a scene, and found out once."""
    return whole_picture(path) is not None
