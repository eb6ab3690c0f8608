"""serendip check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.faults import EXIT_FAILED, EXIT_OK, EXIT_WRONG, tell

if TYPE_CHECKING:
    from generator.pipeline.check import Report


@click.command()
@click.argument("campaign", type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Look at the first N rows only.")
def check(campaign: Path, limit: int | None) -> int:
    """Find out all that can be known of CAMPAIGN without rendering it: data, policy, story, scenes and words.

    Exit code 0: it would render; 1: some rows would fail; 2: the campaign or its files are wrong.
    """
    from generator.campaign import load_campaign
    from generator.pipeline.check import check as look

    loaded = load_campaign(campaign)
    report = look(loaded, limit)
    click.echo(_as_text(loaded.name, report))
    for label, faults in (("error", report.errors), ("would fail", report.failures), ("warning", report.warnings)):
        for fault in faults:
            click.echo(tell(fault, label), err=True)
    if report.failed > len(report.failures):
        click.echo(f"and {report.failed - len(report.failures)} more rows that would fail", err=True)
    return EXIT_WRONG if report.errors else EXIT_FAILED if report.failed else EXIT_OK


def _as_text(name: str, report: Report) -> str:
    if report.errors:
        return f"{name}: {_many(len(report.errors), 'error')}"
    lines = [
        f"{name}: {_many(report.rows, 'row')}, {_many(report.recipients, 'recipient')}, "
        f"{report.skipped.total()} skipped, {report.failed} would fail, {_many(len(report.warnings), 'warning')}"
    ]
    lines += [f"  skipped  {number} × {reason}" for reason, number in sorted(report.skipped.items())]
    for segment, found in sorted(report.segments.items()):
        scenes = ", ".join(
            key if number == found.recipients else f"{key} ({number})" for key, number in found.scenes.items()
        )
        lines.append(f"  segment  {segment or '(none)'}, {found.recipients}: {scenes or 'no film'}")
    partly = {fact: number for fact, number in sorted(report.facts.items()) if number < report.recipients}
    if partly:
        told = ", ".join(f"{fact} ({number})" for fact, number in partly.items())
        lines.append(f"  facts    not everyone has: {told}")
    return "\n".join(lines)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
