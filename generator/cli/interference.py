"""serendip verify --noninterference: what the trial found, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.faults import EXIT_FAILED, EXIT_OK, plain

if TYPE_CHECKING:
    from generator.pipeline.interference import Findings

_SHOWN = 40


def try_out(path: Path, sample: int, *, as_program: bool) -> int:
    """A campaign file or folder in, the report printed, the exit code out. Raises InputError."""
    from generator.campaign import load_campaign
    from generator.pipeline.interference import try_out as look

    campaign = load_campaign(path)
    found = look(campaign, sample)
    if as_program:
        click.echo(json.dumps({"campaign": campaign.name, "clean": found.clean, **asdict(found)}, ensure_ascii=False))
    else:
        click.echo("\n".join(map(plain, _lines(campaign.name, found))))
    return EXIT_OK if found.clean else EXIT_FAILED


def _lines(name: str, found: Findings) -> list[str]:
    verdict = "no denied value changes anything" if found.clean else "NOT CLEAN"
    lines = [f"{name}: {found.told} recipients told, {found.rendered} rendered: {verdict}"]
    for each in found.interferences[:_SHOWN]:
        by = f"'{each.field}'" if each.field else "denied values (no single field could be made out)"
        lines.append(f"  interferes  {by}: {each.artifact} is another with {each.how} ({each.recipients} of them)")
    if len(found.interferences) > _SHOWN:
        lines.append(f"              and {len(found.interferences) - _SHOWN} more; --json tells all")
    lines += [f"  suggests    '{field}': {how}" for field, how in found.derived]
    lines += [f"  unstable    {artifact} differs from run to run by itself" for artifact in found.unstable]
    lines += [f"  failed      {cause}" for cause in found.failed]
    if not found.complete:
        lines.append("  unfinished  there was no time for everything: try a smaller --sample")
    lines += [f"  decides     '{field}' by declaration: {why}" for field, why in found.declared.items()]
    lines.append(f"  varied      {', '.join(found.varied) or 'nothing: no field is denied'}")
    return lines
