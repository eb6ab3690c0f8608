"""A campaign checked without rendering: needs against policy, every row up to its story, and the stories' words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from generator.campaign import Campaign
from generator.errors import PrivacyError, RenderError, RowError, SerendipError
from generator.intake.record import BadRow, CustomerRecord
from generator.model.facts import SafeProfile
from generator.model.layers import MapLayer
from generator.model.outcome import Skipped
from generator.model.story import Story
from generator.pipeline.glyphs import GlyphCheck
from generator.pipeline.preparation import Preparation
from generator.pipeline.reach import Reach
from generator.pipeline.unexpected import as_fault
from generator.privacy import ColumnWatch
from generator.publish.tokens import token_of

SHOWN_ROWS = 20


@dataclass(slots=True)
class Segment:
    """What the recipients of one segment get: how many they are, and how many of them see each scene."""

    recipients: int = 0
    scenes: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Report:
    """What a check found.

    `errors`: nothing would render. `failures`: these rows would fail, the first SHOWN_ROWS of `failed`. `warnings`:
    worth a look. `facts`: how many recipients have each fact that anything asks for. `unlit`: (scene, layer) → how many
    see a map without any region lit. `withheld`: ("scene offer", why) → for how many tact leaves it out.
    """

    rows: int = 0
    recipients: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    segments: dict[str, Segment] = field(default_factory=dict)
    facts: Counter[str] = field(default_factory=Counter)
    unlit: Counter[tuple[str, str]] = field(default_factory=Counter)
    withheld: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[SerendipError] = field(default_factory=list)
    failures: list[SerendipError] = field(default_factory=list)
    warnings: list[SerendipError] = field(default_factory=list)


def check(campaign: Campaign, limit: int | None = None) -> Report:
    """A campaign in, a Report out; looks at the first `limit` rows, or at all. Raises InputError."""
    report = Report()
    with Preparation(campaign) as preparation:
        _look(campaign, preparation, report, limit)
    return report


def _look(campaign: Campaign, preparation: Preparation, report: Report, limit: int | None) -> None:
    # What is written wrong is told without waiting for the footage to be tried.
    report.errors += preparation.errors() or preparation.copy_errors() or preparation.media_errors()
    if report.errors:
        return
    report.warnings += preparation.doubts()
    glyphs, columns = GlyphCheck(campaign), ColumnWatch(campaign.policy)
    reach = Reach(campaign, preparation)
    for item in islice(preparation.rows(), limit):
        report.rows += 1
        if isinstance(item, BadRow):
            _fail(report, SerendipError(item.place, item.cause, item.remedy))
            continue
        columns.read(item.values)
        try:
            _look_at(campaign, preparation, item, report, (glyphs, reach))
        except (RowError, PrivacyError, RenderError) as fault:
            _fail(report, fault)
        except SerendipError:
            raise
        except Exception as caught:
            _fail(report, as_fault(caught, item.place, campaign.root))
    report.warnings += columns.findings()
    # A part of the batch says nothing of how many share what.
    report.warnings += reach.findings() if limit is None else []
    _conclude(campaign, report, glyphs)


def _look_at(
    campaign: Campaign,
    preparation: Preparation,
    record: CustomerRecord,
    report: Report,
    readers: tuple[GlyphCheck, Reach],
) -> None:
    admitted = preparation.admit(record)
    if isinstance(admitted, Skipped):
        report.skipped[admitted.reason] += 1
        return
    told = preparation.tell(admitted, token_of(campaign.secret, campaign.name, record.customer_id))
    profile, story = told.profile, told.story
    preparation.judge(story, record.place)
    report.withheld.update(told.withheld.items())
    _count(report, profile, story)
    glyphs, reach = readers
    glyphs.read(story)
    reach.read(admitted)


def _count(report: Report, profile: SafeProfile, story: Story) -> None:
    report.recipients += 1
    report.facts.update(profile.facts.keys())
    segment = report.segments.setdefault(profile.segment, Segment())
    segment.recipients += 1
    segment.scenes.update(scene.key for scene in story.every_scene)
    for scene in story.every_scene:
        maps = (layer for layers in scene.layers.values() for layer in layers if isinstance(layer, MapLayer))
        report.unlit.update({(scene.key, layer.id) for layer in maps if not layer.lit})


def _fail(report: Report, fault: SerendipError) -> None:
    report.failed += 1
    if len(report.failures) < SHOWN_ROWS:
        report.failures.append(fault)


def _conclude(campaign: Campaign, report: Report, glyphs: GlyphCheck) -> None:
    """What only all rows together can tell."""
    path = str(campaign.file.path)
    if report.rows == 0:
        report.errors.append(SerendipError(path, "the source has no row.", "Check the export."))
    elif report.recipients == 0:
        report.warnings.append(
            SerendipError(path, "nobody would get anything.", "See below why the rows are skipped or fail.")
        )
    for fact in sorted(campaign.needed_facts() & set(campaign.facts)):
        if report.recipients and report.facts[fact] == 0:
            report.warnings.append(
                SerendipError(
                    campaign.file.place("facts", fact),
                    f"no recipient has the fact '{fact}', though something asks for it.",
                    "Look at its expression, and at what the policy releases.",
                )
            )
    for (what, why), count in sorted(report.withheld.items()):
        report.warnings.append(
            SerendipError(
                _place_of(campaign, what),
                f"{count} of {report.recipients} don't get the {_in_words(what)}: {why}.",
                "They are shown less, and nothing wrong; look at the offers if there should be more.",
            )
        )
    seen: set[str] = set().union(*(segment.scenes for segment in report.segments.values()))
    for planned in campaign.plan.every_scene if campaign.video and report.recipients else ():
        if planned.key not in seen:
            report.warnings.append(
                SerendipError(
                    planned.place,
                    f"nobody sees the scene '{planned.key}'.",
                    "Look at its condition, its purpose and its facts.",
                )
            )
    for planned in campaign.plan.every_scene:
        for (scene, layer), count in sorted(report.unlit.items()):
            if scene == planned.key:
                cause = f"{count} of {report.recipients} see the map '{layer}' without a region lit: it lacks theirs."
                report.warnings.append(SerendipError(planned.place, cause, "Compare the fact with the map's ids."))
    report.warnings += glyphs.findings()


def _place_of(campaign: Campaign, what: str) -> str:
    kind, _, name = what.partition(" ")
    if kind == "fact":
        return campaign.file.place("facts", name)
    return next(
        (planned.place for planned in campaign.plan.every_scene if planned.key == name), str(campaign.plan.path)
    )


def _in_words(what: str) -> str:
    kind, _, name = what.partition(" ")
    return f"{kind} '{name}'"
