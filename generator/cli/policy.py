"""serendip policy."""

from __future__ import annotations

import click

from generator.cli.policy_explain import explain
from generator.cli.policy_suggest import suggest


@click.group()
def policy() -> None:
    """Look at what a policy does, or have one drafted."""


policy.add_command(explain)
policy.add_command(suggest)
