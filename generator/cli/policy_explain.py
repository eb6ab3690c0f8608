"""serendip policy explain."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.faults import EXIT_OK

if TYPE_CHECKING:
    from generator.pipeline.explanation import Explanation


@click.command()
@click.argument("campaign", type=click.Path(path_type=Path))
@click.option("--only", metavar="ID", help="Tell what becomes of this customer's fields, and why.")
@click.option("--json", "as_program", is_flag=True, help="Print it as JSON.")
def explain(campaign: Path, only: str | None, as_program: bool) -> int:
    """Tell of every field of CAMPAIGN's data whether it is kept, changed or dropped, by which rule, for which purposes.

    Names only: no value is ever printed, nor the id.
    """
    from generator.campaign import load_campaign
    from generator.pipeline.explanation import as_json, explanation

    found = explanation(load_campaign(campaign), only)
    if as_program:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        _print(found)
    return EXIT_OK


def _print(found: Explanation) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    counts = Counter(each.outcome for each in found.fields)
    click.echo(f"{found.campaign}: " + ", ".join(f"{counts[name]} {name}" for name in ("kept", "changed", "dropped")))
    for file in found.files:
        click.echo(f"  policy     {file}")
    if found.recipient is not None:
        who = found.recipient
        click.echo(f"  row        {who.row}")
        if who.skipped:
            click.echo(f"  nothing is told: {who.skipped}")
            return
        click.echo(f"  may be addressed as a {who.relationship} for {', '.join(who.purposes)}; segment {who.segment}")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("", "field", "rule", "purposes", "conditions", "where"):
        table.add_column(title, overflow="fold", no_wrap=title in ("", "field"))
    for each in found.fields:
        said = [*([each.why] if each.why else []), *each.conditions, *([] if each.in_data else ["not in the data"])]
        where = each.places[0] if each.places else ""
        table.add_row(
            Text(each.outcome, style="dim" if each.outcome == "dropped" else "bold"),
            Text(each.field),
            Text(each.rule),
            Text(", ".join(each.purposes)),
            Text("; ".join(said)),
            Text(where),
        )
    Console(width=None if Console().is_terminal else 200, highlight=False).print(table)
