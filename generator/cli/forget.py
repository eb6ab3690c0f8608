"""serendip forget."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.faults import EXIT_FAILED, EXIT_OK, exit_code_of, tell
from generator.cli.folders import out_option

if TYPE_CHECKING:
    from generator.pipeline.erasure import Stock, Target

FROM_INPUT = "-"


# An id may begin with a hyphen; and a message about an unknown option would print it.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("ids", metavar="ID…|-", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--campaign",
    "campaigns",
    multiple=True,
    metavar="CAMPAIGN",
    type=click.Path(path_type=Path),
    help="Erase from this campaign (its file or folder); may be given several times.",
)
@click.option(
    "--all",
    "everywhere",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Erase from every output in this folder.",
)
@out_option("Where the campaigns' folders are.")
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A store of segments that the output doesn't know of.",
)
@click.option("--proof", is_flag=True, help="Erase nothing: print the proofs of these people's erasure.")
def forget(
    ids: tuple[str, ...],
    campaigns: tuple[Path, ...],
    everywhere: Path | None,
    out: Path,
    store: Path | None,
    proof: bool,
) -> int:
    """Erase people, who are never rendered again then; with - ids are read from standard input, one a line.

    Folders, segments that nobody else uses, links, receipts and records go. What goes is told in counts, never by id.
    Run it again after a crash: it completes what was begun. Exit code 1: it could not be done everywhere.
    """
    from generator.errors import InputError, SerendipError
    from generator.pipeline.erasure import forget as erase
    from generator.pipeline.erasure import target_of, targets_in

    today = datetime.date.today()
    people = _people(ids)
    if not campaigns and everywhere is None:
        raise InputError(
            "forget", "nothing says where from.", "Name a campaign with --campaign or a folder with --all."
        )
    targets: list[Target | SerendipError] = [target_of(path, out, today, store) for path in campaigns]
    if everywhere is not None:
        named = {each.layout.root.resolve() for each in targets if not isinstance(each, SerendipError)}
        for found in targets_in(everywhere, today, store):
            if isinstance(found, SerendipError) or found.layout.root.resolve() not in named:
                targets.append(found)
    code = EXIT_OK
    for target in targets:
        try:
            if isinstance(target, SerendipError):
                raise target
            if proof:
                code = max(code, _prove(target, people))
            else:
                click.echo(f"{target.name}: {_as_text(erase(target, people, today), len(people))}")
        except SerendipError as fault:
            click.echo(tell(fault), err=True)
            code = EXIT_FAILED if len(targets) > 1 else exit_code_of(fault)
    if not proof:
        click.echo("Publish site/ again, so that hosts and caches drop it too. What stands elsewhere: docs/erasure.md")
    return code


def _prove(target: Target, people: tuple[str, ...]) -> int:
    """Print every proof as a line of JSON; exit code 1 when somebody has none that holds."""
    from generator.pipeline.erasure import proofs_of

    code = EXIT_OK
    for person in people:
        found = list(proofs_of(target, person))
        for proof, valid in found:
            click.echo(json.dumps({**proof, "valid": valid}, sort_keys=True))
        if not any(valid for _, valid in found):
            code = EXIT_FAILED
    if code:
        click.echo(f"{target.name}: not everybody named has a proof whose signature holds.", err=True)
    return code


def _people(ids: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the command line in, ids in the form that sources have them in out, each once."""
    from generator.errors import InputError
    from generator.intake.text import TextError, clean

    words: list[str] = []
    for word in ids:
        if word == FROM_INPUT:
            words.extend(sys.stdin)
        else:
            words.append(word)
    try:
        people = tuple(dict.fromkeys(filter(None, map(clean, words))))
    except TextError as fault:
        raise InputError("forget", f"an id can't be used: {fault}.", "Correct it.") from None
    if not people:
        raise InputError("forget", "nobody is named.", "Name ids, or - to read them from standard input.")
    return people


def _as_text(stock: Stock, people: int) -> str:
    counts = (
        (stock.files, "file"),
        (stock.receipts, "receipt"),
        (stock.links, "link"),
        (stock.records, "record"),
        (stock.segments, "segment"),
        (stock.lines, "line of the manifest"),
    )
    told = [f"{count} {noun if count == 1 else _plural(noun)}" for count, noun in counts if count]
    return f"{people} {'person' if people == 1 else 'people'} forgotten: {', '.join(told) or 'nothing was left'}"


def _plural(noun: str) -> str:
    return noun.replace("line", "lines", 1) if " " in noun else f"{noun}s"
