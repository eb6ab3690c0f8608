"""What the search of finished files costs beside the render of the energy example: films, pages and PDFs; pages alone.

Both are processor time for one more recipient: what a run does once (plates, fonts, the campaign's own words) is left
out, so that a small run doesn't flatter the search.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from many import write_campaign
from privacy import Figure, fastest_s

from generator.campaign import Campaign, load_campaign
from generator.pipeline.batch import render
from generator.pipeline.looking import Looker
from generator.pipeline.options import Options, Unwatched
from generator.pipeline.preparation import Preparation, Prepared
from generator.publish.layout import Layout
from generator.publish.tokens import token_of

ROOT = Path(__file__).resolve().parents[1]
RECIPIENTS = 7
PAGES = 160
SHARE = 0.10
"""What verification may take of the render at most."""


def measure(rounds: int) -> Figure:
    whole = load_campaign(ROOT / "examples" / "energy")
    rendered_s, searched_s = _costs(whole, rounds)
    with tempfile.TemporaryDirectory() as folder:
        # Pages are many, and each is searched once: what they share is met before, what is one's own never was.
        many = load_campaign(write_campaign(Path(folder) / "energy", PAGES))
        pages = replace(many, video=None, document=None, email=None)
        with _rendered(pages, PAGES) as (layout, _):
            page_searched_s = _search_s(pages, layout, 1, first=PAGES // 4)
    told = (
        f"recipients of examples/energy: {searched_s * 1000:.0f} ms each beside {rendered_s * 1000:,.0f} ms of film, "
        f"page and PDF, {searched_s / rendered_s:.1%}; of pages alone {page_searched_s * 1000:.1f} ms"
    )
    return Figure("Verification", told, "recipients", 1 / searched_s, 1 / (SHARE * rendered_s))


def _costs(campaign: Campaign, rounds: int) -> tuple[float, float]:
    """Seconds of processor time for one more recipient: to render, to search."""
    with _rendered(campaign, 1) as (_, first_s), _rendered(campaign, RECIPIENTS) as (layout, all_s):
        return (all_s - first_s) / (RECIPIENTS - 1), _search_s(campaign, layout, rounds)


@contextmanager
def _rendered(campaign: Campaign, recipients: int) -> Iterator[tuple[Layout, float]]:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        summary = render(
            campaign, Options(Path(folder), limit=recipients, workers=0, verify=False, fresh=True), Unwatched()
        )
        yield Layout(summary.root), time.process_time() - begun


def _search_s(campaign: Campaign, layout: Layout, rounds: int, first: int = 1) -> float:
    """`first`: how many are searched before the clock starts."""
    people: list[tuple[Prepared, Path]] = []
    with Preparation(campaign) as preparation:
        looker = Looker(campaign, preparation.shape)
        for record in preparation.rows():
            token = token_of(campaign.secret, campaign.name, getattr(record, "customer_id", "") or "")
            if layout.folder(token).is_dir():
                prepared = preparation.prepare(record, token)  # type: ignore[arg-type]
                assert isinstance(prepared, Prepared)
                people.append((prepared, layout.folder(token)))
        for each in people[:first]:
            assert not looker.leaks(*each)
        others = people[first:]

        def search() -> None:
            for prepared, folder in others:
                assert not looker.leaks(prepared, folder)

        # What stands in memory here belongs to nobody in a run.
        gc.freeze()
        try:
            return fastest_s(search, max(1, rounds // 2)) / len(others)
        finally:
            gc.unfreeze()
