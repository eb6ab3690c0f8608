"""serendip answers."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.cli.faults import EXIT_FAILED, EXIT_OK
from generator.cli.folders import out_option


@click.command()
@click.argument("campaign", metavar="CAMPAIGN", type=click.Path(path_type=Path))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder to write the tables to.",
)
@out_option("Where the campaign's output is, whose links.csv tells who answered.")
def answers(campaign: Path, file: Path, into: Path, out: Path) -> int:
    """Make tables of what forms posted: FILE holds a JSON object a line, as an endpoint keeps them.

    withdrawals.csv and objections.csv are for the next run to read, the others for people to work through. Exit code
    1: some lines could not be used.
    """
    from generator.campaign import load_campaign
    from generator.pipeline.answers import read_answers, write_answers
    from generator.publish.layout import Layout

    loaded = load_campaign(campaign, make_key=False)
    reading = read_answers(file, Layout(out / loaded.name), datetime.date.today())
    for path, rows in write_answers(reading, loaded, into).items():
        click.echo(f"{path}: {rows}")
    faults = {
        "no posts of a form": reading.unread,
        "of links that have ended": reading.unknown,
        "sent a second time": reading.repeated,
    }
    for what, count in faults.items():
        if count:
            click.echo(f"left out: {count} × {what}")
    return EXIT_FAILED if reading.unread or reading.unknown else EXIT_OK
