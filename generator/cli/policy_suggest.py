"""serendip policy suggest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.cli.faults import EXIT_OK


@click.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--table", metavar="NAME", help="The table of the customers, in a database of several.")
@click.option(
    "--delimiter", type=click.Choice(["comma", "semicolon", "tab", "pipe"]), help="What parts the cells of a CSV file."
)
@click.option(
    "--encoding", type=click.Choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), default="utf-8", help="Of a text file."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", default=1000, help="Look at the first N rows only.")
def suggest(data: Path, table: str | None, delimiter: Any, encoding: Any, limit: int) -> int:
    """Print a draft policy.yaml for DATA: a CSV, JSON, JSON Lines, Parquet or SQLite file, or a campaign.

    Every field gets a category, guessed by its name and by its content; what is unsure or sensitive is dropped. No
    value is printed.
    """
    from generator.privacy.suggest import draft, sample
    from generator.privacy.suggest.sampling import Reading

    click.echo(draft(sample(data, Reading(table, delimiter, encoding, limit))), nl=False)
    return EXIT_OK
