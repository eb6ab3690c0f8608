"""Pages a second on one core: `make bench-pages`. Whole renders without film and PDF, with verification on.

Processor time is counted, not the clock, of a run over many recipients less that of a run over few: what a run does
once (fonts, styles, the campaign's own words) is left out.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import sys
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEAST = 150
FEW = 40


def measure(folder: Path, recipients: int, *, verify: bool = True) -> float:
    """A campaign's folder in; seconds of processor time for one more recipient's page, with all its files, out."""
    return (_run(folder, recipients, verify=verify) - _run(folder, FEW, verify=verify)) / (recipients - FEW)


def _run(folder: Path, recipients: int, *, verify: bool) -> float:
    from generator.campaign import load_campaign
    from generator.cli.startup import loading
    from generator.pipeline.batch import render
    from generator.pipeline.options import Options, Unwatched

    gc.unfreeze()
    gc.collect()
    with loading():
        campaign = replace(load_campaign(folder), video=None, document=None, email=None)
    with tempfile.TemporaryDirectory() as out:
        begun = time.process_time()
        options = Options(Path(out), limit=recipients, workers=0, verify=verify, fresh=True)
        summary = render(campaign, options, Unwatched())
        took = time.process_time() - begun
    if summary.tally.rendered != recipients:
        raise SystemExit(f"{summary.tally.rendered} of {recipients} pages were rendered")
    return took


def writing(folder: Path, recipients: int) -> float:
    """A campaign's folder in; seconds of processor time for one page from its story to its files out: no filter, no
    search, no publishing."""
    from generator.campaign import load_campaign
    from generator.cli.startup import loading
    from generator.microsite import write_page
    from generator.pipeline.preparation import Preparation, Prepared
    from generator.pipeline.setting import prepare
    from generator.publish.layout import Layout
    from generator.publish.tokens import token_of
    from generator.video.cache import Limits

    with loading():
        campaign = replace(load_campaign(folder), video=None, document=None, email=None)
    with tempfile.TemporaryDirectory() as out, Preparation(campaign) as preparation:
        layout = Layout(Path(out))
        layout.site.mkdir()
        layout.cache.mkdir(parents=True)
        shared = prepare(campaign, layout, layout.cache, Limits(), debug=False).shared
        assert shared is not None
        records = islice(preparation.rows(), recipients)
        told = [
            preparation.prepare(each, token_of(campaign.secret, campaign.name, each.customer_id)) for each in records
        ]
        stories = [each.story for each in told if isinstance(each, Prepared)]
        took = 0.0
        for number, story in enumerate(stories):
            begun = time.process_time()
            at = layout.site / f"{number}"
            at.mkdir(parents=True)
            write_page(story, at, None, shared)
            # The first ones find nothing prepared that all pages have in common.
            took += time.process_time() - begun if number >= FEW else 0.0
    return took / (len(stories) - FEW)


def main() -> int:
    """Pages a second a core; 1 when they are fewer than promised."""
    options = argparse.ArgumentParser(prog="make bench-pages", description=__doc__)
    options.add_argument("--recipients", type=int, default=440, help="how many (default 440)")
    options.add_argument(
        "--rounds", type=int, default=3, help="how often it is repeated; the fastest counts (default 3)"
    )
    options.add_argument("--profile", action="store_true", help="say where the time goes instead")
    chosen = options.parse_args()
    sys.path.insert(0, str(HERE))
    from many import write_campaign

    with tempfile.TemporaryDirectory() as folder:
        campaign = write_campaign(Path(folder) / "energy", chosen.recipients)
        if chosen.profile:
            profile = cProfile.Profile()
            profile.runcall(_run, campaign, chosen.recipients, verify=True)
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)
            return 0
        page_s = min(measure(campaign, chosen.recipients) for _ in range(chosen.rounds))
        bare_s = min(measure(campaign, chosen.recipients, verify=False) for _ in range(chosen.rounds))
        alone_s = min(writing(campaign, chosen.recipients) for _ in range(chosen.rounds))
    kept = "" if 1 / page_s >= LEAST else f", BELOW THE {LEAST} PROMISED"
    parts = {"the search": page_s - bare_s, "the page's own files": alone_s, "all else": bare_s - alone_s}
    told = f"{page_s * 1000:.1f} ms each: {', '.join(f'{name} {each * 1000:.1f}' for name, each in parts.items())}"
    print(f"pages: {1 / page_s:,.0f} a second a core ({told}){kept}")
    return 0 if 1 / page_s >= LEAST else 1


if __name__ == "__main__":
    raise SystemExit(main())
