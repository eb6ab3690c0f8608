"""serendip preview."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.faults import tell


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
@click.option(
    "--brand", default="solena", show_default=True, metavar="NAME", help="For a scene: a brand or its folder."
)
@click.option(
    "--locale", default="en_GB", show_default=True, metavar="LOCALE", help="Words and figures of which locale."
)
def preview(subject: str, out: Path, brand: str, locale: str) -> int:
    """Draw a contact sheet of a scene (its name or folder), or of all scenes of a campaign's story.

    Two rows a scene, one of its samples and one of its stress values, at several instants in every aspect ratio: no
    customer's data is needed. Words that stand too near the frame's edge are told as warnings.
    """
    from generator.pipeline.preview import doubts, subject_of
    from generator.pipeline.preview import preview as draw

    found = subject_of(subject, brand)
    draw(found, locale, out)
    for fault in doubts(found):
        click.echo(tell(fault, "warning"), err=True)
    click.echo(out)
    return 0
