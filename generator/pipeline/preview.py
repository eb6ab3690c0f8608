"""Scenes with the samples of their templates in, a contact sheet out: no customer's data, no policy."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.campaign import load_campaign
from generator.disk import writing
from generator.errors import InputError, SceneError
from generator.model.brand import Brand
from generator.model.story import Scene, page_link
from generator.publish.tokens import TOKEN_LENGTH
from generator.scenes.brand import load_brand
from generator.scenes.catalogue import folders
from generator.scenes.safe import SAFE, beyond_safe_area
from generator.scenes.specs.codes import OWN_PAGE
from generator.scenes.template import load_scene
from generator.story.formats import Formats
from generator.story.locales import settle
from generator.story.phrasing import Phrasing
from generator.story.planned import PlannedScene
from generator.story.resolve import resolve, sample_facts
from generator.story.teller import available_languages_of
from generator.story.words import load_words

_HEIGHT_PX = 540
"""Of a frame; the sheet shows it at half the size."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be seen: scenes as planned, in one brand, with the words of `locale_dir` beside the built-in ones."""

    scenes: tuple[PlannedScene, ...]
    brand: Brand
    links: Mapping[str, str] | None
    locale_dir: Path | None


def subject_of(name: str, brand: str) -> Subject:
    """A scene's name or folder, or a campaign's file or folder in, what is to be seen out.

    `brand`: for a scene; a campaign has its own. Raises InputError.
    """
    path = Path(name)
    if (path / "scene.yaml").is_file() or (path.name == "scene.yaml" and path.is_file()):
        return _scene(path if path.is_dir() else path.parent, brand)
    there = folders("scenes", "scene.yaml")
    if name in there:
        return _scene(there[name], brand)
    if path.exists():
        campaign = load_campaign(path)
        own = campaign.root / "locale"
        links = {**campaign.links.targets, OWN_PAGE: page_link(campaign.spec.base_url, "a" * TOKEN_LENGTH)}
        return Subject(campaign.plan.every_scene, campaign.brand, links, own if own.is_dir() else None)
    raise SceneError(
        name, "there is no scene of this name, nor a scene or campaign here.", f"Use one of {', '.join(sorted(there))}."
    )


def sample_scenes(subject: Subject, locale: str) -> Iterator[tuple[str, Scene]]:
    """A subject in; every scene twice out, with its label: from its samples, and from its stress values."""
    language, settled = settle(locale, available_languages_of(subject.locale_dir))
    phrasing = Phrasing(load_words(language, subject.locale_dir), Formats(settled))
    for planned in subject.scenes:
        for stress in (False, True):
            scene = resolve(
                planned.template,
                sample_facts(planned.template.needs, stress=stress),
                subject.brand,
                phrasing,
                key=planned.key,
                texts=planned.texts,
                duration_s=planned.duration_s,
                links=subject.links,
                transition=planned.transition,
                taps=planned.taps,
                ask=planned.ask,
            )
            yield f"{planned.key}{', stress values' if stress else ''}", scene


def doubts(subject: Subject) -> Iterator[InputError]:
    """A subject in; what leaves the safe area, in any aspect, out."""
    for root in {planned.template.root: None for planned in subject.scenes}:
        yield from beyond_safe_area(root, SAFE)


def preview(subject: Subject, locale: str, path: Path) -> None:
    """A subject in, its contact sheet written to `path` as PNG. Raises InputError, RenderError or OutputError."""
    from generator.video.settings import VideoSettings
    from generator.video.sheet import scene_sheet
    from generator.video.studio import Studio

    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(VideoSettings(height_px=_HEIGHT_PX), Path(folder), secrets.token_bytes(32))
        sheet = Path(folder) / "sheet.png"
        scenes = tuple(sample_scenes(subject, locale))
        samples = scenes[::2]
        before = {label: scene for (label, _), (_, scene) in zip(samples[1:], samples, strict=False)}
        scene_sheet(studio, scenes, subject.brand, sheet, before)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.name}.part")
            shutil.copyfile(sheet, part)
            part.replace(path)


def _scene(folder: Path, brand: str) -> Subject:
    template = load_scene(folder)
    facts = {name: name for name in template.needs}
    planned = PlannedScene(template.name, template, None, None, facts, {}, None, str(folder / "scene.yaml"))
    return Subject((planned,), load_brand(brand, folder), None, None)
