"""serendip preview."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("subject", metavar="SCENE|CAMPAIGN")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("preview.png"),
    show_default=True,
    metavar="FILE",
    help="Where the picture goes.",
)
def preview(subject: str, out: Path) -> int:
    """Draw a contact sheet of a scene (its name or folder), or of all scenes of a campaign's story.

    One row a scene and aspect, at several instants, from the samples and the stress values of the scene: no customer's
    data is needed.
    """
    raise NotImplementedError(subject, out)
