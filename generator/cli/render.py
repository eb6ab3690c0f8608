"""serendip render."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.faults import tell
from generator.cli.folders import out_option
from generator.cli.sizes import Size
from generator.cli.startup import loading

if TYPE_CHECKING:
    from generator.campaign import Campaign
    from generator.pipeline.options import Options
    from generator.video.profiles import ProfileName
    from generator.video.settings import Aspect


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command()
@click.argument("campaign", type=click.Path(path_type=Path))
@out_option("Where the campaign's folder goes.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Look at the first N rows only.")
@click.option("--only", multiple=True, metavar="ID", help="Look at this customer only; may be given several times.")
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=processors,
    show_default="one a processor",
    metavar="N",
    help="Processes that render; 0 renders in this one.",
)
@click.option(
    "--profile",
    type=click.Choice(["draft", "web", "social", "archive"]),
    help="Make the film to this profile; of the campaign's own settings for it, only aspect and codec hold then.",
)
@click.option(
    "--aspect",
    type=click.Choice(["16:9", "9:16", "1:1"]),
    help="Make the film in this aspect, whatever the campaign says.",
)
@click.option(
    "--memory",
    type=Size(),
    show_default="a quarter of the machine's",
    metavar="SIZE",
    help="What workers and the backgrounds that they share may take, such as 2G.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    show_default="private/cache",
    metavar="DIR",
    help="Where scenes that several films show are kept; campaigns may share it.",
)
@click.option(
    "--store-size", type=Size(), default="4G", show_default=True, metavar="SIZE", help="What they may take there."
)
@click.option("--plan", is_flag=True, help="Tell what would be rendered and how long it takes, and render nothing.")
@click.option(
    "--no-verify",
    is_flag=True,
    help="Don't search what was made for values that were not released. Receipts and manifest say so.",
)
@click.option("--fresh", is_flag=True, help="Render everything again, also what has not changed.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_program", is_flag=True, help="Print one JSON summary and no progress.")
@click.pass_context
def render(
    context: click.Context,
    campaign: Path,
    out: Path,
    limit: int | None,
    only: tuple[str, ...],
    workers: int,
    profile: ProfileName | None,
    aspect: Aspect | None,
    memory: int | None,
    store: Path | None,
    store_size: int,
    plan: bool,
    no_verify: bool,
    fresh: bool,
    quiet: bool,
    as_program: bool,
) -> int:
    """Render CAMPAIGN (a campaign file, or its folder) for everyone who may be addressed.

    What is finished and unchanged is not rendered again. Exit code 0: all rendered or rightly skipped; 1: some failed;
    2: the campaign or its files are wrong, or the output can't be written.
    """
    with loading():
        from generator.campaign import load_campaign
        from generator.cli.progress import follower
        from generator.cli.summary import as_json, as_text, exit_code
        from generator.errors import CampaignError
        from generator.pipeline.batch import render as render_all
        from generator.pipeline.options import Options

        loaded = load_campaign(campaign, profile=profile, aspect=aspect)
    options = Options(
        out, limit, only, workers, fresh, context.obj.debug, store, store_size, memory, verify=not no_verify
    )
    if plan:
        return _plan(loaded, options, quiet=quiet, as_program=as_program)
    with follower(quiet=quiet or as_program) as watcher:
        summary = render_all(loaded, options, watcher)
    if as_program:
        click.echo(json.dumps(as_json(loaded.name, summary), ensure_ascii=False))
    elif not quiet:
        click.echo(as_text(loaded.name, summary))
    for position in summary.missing:
        # The id is a customer's value: it is told by its position.
        cause = f"no row has the id given as --only number {position}."
        click.echo(tell(CampaignError(str(loaded.file.path), cause, "Check the id in the source.")), err=True)
    return exit_code(summary)


def _plan(campaign: Campaign, options: Options, *, quiet: bool, as_program: bool) -> int:
    """Print what a run would do; exit code 1 when some rows would fail."""
    from generator.cli.faults import EXIT_FAILED, EXIT_OK
    from generator.cli.planned import as_text
    from generator.cli.progress import follower
    from generator.errors import CampaignError
    from generator.pipeline.forecast import as_json, foresee

    if campaign.video is None:
        cause = "the campaign makes no films, and only those are planned."
        raise CampaignError(str(campaign.file.path), cause, "Set 'outputs.video', or run `serendip check`.")
    with follower(quiet=quiet or as_program) as watcher:
        forecast = foresee(campaign, options, watcher)
    if as_program:
        click.echo(json.dumps(as_json(campaign.name, forecast), ensure_ascii=False))
    elif not quiet:
        click.echo(as_text(campaign.name, forecast))
    return EXIT_FAILED if forecast.failed else EXIT_OK
