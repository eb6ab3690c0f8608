"""One recipient's finished files in, what of the withheld can be read in them out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.campaign import Campaign
from generator.intake import Shape
from generator.pipeline.filmwords import film_passages
from generator.pipeline.ownwords import OwnWords
from generator.pipeline.preparation import Prepared
from generator.privacy.verify import Kind, Leak, Needle, Passage, Search, look, look_in
from generator.privacy.verify.choice import all_needles, needles_for
from generator.publish.pieces import names_in

FILM_WORDS = "video (its words)"
"""What the words that a film was drawn from are called in a report."""


class Looker:
    """Looks through the files of a campaign's recipients."""

    def __init__(self, campaign: Campaign, shape: Shape) -> None:
        self._words = OwnWords(campaign, shape)

    def search_for(self, prepared: Prepared) -> Search:
        """What to look for in a recipient's files."""
        return self._search(prepared, needles_for(prepared.withheld))

    def leaks(self, prepared: Prepared, *folders: Path) -> tuple[Leak, ...]:
        """Everything in a recipient's folders, in the words of the film and in the receipt that was not released.

        Raises PrivacyError for a file that can't be searched.
        """
        # What was told under another name is no leak, and takes its time to tell; mostly there is nothing at all.
        wide = self._search(prepared, all_needles(prepared.withheld))
        if not self._found(prepared, folders, wide):
            return ()
        return self._found(prepared, folders, self.search_for(prepared))

    def _search(self, prepared: Prepared, needles: Sequence[Needle]) -> Search:
        story = prepared.story
        return Search(needles, self._words.excuses(prepared.withheld, story.locale, story.language))

    def _found(self, prepared: Prepared, folders: Sequence[Path], search: Search) -> tuple[Leak, ...]:
        # A line of its own for each part of the receipt: most of them are those of other recipients.
        receipt = json.dumps(_searched(prepared.receipt), ensure_ascii=False).replace(', "', ',\n"')
        return (
            *(leak for folder in folders for leak in look(folder, names_in(folder), search)),
            *look_in(film_passages(prepared.story), search, FILM_WORDS),
            *look_in((Passage(Kind.MIXED, receipt, "receipt", by_line=True),), search, "receipt"),
        )


def _searched(receipt: Mapping[str, Any]) -> dict[str, Any]:
    """A receipt without the proof of permission: when, where and to what the person agreed, and until when that holds.

    It must be there, whatever field of the customer it was read from, and nobody publishes it.
    """
    purposes = [{key: each[key] for key in ("name", "use", "basis")} for each in receipt["purposes"]]
    return {**receipt, "purposes": purposes, "expires": None}
