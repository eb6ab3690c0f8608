"""Films in a real browser, from Serendip's own server: they play, and a seek into a hold shows what is held."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from engine_parts import greeting_story, studio
from film_pages import Site, seen_at, shown, site, watching
from golden_compare import worst_tile
from PIL import Image
from playwright.sync_api import Browser, Page
from sound_parts import musical, tone

from generator.model.outcome import Film
from generator.model.story import Music
from generator.video.profiles import ProfileName, settings_of
from generator.video.settings import Codec, VideoSettings
from generator.video.timeline import timeline

__all__ = ["site"]

# Instants of the film of five and a half seconds: at rest in a hold, at the start and the end of holds, under way, in
# each scene, forwards and backwards.
INSTANTS_S = (1.2, 0.21, 1.93, 2.9, 2.02, 3.3, 5.2, 3.51, 4.02, 0.9)
LAST_PICTURE = """async ([file, type]) => {
  const decoder = new ImageDecoder({data: (await fetch(file)).body, type});
  await decoder.completed;
  const {frameCount, repetitionCount} = decoder.tracks.selectedTrack;
  const {image} = await decoder.decode({frameIndex: frameCount - 1});
  const canvas = Object.assign(document.createElement('canvas'), {width: image.codedWidth, height: image.codedHeight});
  canvas.getContext('2d').drawImage(image, 0, 0);
  return [frameCount, repetitionCount === Infinity, canvas.toDataURL('image/png').split(',')[1]];
}"""


def picture_at(settings: VideoSettings, cache: Path, at_s: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """What the film shows at an instant, as composed."""
    told = greeting_story("Lucia")
    frame = int(at_s * settings.fps)
    place = next(each for each in timeline(told, settings.fps) if frame < each.end)
    moment = (frame - place.first) / settings.fps
    return studio(cache, settings).frame(place.scene, settings.aspect, moment, told.brand)


@pytest.mark.parametrize("codec", get_args(Codec))
@pytest.mark.parametrize("profile", ["web", "social"])
def test_a_film_plays_and_seeks(
    profile: ProfileName, codec: Codec, site: Site, browser: Browser, tmp_path: Path
) -> None:
    settings = replace(settings_of(profile, codec=codec, height_px=360), gif=False)
    folder = site.root / profile.ljust(32, "h" if codec == "h264" else "a")
    film = studio(tmp_path, settings).render(greeting_story("Lucia"), folder)
    with watching(browser, film, folder, site) as page:
        video = "document.querySelector('video')"
        assert page.evaluate(f"{video}.duration") == pytest.approx(film.duration_s, abs=0.005)
        assert page.evaluate(f"[{video}.videoWidth, {video}.videoHeight]") == [film.width_px, film.height_px]
        for at_s in INSTANTS_S:
            seen = seen_at(page, folder / film.video, at_s)
            assert worst_tile(picture_at(settings, tmp_path, at_s), seen) < 0.05, at_s
        page.evaluate(f"{video}.currentTime = 4.7; {video}.play()")
        for _ in range(100):
            if page.evaluate(f"{video}.ended"):
                break
            page.wait_for_timeout(50)
        assert page.evaluate(f"{video}.ended") and page.evaluate(f"{video}.error") is None
        assert page.evaluate(f"{video}.currentTime") == pytest.approx(film.duration_s, abs=0.05)


def test_the_pictures_compared_tell_instants_apart(tmp_path: Path) -> None:
    settings = settings_of("web", height_px=360)
    pictures = [picture_at(settings, tmp_path, at_s) for at_s in (0.21, 1.2, 2.02, 2.9, 3.51, 4.02, 5.2)]
    for number, picture in enumerate(pictures):
        assert all(worst_tile(picture, other) > 0.1 for other in pictures[:number])


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_preview_is_the_same_to_the_browser(kind: str, site: Site, browser: Browser, tmp_path: Path) -> None:
    settings = settings_of("web", height_px=360, preview="both")
    folder = site.root / kind.ljust(32, "p")
    studio(tmp_path, settings).render(greeting_story("Lucia"), folder)
    (folder / "index.html").write_text("<!doctype html><title>Preview</title>")
    page = browser.new_page(bypass_csp=True)
    try:
        page.goto(f"{site.address}{folder.name}/index.html")
        count, endless, png = page.evaluate(LAST_PICTURE, [f"preview.{kind}", f"image/{kind}"])
    finally:
        page.close()
    seen = np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"))
    with Image.open(folder / f"preview.{kind}") as preview:
        assert (preview.n_frames, endless) == (count, True)  # type: ignore[attr-defined]
        preview.seek(count - 1)
        expected = np.asarray(preview.convert("RGB"))
    assert worst_tile(expected, seen) < 0.03
    landed = Image.fromarray(picture_at(settings, tmp_path, 5.4)).resize((480, 270))
    assert worst_tile(np.asarray(landed), seen) < 0.08


@pytest.mark.parametrize("codec", get_args(Codec))
def test_a_film_with_sound_plays_to_its_end(codec: Codec, site: Site, browser: Browser, tmp_path: Path) -> None:
    settings = replace(settings_of("web", codec=codec, height_px=360), gif=False)
    folder = site.root / "sound".ljust(32, "h" if codec == "h264" else "a")
    told = musical(greeting_story("Lucia"), Music(str(tone(tmp_path / "tone.wav", 7.0))))
    film = studio(tmp_path, settings).render(told, folder)
    with watching(browser, film, folder, site) as page:
        video = "document.querySelector('video')"
        assert page.evaluate(f"{video}.duration") == pytest.approx(film.duration_s, abs=0.03)
        assert worst_tile(picture_at(settings, tmp_path, 4.9), seen_at(page, folder / film.video, 4.9)) < 0.05
        page.evaluate(f"{video}.play()")
        for _ in range(100):
            if page.evaluate(f"{video}.ended"):
                break
            page.wait_for_timeout(50)
        assert page.evaluate(f"{video}.ended") and page.evaluate(f"{video}.webkitAudioDecodedByteCount") > 0
        # The captions inside the film are nobody's on the page: it shows captions.vtt.
        assert page.evaluate(f"{video}.textTracks.length") == 0


def test_a_film_that_the_browser_gives_up_fails_at_once(site: Site, browser: Browser) -> None:
    folder = site.root / "broken".ljust(32, "b")
    folder.mkdir()
    (folder / "video.mp4").write_bytes(b"no film" * 1000)
    film = Film(640, 360, 1.0, ("video.mp4",), ())
    with pytest.raises(pytest.fail.Exception, match="'network': 3"), watching(browser, film, folder, site):
        pass
    assert site.sent[f"/{folder.name}/index.html"] == 1


@pytest.mark.parametrize("arrives", [True, False])
def test_one_more_chance_only_for_a_film_that_was_sent_and_not_begun(
    arrives: bool, site: Site, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(settings_of("web", height_px=360), gif=False)
    folder = site.root / f"chance{arrives}".lower().ljust(32, "c")
    film = studio(tmp_path, settings).render(greeting_story("Lucia"), folder)
    pages: list[Page] = []

    def stuck_at_first(page: Page, address: str) -> dict[str, Any]:
        pages.append(page)
        state = shown(page, address) if arrives or len(pages) > 1 else {}
        return state if len(pages) > 1 else {"ready": 0, "network": 2, "error": None}

    monkeypatch.setattr("film_pages.shown", stuck_at_first)
    if arrives:
        with watching(browser, film, folder, site) as page:
            assert page is pages[1] and pages[0].is_closed()
    else:
        with pytest.raises(pytest.fail.Exception, match="'network': 2"), watching(browser, film, folder, site):
            pass
        assert len(pages) == 1
