"""serendip policy."""

from __future__ import annotations

import click

from generator.cli.policy_explain import explain


@click.group()
def policy() -> None:
    """Look at what a policy does."""


policy.add_command(explain)
