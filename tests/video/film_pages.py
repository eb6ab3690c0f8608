"""Pages that show one film each, from Serendip's own server, in a real browser."""

from __future__ import annotations

import base64
import io
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from generator.model.outcome import Film
from generator.publish.server import _Handler, make_server

_PATIENCE = 300
"""How often a page is asked for its film's state, every tenth of a second."""
_IDLE, _LOADING, _NO_SOURCE = 1, 2, 3
_HAVE_CURRENT_DATA = 2

_STATE = """() => {
  const video = document.querySelector('video');
  return {
    ready: video.readyState, network: video.networkState, error: video.error && video.error.message,
    buffered: video.buffered.length, document: document.readyState, visibility: document.visibilityState,
  };
}"""
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


@dataclass(frozen=True, slots=True)
class Site:
    """A folder and the address at which it is served. `sent`: how often which file was sent, to its last byte."""

    root: Path
    address: str
    sent: Counter[str] = field(default_factory=Counter)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("site")
    server = make_server(root, "127.0.0.1", 0)
    made = Site(root, f"http://127.0.0.1:{server.server_port}/")

    class Noting(cast(type[_Handler], server.RequestHandlerClass)):  # type: ignore[misc]
        def _answer(self, *, body: bool) -> None:
            super()._answer(body=body)
            made.sent[self.path] += 1

    server.RequestHandlerClass = Noting
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@contextmanager
def watching(browser: Browser, film: Film, folder: Path, site: Site) -> Iterator[Page]:
    """A page of its own that shows the film, as soon as its first picture is there.

    On a machine that was busy Chromium has been seen to take a page and the film's only answer, and then neither to
    show a picture nor to tell an error for half a minute. So whoever waits for the event `load` waits for nothing that
    can be told. Here the state of the film is asked for. Where the browser has not begun with a film of which the
    server has sent every byte, it gets one more chance in a new context; every other state fails, and is told.
    """
    source = f'<source src="{film.video}" type="{film.media_type}">'
    (folder / "index.html").write_text(f"<!doctype html><title>Film</title><video muted controls>{source}</video>")
    states = []
    for _ in range(2):
        sent = site.sent[f"/{folder.name}/{film.video}"]
        page = browser.new_page()
        try:
            state = shown(page, f"{site.address}{folder.name}/index.html")
            if state["ready"] >= _HAVE_CURRENT_DATA:
                yield page
                return
        finally:
            page.close()
        states.append(state)
        begun = state["ready"] or state["error"] or state["network"] not in (_IDLE, _LOADING)
        if begun or site.sent[f"/{folder.name}/{film.video}"] == sent:
            break
    pytest.fail(f"the browser does not take the film: {states}")


def shown(page: Page, address: str) -> dict[str, Any]:
    """Open the page and wait for its film's first picture, or for the browser to give it up; the state of the film."""
    page.goto(address, wait_until="domcontentloaded")
    for _ in range(_PATIENCE):
        state: dict[str, Any] = page.evaluate(_STATE)
        if state["ready"] >= _HAVE_CURRENT_DATA or state["error"] or state["network"] == _NO_SOURCE:
            break
        page.wait_for_timeout(100)
    return state


def seen_at(page: Page, film: Path, at_s: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """What the page's film shows after a seek: the picture that the file has for that instant, and no other."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        times = [
            float((packet.pts or 0) * (stream.time_base or 0)) for packet in container.demux(stream) if packet.size
        ]
    png = base64.b64decode(page.evaluate(SHOWN, [at_s, max(each for each in times if each <= at_s)]))
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
