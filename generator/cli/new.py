"""serendip new."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import click

_NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.secret", ".DS_Store")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> int:
    """Make a campaign in DIR, which must be empty or not exist yet.

    It renders as it is, from invented customers, and has a secret of its own.
    """
    from generator.disk import writing
    from generator.errors import CampaignError
    from generator.resources import templates_dir

    if folder.is_dir() and any(folder.iterdir()):
        raise CampaignError(str(folder), "the folder is not empty.", "Name a new one.")
    with writing(folder):
        shutil.copytree(templates_dir() / "starter", folder, ignore=_NOT_COPIED, dirs_exist_ok=True)
        _make_own(folder)
    click.echo(f"{folder}: a campaign of your own")
    click.echo(f"  check   serendip check {folder}")
    click.echo(f"  render  serendip render {folder}")
    return 0


def _make_own(folder: Path) -> None:
    """Give the copy its name and its secret."""
    from generator.keys import make

    file = folder / "campaign.yaml"
    text = file.read_text(encoding="utf-8")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "campaign"
    file.write_text(re.sub(r"(?m)^name: .*$", f"name: {name}", text, count=1), encoding="utf-8")
    for path in folder.rglob("*"):
        # The wheel may have been unpacked without rights to write.
        path.chmod(0o755 if path.is_dir() else 0o644)
    ignored = ["/output/"]
    named = re.search(r"(?m)^secret: *[\"']?file:([^\s\"'#]+)", text)
    if named:
        path = folder / named[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        make(path, datetime.date.today())
        ignored.append(f"/{named[1]}")
    (folder / ".gitignore").write_text("\n".join(ignored) + "\n", encoding="utf-8")
