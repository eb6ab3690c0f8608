"""serendip preview."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.faults import tell


@click.command()
@click.argument("subject", metavar="SCENE|CAMPAIGN|PAGE")
@click.option("--page", is_flag=True, help="Write the page of a page template or a campaign, instead of a picture.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where the picture goes, or the page's folder.  [default: preview.png; preview]",
)
@click.option(
    "--brand", default="solena", show_default=True, metavar="NAME", help="For a template: a brand or its folder."
)
@click.option(
    "--locale", default="en_GB", show_default=True, metavar="LOCALE", help="Words and figures of which locale."
)
@click.option("--stress", is_flag=True, help="Of a page: show the stress values instead of the samples.")
@click.option("--without", multiple=True, metavar="NEED", help="Of a page: leave this fact out.  [repeatable]")
def preview(
    subject: str, page: bool, out: Path | None, brand: str, locale: str, stress: bool, without: tuple[str, ...]
) -> int:
    """Draw a contact sheet of a scene (its name or folder), or of all scenes of a campaign's story.

    Two rows a scene, one of its samples and one of its stress values, at several instants in every aspect ratio: no
    customer's data is needed. Words that stand too near the frame's edge are told as warnings.

    With --page the page of a page template (its name or folder) or of a campaign is written, of its samples.
    """
    if page:
        from generator.pipeline.pagepreview import page_teller, preview_page

        teller = page_teller(subject, brand)
        click.echo(preview_page(teller, locale, out or Path("preview"), stress=stress, without=without))
        return 0
    if stress or without:
        raise click.UsageError("--stress and --without go with --page: a contact sheet shows both kinds of values.")
    from generator.pipeline.preview import doubts, subject_of
    from generator.pipeline.preview import preview as draw

    found, path = subject_of(subject, brand), out or Path("preview.png")
    draw(found, locale, path)
    for fault in doubts(found):
        click.echo(tell(fault, "warning"), err=True)
    click.echo(path)
    return 0
