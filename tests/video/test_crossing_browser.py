"""A film with transitions in a real browser: a seek into one, beside one or to a chapter shows what was composed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from engine_parts import greeting_story, studio
from film_pages import Site, seen_at, site, watching
from golden_compare import worst_tile
from playwright.sync_api import Browser
from test_engine_crossing import as_composed, crossed

from generator.video.profiles import settings_of
from generator.video.settings import Codec
from generator.video.timeline import timeline

__all__ = ["site"]


@pytest.mark.parametrize("codec", get_args(Codec))
def test_seeks_into_and_beside_transitions(
    codec: Codec,
    site: Site,
    browser: Browser,
    tmp_path: Path,
) -> None:
    settings = replace(settings_of("web", codec=codec, height_px=360), gif=False)
    plain = greeting_story("Lucia").scenes
    told = replace(
        greeting_story("Lucia"), scenes=(plain[0], crossed(plain[1], "slide"), crossed(plain[2], "crossfade"))
    )
    picture, places = as_composed(told, settings), timeline(told, settings.fps)
    folder = site.root / codec[0].ljust(32, "x")
    film = studio(tmp_path, settings).render(told, folder)
    chapters = [round(start_s * settings.fps) for start_s, _ in film.chapters]
    assert chapters == [place.body.start for place in places]
    near = [place.first + at for place in places[1:] for at in (-1, 0, place.entering // 2, place.entering - 1)]
    with watching(browser, film, folder, site) as page:
        for frame in [*near, *chapters, places[-1].end - 1]:
            seen = seen_at(page, folder / film.video, (frame + 0.5) / settings.fps)
            assert worst_tile(picture(frame), seen) < 0.05, frame
