"""serendip key."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.faults import EXIT_OK

if TYPE_CHECKING:
    from generator.keys import Keyring


@click.group()
def key() -> None:
    """Make, rotate and look at the keys that links, pseudonyms and signatures hang on. No key is ever printed."""


@key.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path(".secret"))
def new(path: Path) -> int:
    """Make a key file with a key of 256 random bits at PATH (.secret), readable by its owner alone.

    A file that is there already is never touched.
    """
    from generator.keys import make

    with _told(path):
        made = make(path, datetime.date.today())
    click.echo(f"{path}: key {made.id}, {made.made_on}. Keep the file: links and pseudonyms hang on it.")
    return EXIT_OK


@key.command()
@click.argument("path", type=click.Path(path_type=Path))
def rotate(path: Path) -> int:
    """Put a new key into the key file PATH, before those that it has.

    The next run publishes under new links and takes the old ones away. What older keys signed or listed is still known,
    as long as they stay in the file.
    """
    from generator.keys import rotate as take_new

    with _told(path):
        ring = take_new(path, datetime.date.today())
    _list(ring)
    click.echo("The next render makes new links and takes the old ones away: send them out again.")
    return EXIT_OK


@key.command()
@click.argument("source", default="file:.secret")
def check(source: str) -> int:
    """Print ids, days and strength of the keys in SOURCE: a key file (.secret), file:PATH or env:NAME.

    Exit code 2 when a campaign would refuse them.
    """
    from generator.keys.keyfile import read_file, read_keys, read_variable

    kind, _, name = source.partition(":")
    if kind not in ("env", "file"):
        kind, name, source = "file", source, f"file:{source}"
    with _told(Path(name)):
        _list(read_variable(name) if kind == "env" else read_file(Path(name)))
        read_keys(source, Path(), datetime.date.today(), make_missing=False)
    return EXIT_OK


def _list(ring: Keyring) -> None:
    from generator.keys import strength_bits

    for number, each in enumerate(ring.keys):
        use = "makes all that is new" if number == 0 else "only known"
        click.echo(f"{each.id}  {each.made_on or 'undated   '}  about {strength_bits(each.text):.0f} bits  {use}")


@contextmanager
def _told(place: Path) -> Iterator[None]:
    from generator.errors import InputError
    from generator.keys import SecretError

    try:
        yield
    except SecretError as fault:
        raise InputError(str(place), fault.cause, fault.remedy) from None
