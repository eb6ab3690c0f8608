"""Films in a real browser, from Serendip's own server: they play, and a seek into a hold shows what is held."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import av
import numpy as np
import pytest
from engine_parts import greeting_story, studio
from golden_compare import worst_tile
from PIL import Image
from playwright.sync_api import Browser, Page
from sound_parts import musical, tone

from generator.model.outcome import Film
from generator.model.story import Music
from generator.publish.server import make_server
from generator.video.profiles import ProfileName, settings_of
from generator.video.settings import Codec, VideoSettings
from generator.video.timeline import timeline

# Instants of the film of five and a half seconds: at rest in a hold, at the start and the end of holds, under way, in
# each scene, forwards and backwards.
INSTANTS_S = (1.2, 0.21, 1.93, 2.9, 2.02, 3.3, 5.2, 3.51, 4.02, 0.9)
# On a busy machine the next picture presented is still the one of before the seek: it is known by its time in the film.
SHOWN = """([seconds, wanted]) => new Promise((resolve, reject) => {
  const video = document.querySelector('video');
  const show = (now, picture) => {
    if (Math.abs(picture.mediaTime - wanted) > 0.01) {
      video.requestVideoFrameCallback(show);
      return;
    }
    const size = {width: video.videoWidth, height: video.videoHeight};
    const canvas = Object.assign(document.createElement('canvas'), size);
    canvas.getContext('2d').drawImage(video, 0, 0);
    resolve(canvas.toDataURL('image/png').split(',')[1]);
  };
  video.requestVideoFrameCallback(show);
  setTimeout(() => reject(new Error('the picture of that time never comes')), 10000);
  video.currentTime = seconds;
})"""

LAST_PICTURE = """async ([file, type]) => {
  const decoder = new ImageDecoder({data: (await fetch(file)).body, type});
  await decoder.completed;
  const {frameCount, repetitionCount} = decoder.tracks.selectedTrack;
  const {image} = await decoder.decode({frameIndex: frameCount - 1});
  const canvas = Object.assign(document.createElement('canvas'), {width: image.codedWidth, height: image.codedHeight});
  canvas.getContext('2d').drawImage(image, 0, 0);
  return [frameCount, repetitionCount === Infinity, canvas.toDataURL('image/png').split(',')[1]];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder and the address at which it is served."""
    root = tmp_path_factory.mktemp("site")
    server = make_server(root, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield root, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def watched(page: Page, film: Film, folder: Path, address: str) -> None:
    """Show the film on a page of its own."""
    source = f'<source src="{film.video}" type="{film.media_type}">'
    (folder / "index.html").write_text(f"<!doctype html><title>Film</title><video muted controls>{source}</video>")
    page.goto(f"{address}{folder.name}/index.html")
    for _ in range(100):
        if page.evaluate("document.querySelector('video').readyState") >= 2:
            return
        page.wait_for_timeout(50)
    pytest.fail("the browser does not take the film")


def seen_at(page: Page, film: Path, at_s: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """What the page's film shows after a seek: the picture that the file has for that instant, and no other."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        times = [
            float((packet.pts or 0) * (stream.time_base or 0)) for packet in container.demux(stream) if packet.size
        ]
    png = base64.b64decode(page.evaluate(SHOWN, [at_s, max(each for each in times if each <= at_s)]))
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


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
    profile: ProfileName, codec: Codec, site: tuple[Path, str], browser: Browser, tmp_path: Path
) -> None:
    settings = replace(settings_of(profile, codec=codec, height_px=360), gif=False)
    folder = site[0] / profile.ljust(32, "h" if codec == "h264" else "a")
    film = studio(tmp_path, settings).render(greeting_story("Lucia"), folder)
    page = browser.new_page()
    try:
        watched(page, film, folder, site[1])
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
    finally:
        page.close()


def test_the_pictures_compared_tell_instants_apart(tmp_path: Path) -> None:
    settings = settings_of("web", height_px=360)
    pictures = [picture_at(settings, tmp_path, at_s) for at_s in (0.21, 1.2, 2.02, 2.9, 3.51, 4.02, 5.2)]
    for number, picture in enumerate(pictures):
        assert all(worst_tile(picture, other) > 0.1 for other in pictures[:number])


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_preview_is_the_same_to_the_browser(
    kind: str, site: tuple[Path, str], browser: Browser, tmp_path: Path
) -> None:
    settings = settings_of("web", height_px=360, preview="both")
    folder = site[0] / kind.ljust(32, "p")
    studio(tmp_path, settings).render(greeting_story("Lucia"), folder)
    (folder / "index.html").write_text("<!doctype html><title>Preview</title>")
    page = browser.new_page(bypass_csp=True)
    try:
        page.goto(f"{site[1]}{folder.name}/index.html")
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
def test_a_film_with_sound_plays_to_its_end(
    codec: Codec, site: tuple[Path, str], browser: Browser, tmp_path: Path
) -> None:
    settings = replace(settings_of("web", codec=codec, height_px=360), gif=False)
    folder = site[0] / "sound".ljust(32, "h" if codec == "h264" else "a")
    told = musical(greeting_story("Lucia"), Music(str(tone(tmp_path / "tone.wav", 7.0))))
    film = studio(tmp_path, settings).render(told, folder)
    page = browser.new_page()
    try:
        watched(page, film, folder, site[1])
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
    finally:
        page.close()
