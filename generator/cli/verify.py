"""serendip verify."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.faults import EXIT_FAILED, EXIT_OK, plain, tell

if TYPE_CHECKING:
    from generator.pipeline.proof import Proof

_SHOWN = 40


@click.command()
@click.argument("folder", metavar="DIR|CAMPAIGN", type=click.Path(path_type=Path))
@click.option(
    "--campaign",
    type=click.Path(path_type=Path),
    metavar="CAMPAIGN",
    help="The campaign that made DIR, when it has moved since.",
)
@click.option(
    "--noninterference",
    is_flag=True,
    help="Try out, with CAMPAIGN, whether a denied value changes anything of what is made.",
)
@click.option(
    "--sample",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    metavar="N",
    help="With --noninterference: how many recipients are rendered; 30 are told without being rendered.",
)
@click.option("--json", "as_program", is_flag=True, help="Print what was found as JSON.")
def verify(folder: Path, campaign: Path | None, noninterference: bool, sample: int, as_program: bool) -> int:
    """Search everything in DIR (output/<campaign>) for values that were not released, in all their forms.

    With --noninterference the argument is a CAMPAIGN: a sample of its recipients is made as they are, with all denied
    values randomised, and without them, in a temporary folder; everything must come out the same.

    Exit code 0: nothing was found; 1: something was, or can't be judged; 2: DIR or the campaign is wrong.
    """
    if noninterference:
        from generator.cli.interference import try_out

        return try_out(folder, sample, as_program=as_program)
    from generator.pipeline.origin import campaign_of
    from generator.pipeline.proof import prove

    proof = prove(folder, campaign_of(folder, campaign))
    if as_program:
        click.echo(json.dumps(_as_json(proof), ensure_ascii=False))
    else:
        click.echo(_as_text(folder, proof))
        for fault in proof.faults:
            click.echo(tell(fault, "not vouched for"), err=True)
    return EXIT_OK if proof.clean else EXIT_FAILED


def _as_text(folder: Path, proof: Proof) -> str:
    verdict = "nothing that was not released" if proof.clean else f"{len(proof.leaks)} finds"
    lines = [f"{folder}: {proof.recipients} recipients, {proof.files} files: {verdict}"]
    for leak in proof.leaks[:_SHOWN]:
        place = f", {leak.place}" if leak.place else ""
        lines.append(plain(f"  leak      '{leak.field}' in {leak.file}{place}: {leak.variant}"))
    if len(proof.leaks) > _SHOWN:
        lines.append(f"            and {len(proof.leaks) - _SHOWN} more; --json tells all")
    lines += [f"  not read  {number} {what}" for what, number in proof.unread.items() if number]
    return "\n".join(lines)


def _as_json(proof: Proof) -> dict[str, Any]:
    return {
        "clean": proof.clean,
        "recipients": proof.recipients,
        "files": proof.files,
        "leaks": [
            {"field": leak.field, "file": leak.file, "variant": leak.variant, "place": leak.place}
            for leak in proof.leaks
        ],
        "faults": [{"place": fault.place, "cause": fault.cause, "remedy": fault.remedy} for fault in proof.faults],
        "not_read": proof.unread,
    }
