"""serendip serve."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.faults import EXIT_OK, Stopped


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for a free one."
)
@click.option(
    "--answers",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep what forms post in FILE, a JSON object a line; without it, nothing is kept.",
)
def serve(folder: Path, host: str, port: int, answers: Path | None) -> int:
    """Serve what was rendered into DIR to a browser on this machine, as a web host would.

    DIR is a campaign's output folder, such as output/demo. Only what may be published is served. Forms whose endpoint
    is http://localhost:8000/forms/{form} are answered. Stop with Ctrl-C.
    """
    from generator.errors import CampaignError
    from generator.publish.server import serve as serve_site

    site = folder / "site" if (folder / "site").is_dir() else folder
    if not site.is_dir() or (site.name != "site" and not (site / "shared").is_dir()):
        raise CampaignError(
            str(folder), "there is nothing to serve here.", "Name a campaign's output folder: output/NAME."
        )
    try:
        serve_site(site, host, port, answers)
    except Stopped:
        # The way to end it.
        click.echo()
    return EXIT_OK
