"""The command line. Commands parse, call the library, print its report and exit with its code; one file a command."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """The entry point `serendip`."""
    from generator.cli.application import run

    sys.exit(run(sys.argv[1:]))
