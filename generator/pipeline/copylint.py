"""The words of a campaign judged: do they say where a fact came from?

First with the templates' samples, in every language, where the words may be quoted; then in the recipients' own
stories, where they may not.
"""

from __future__ import annotations

from generator.campaign import Campaign
from generator.errors import SerendipError, StoryError
from generator.model.story import Story
from generator.pipeline.preview import Subject, sample_scenes
from generator.story.lint import StoryFinding, lint, lint_story
from generator.story.locales import SOURCE_LANGUAGE
from generator.story.teller import available_languages_of

_REMEDY = "Say it without the source: what the recipient gets, not how we know."


class CopyLint:
    """Collects findings over samples and stories; none is told twice."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._found: dict[tuple[str, str], SerendipError] = {}
        self._places = {f"scene {planned.key}": planned.place for planned in campaign.plan.scenes}
        for page, file_name in ((campaign.microsite, "page.yaml"), (campaign.document, "document.yaml")):
            if page is not None:
                self._places[file_name.removesuffix(".yaml")] = str(page.root / file_name)
        self._samples()

    def read(self, story: Story) -> None:
        """Judge a recipient's story."""
        for found in lint_story(story):
            self._add(found, "the words give a source away")

    def findings(self) -> list[SerendipError]:
        """What was found, in order."""
        return list(self._found.values())

    def _samples(self) -> None:
        own = self._campaign.root / "locale"
        locale_dir = own if own.is_dir() else None
        subject = Subject(self._campaign.plan.scenes, self._campaign.brand, {}, locale_dir)
        # The source's language first: what is not translated yet is told as English.
        languages = available_languages_of(locale_dir)
        for language in sorted(languages, key=lambda each: (each != SOURCE_LANGUAGE, each)):
            for _, scene in sample_scenes(subject, language):
                text = f"{scene.title}. {scene.caption}"
                for finding in lint(text, language):
                    quoted = finding.phrase(text)
                    self._add(
                        StoryFinding(f"scene {scene.key}", text, finding),
                        f"the words '{quoted}' ({language}) give a source away",
                    )

    def _add(self, found: StoryFinding, what: str) -> None:
        key = (found.place, found.finding.rule)
        if key not in self._found:
            place = self._places.get(found.place, found.place)
            self._found[key] = StoryError(place, f"{what} (rule {found.finding.rule}).", _REMEDY)
