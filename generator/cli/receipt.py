"""serendip receipt."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from generator.cli.faults import EXIT_FAILED, EXIT_OK, plain
from generator.cli.folders import out_option

_VERDICTS = {True: "yes: nothing that was not released", False: "yes, and something was found", None: "no"}


@click.command()
@click.argument("token", required=False)
@click.option("--id", "customer_id", metavar="ID", help="The customer's id instead; - reads it from standard input.")
@out_option("The output that the receipt is in, or the folder of several.")
@click.option(
    "--campaign",
    type=click.Path(path_type=Path),
    metavar="CAMPAIGN",
    help="The campaign that made the output, when it has moved since.",
)
@click.option("--json", "as_program", is_flag=True, help="Print the receipt as JSON.")
def receipt(token: str | None, customer_id: str | None, out: Path, campaign: Path | None, as_program: bool) -> int:
    """Print the receipt of TOKEN: what the filter kept, dropped and derived, and why; and check its signature.

    TOKEN is the last part of a recipient's link; the whole link will do. Exit code 0: the signature fits; 1: the
    receipt was altered; 2: there is none, or no key to check it with.
    """
    from generator.pipeline.receipts import find_receipt

    if (token is None) == (customer_id is None):
        raise click.UsageError("name a TOKEN or --id, and not both.")
    if customer_id == "-":
        # An id on the command line stays in the shell's history.
        customer_id = sys.stdin.readline().strip()
    found = find_receipt(out, campaign, token=token or "", customer_id=customer_id or "")
    if as_program:
        click.echo(json.dumps({"valid": found.valid, "receipt": found.body}, ensure_ascii=False))
    else:
        signature = "valid" if found.valid else "NOT VALID: altered, or signed with a key that is gone"
        click.echo("\n".join(map(plain, [*_lines(found.body), f"signature  {signature}"])))
    return EXIT_OK if found.valid else EXIT_FAILED


def _lines(body: Mapping[str, Any]) -> Iterator[str]:
    yield f"campaign   {body.get('campaign')}, made on {body.get('made_on')}"
    yield f"recipient  {body.get('pseudonym')}"
    for purpose in _list(body, "purposes"):
        consent = purpose.get("consent") or {}
        given = f", consent of {consent['given_on']}" if consent.get("given_on") else ""
        source = f" ({', '.join(consent[key] for key in ('source', 'text') if consent.get(key))})" if given else ""
        until = f", until {purpose['until']}" if purpose.get("until") else ""
        yield f"purpose    {purpose.get('name')}: {purpose.get('use')}, {purpose.get('basis')}{given}{source}{until}"
    yield f"kept       {', '.join(map(str, _list(body, 'kept'))) or 'nothing'}"
    for told in _list(body, "derived"):
        yield f"derived    {told.get('field')}: {told.get('reason')}"
    for gone in _list(body, "dropped"):
        yield f"dropped    {gone.get('field')}: {gone.get('reason')}"
    facts = body.get("facts")
    yield f"facts      {', '.join(facts) if isinstance(facts, dict) and facts else 'none'}"
    yield f"policy     {body.get('policy')}"
    templates = body.get("templates")
    for name, digest in templates.items() if isinstance(templates, dict) else ():
        yield f"template   {name} {digest}"
    yield f"searched   {_VERDICTS.get(body.get('verified'), 'unknown')}"
    yield f"expires    {body.get('expires') or 'never'}"


def _list(body: Mapping[str, Any], key: str) -> list[Any]:
    found = body.get(key)
    return found if isinstance(found, list) else []
