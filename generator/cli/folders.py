"""Options that name folders, the same in every command that has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def out_option(help: str) -> Callable[[Any], Any]:  # noqa: A002 — as click calls it
    """`--out DIR`: the folder that holds a folder for each campaign."""
    return click.option(
        "--out", type=click.Path(path_type=Path), default=Path("output"), show_default=True, metavar="DIR", help=help
    )
