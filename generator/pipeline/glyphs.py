"""Characters that no typeface has: a box is drawn in their place, and here they are told.

With the templates' samples, in every language, by their code point. In the recipients' own stories only the script and
how many recipients it concerns: a character of a name is part of a value.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from fontTools import unicodedata as scripts

from generator.campaign import Campaign
from generator.errors import SerendipError, StoryError
from generator.model.story import Scene, Story
from generator.pipeline.preview import Subject, sample_scenes
from generator.story.lint import scene_texts
from generator.story.teller import available_languages_of
from generator.typefaces import missing

_REMEDY = "Write it in other characters, or give the brand a typeface that has them."


class GlyphCheck:
    """Collects characters that can't be drawn, over samples and stories."""

    def __init__(self, campaign: Campaign) -> None:
        self._places = {planned.key: planned.place for planned in campaign.plan.every_scene}
        self._own: dict[str, dict[str, None]] = defaultdict(dict)
        self._others: Counter[tuple[str, str]] = Counter()
        if campaign.video is None:
            return
        own = campaign.root / "locale"
        locale_dir = own if own.is_dir() else None
        subject = Subject(campaign.plan.every_scene, campaign.brand, {}, locale_dir)
        for language in sorted(available_languages_of(locale_dir)):
            for _, scene in sample_scenes(subject, language):
                self._own[scene.key] |= dict.fromkeys(_missing(scene))

    def read(self, story: Story) -> None:
        """Count what a recipient's own values lack."""
        for scene in story.every_scene:
            others = [char for char in _missing(scene) if char not in self._own[scene.key]]
            self._others.update({(scene.key, scripts.script_name(scripts.script(char))) for char in others})

    def findings(self) -> list[SerendipError]:
        """What was found, scene by scene."""
        found: list[SerendipError] = []
        for key, characters in self._own.items():
            codes = ", ".join(f"U+{ord(char):04X}" for char in characters)
            if codes:
                cause = f"no typeface has {codes}, in words or samples of the scene '{key}'; a box is drawn instead."
                found.append(StoryError(self._places.get(key, key), cause, _REMEDY))
        for (key, script), number in sorted(self._others.items()):
            cause = (
                f"values of {number} recipient{'' if number == 1 else 's'} in the scene '{key}' have characters "
                f"that no typeface has (script {script}); a box is drawn instead."
            )
            found.append(StoryError(self._places.get(key, key), cause, "Give the brand a typeface that has them."))
        return found


def _missing(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(char for text in dict.fromkeys(scene_texts(scene)) for char in missing(text)))
