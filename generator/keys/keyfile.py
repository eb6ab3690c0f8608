"""Where keys stand: `env:NAME` or `file:PATH` in, a ring that is fit for use out; key files made and rotated."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from datetime import date
from pathlib import Path

from generator.keys.ring import Key, Keyring, RingError, parse
from generator.keys.strength import LEAST_BITS, LEAST_BYTES, strength_bits

KEY_BYTES = 32
_OTHERS = stat.S_IWGRP | stat.S_IRWXO


class SecretError(ValueError):
    """No key, or one that won't do. `remedy` says what to do; neither text ever quotes a key."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy


class _ExistsError(SecretError):
    """The file to make is there."""


def read_keys(source: str, root: Path, today: date, *, make_missing: bool = True) -> Keyring:
    """`env:NAME` or `file:PATH`, relative to `root`, in; the keys out, of which the newest is strong enough.

    A file that doesn't exist is made with a new key, dated `today`, unless `make_missing` is off. Raises SecretError.
    """
    kind, _, name = source.partition(":")
    if kind == "env" and name:
        return fit(read_variable(name), f"the environment variable {name}", f"Set another: {_how_to_set(name)}")
    if kind == "file" and name:
        path = root / name
        if make_missing and not path.exists():
            # Another run may make it at the same time.
            with suppress(_ExistsError):
                make(path, today)
        ring = read_file(path)
        check_rights(path)
        return fit(ring, f"the file '{name}'", f"Take a new one: serendip key rotate {path}")
    raise SecretError("a secret is named, not written here.", "Write env:NAME or file:PATH.")


def read_variable(name: str) -> Keyring:
    """An environment variable's ring, weak or not. Raises SecretError."""
    text = os.environ.get(name, "")
    if not text.strip():
        raise SecretError(f"the environment variable {name} is not set.", f"Set it: {_how_to_set(name)}")
    try:
        return parse(text)
    except RingError as fault:
        raise SecretError(f"the environment variable {name} can't be used: {fault}.", "Correct it.") from None


def read_file(path: Path) -> Keyring:
    """A key file's ring, weak or not, whoever may read it. Raises SecretError."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SecretError(f"the key file '{path.name}' does not exist.", f"Make it: serendip key new {path}") from None
    except UnicodeDecodeError:
        raise SecretError(f"the key file '{path.name}' is not UTF-8 text.", "Restore it.") from None
    except OSError as caught:
        raise SecretError(f"the key file '{path.name}' can't be read: {_why(caught)}.", "Check its rights.") from None
    except RingError as fault:
        raise SecretError(f"the key file '{path.name}' can't be used: {fault}.", "Restore the file.") from None


def check_rights(path: Path) -> None:
    """Raises SecretError when others than the file's owner and, to read, its group get at it."""
    if path.stat().st_mode & _OTHERS:
        raise SecretError(
            f"others on this machine get at the key file '{path.name}'.",
            f"Run: chmod 600 {path}. If they may have read it, take a new key: serendip key rotate {path}",
        )


def fit(ring: Keyring, what: str, remedy: str) -> Keyring:
    """The ring itself, when its newest key is strong enough; raises SecretError when anybody could guess it."""
    newest = ring.newest
    if len(newest.secret) < LEAST_BYTES:
        raise SecretError(f"the key in {what} is shorter than {LEAST_BYTES} bytes.", remedy)
    if strength_bits(newest.text) < LEAST_BITS:
        raise SecretError(f"the key in {what} is too easy to guess: it has words, counting or repetitions.", remedy)
    return ring


def make(path: Path, today: date) -> Key:
    """A new key of 256 random bits in a new file of its owner's alone. Raises SecretError, also when it exists."""
    key = _new(today)
    try:
        _write(path, Keyring((key,)))
    except FileExistsError:
        raise _ExistsError(
            f"the file '{path.name}' exists already.", f"Take a new key in it: serendip key rotate {path}"
        ) from None
    except OSError as caught:
        raise SecretError(
            f"the key file '{path.name}' can't be written: {_why(caught)}.",
            "Make the folder writable, or use env:NAME.",
        ) from None
    return key


def rotate(path: Path, today: date) -> Keyring:
    """A key file gets a new key before those that it has: the new ring out. Raises SecretError.

    The file is replaced whole or not at all, and only its owner can read it then.
    """
    path = path.resolve()
    ring = read_file(path).with_new(_new(today))
    try:
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        _write(part, ring)
        part.replace(path)
    except OSError as caught:
        raise SecretError(
            f"the key file '{path.name}' can't be written: {_why(caught)}.", "Make its folder writable."
        ) from None
    return ring


def _new(today: date) -> Key:
    return Key.of(secrets.token_hex(KEY_BYTES), today)


def _write(path: Path, ring: Keyring) -> None:
    """The ring in a new file of its owner's alone, on the disk for good."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(ring.text())
        stream.flush()
        os.fsync(descriptor)


def _how_to_set(name: str) -> str:
    return f"export {name}=$(openssl rand -hex 32), and keep it: links and pseudonyms hang on it."


def _why(caught: OSError) -> str:
    return (caught.strerror or "the system refuses").lower()
