"""The group of all commands, and the one place where faults become messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from generator import __version__
from generator.cli import (
    answers,
    check,
    forget,
    key,
    new,
    policy,
    preview,
    receipt,
    render,
    scenes,
    schema,
    serve,
    verify,
)
from generator.cli.faults import (
    DEBUG_WARNING,
    EXIT_FAILED,
    EXIT_WRONG,
    Stopped,
    exit_code_of,
    listening,
    tell,
    tell_unexpected,
)
from generator.errors import InputError, SerendipError


@dataclass(slots=True)
class Settings:
    """What holds for every command. Commands find it as `context.obj`."""

    debug: bool = False


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--debug", is_flag=True, help="Show tracebacks. They may show customers' values.")
@click.version_option(__version__, prog_name="serendip")
@click.pass_context
def serendip(context: click.Context, debug: bool) -> None:
    """Personalised videos, pages and statements from customer data, behind a privacy filter."""
    context.obj.debug = debug
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    if debug:
        click.echo(DEBUG_WARNING, err=True)


_COMMANDS = (
    new.new,
    key.key,
    check.check,
    policy.policy,
    render.render,
    verify.verify,
    receipt.receipt,
    forget.forget,
    scenes.scenes,
    preview.preview,
    serve.serve,
    answers.answers,
    schema.schema,
)
for _command in _COMMANDS:
    serendip.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """The words after the program's name in, an exit code out; prints at most one screen about what went wrong."""
    with listening():
        return _run(arguments, Settings())


def _run(arguments: Sequence[str], settings: Settings) -> int:
    try:
        code: Any = serendip.main(list(arguments), prog_name="serendip", standalone_mode=False, obj=settings)
        sys.stdout.flush()
    except Stopped as stopped:
        click.echo("stopped: what is finished stays; the same command carries on from there.", err=True)
        return stopped.exit_code
    except SerendipError as fault:
        if settings.debug:
            tell_unexpected(fault, debug=True)
        click.echo(tell(fault), err=True)
        return exit_code_of(fault)
    except click.ClickException as caught:
        where = caught.ctx.command_path if isinstance(caught, click.UsageError) and caught.ctx else "serendip"
        cause = caught.format_message()
        cause = cause[:1].lower() + cause[1:] + ("" if cause.endswith((".", "?")) else ".")
        click.echo(tell(InputError(where, cause, f"See '{where} --help'.")), err=True)
        return EXIT_WRONG
    except BrokenPipeError:
        # Whoever read our output has had enough of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return EXIT_FAILED
    except Exception as caught:
        tell_unexpected(caught, debug=settings.debug)
        return EXIT_FAILED
    return int(code or 0)
