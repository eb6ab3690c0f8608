"""What a recipient gets, what of it stands already, and what is to be rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.campaign import Campaign
from generator.model.story import Story
from generator.pipeline.setting import Setting
from generator.publish.fingerprints import Fingerprints
from generator.publish.pieces import Piece
from generator.publish.publisher import Publisher
from generator.publish.readers import Reading


@dataclass(frozen=True, slots=True)
class Order:
    """One recipient's. `kept`: pieces that stand. `missing`: kind and fingerprint of those to render.

    `unchanged`: nothing is missing, and nothing stands that is not wanted any more.
    """

    kept: tuple[Piece, ...]
    missing: tuple[tuple[str, str], ...]
    unchanged: bool

    @property
    def film(self) -> bool:
        """Whether the film is to be rendered."""
        return any(kind == "film" for kind, _ in self.missing)


class Orders:
    """Compares stories with what stands. `fresh`: nothing of an earlier run counts."""

    def __init__(self, campaign: Campaign, setting: Setting, publisher: Publisher, *, fresh: bool) -> None:
        self._fingerprints = Fingerprints(
            campaign.secret,
            {
                "film": setting.video,
                "page": [setting.shared, campaign.spec.base_url, campaign.spec.title],
                "email": [setting.mailing.sender, setting.mailing.unsubscribe] if setting.mailing else None,
            },
        )
        self._films = setting.video is not None
        self._publisher = publisher
        self._fresh = fresh

    def of(self, story: Story, token: str, reading: Reading | None = None) -> Order:
        """A story in, its order out: what stands is read and compared with what was written.

        `reading`: where that was begun before.
        """
        wanted = self._wanted(story)
        standing: Mapping[str, Piece] = {}
        if not self._fresh:
            standing = reading.result() if reading is not None else self._publisher.standing(token)
        kept = {kind: standing[kind] for kind, print_ in wanted if _same(standing.get(kind), print_)}
        missing = tuple((kind, print_) for kind, print_ in wanted if kind not in kept)
        return Order(tuple(kept.values()), missing, not missing and set(standing) == set(kept))

    def wants_film(self, story: Story, token: str) -> bool:
        """Whether the film is to be rendered as far as the record tells, without a look at the files."""
        if not self._films or not story.scenes:
            return False
        return self._fresh or not _same(
            self._publisher.recorded(token).get("film"), self._fingerprints.of(story, "film")
        )

    def _wanted(self, story: Story) -> tuple[tuple[str, str], ...]:
        """(kind, fingerprint) of all that the recipient gets, in the order of rendering: the page shows the film."""
        prints: dict[str, str] = {}
        if self._films and story.scenes:
            prints["film"] = self._fingerprints.of(story, "film")
        if story.document is not None:
            prints["document"] = self._fingerprints.of(story, "document")
        if story.microsite is not None:
            prints["page"] = self._fingerprints.of(story, "page", prints.get("film", ""), *sorted(prints))
        if story.email is not None:
            prints["email"] = self._fingerprints.of(story, "email", prints.get("film", ""))
        return tuple(prints.items())


def plan_file(cache: Path) -> Path:
    """Where the census of a batch is kept while it is rendered."""
    return cache / "plan"


def _same(piece: Piece | None, fingerprint: str) -> bool:
    return piece is not None and piece.fingerprint == fingerprint
