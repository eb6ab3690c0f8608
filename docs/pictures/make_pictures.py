"""The pictures of the README and of the references, made by the program: `make pictures`.

A sheet of the demo's scenes from their samples, the page and the phone of one invented customer, and every specimen.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal, get_args

import specimens
from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "microsite"))
from browsing import served
from sample_site import sample_site, sample_token

from generator.campaign import load_campaign
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.resolve import sample_scene
from generator.story.words import load_words
from generator.video.settings import Aspect, VideoSettings
from generator.video.sheet import aspect_sheet
from generator.video.studio import Studio

HERE = Path(__file__).resolve().parent
DEMO = HERE.parents[1] / "examples" / "energy"
SHOWN = ("greeting", "amount", "history", "breakdown", "moved", "shared", "offer", "closing")
CUSTOMER = "C-1007"
GALLERY = HERE / "gallery"
SEEN: tuple[tuple[int, Literal["light", "dark"], tuple[str, str]], ...] = (
    (1440, "light", ("sample", "en")),
    (768, "dark", ("sample", "de")),
    (390, "light", ("sample", "ar")),
    (320, "dark", ("stress", "en")),
)
BROWSER = os.environ.get("SERENDIP_BROWSER", "/usr/bin/chromium")


def sheets(cache: Path) -> None:
    """The scenes in two aspects, landed."""
    campaign = load_campaign(DEMO)
    phrasing = Phrasing(load_words("en"), Formats("en_GB"))
    templates = {planned.template.name: planned.template for planned in campaign.plan.scenes}
    scenes = [sample_scene(templates[name], campaign.brand, phrasing) for name in SHOWN]
    for aspect in (name for name in get_args(Aspect) if name != "1:1"):
        studio = Studio(VideoSettings(aspect=aspect), cache, campaign.secret)
        name = "scenes.jpg" if aspect == "16:9" else "scenes-tall.jpg"
        aspect_sheet(studio, scenes, campaign.brand, aspect, cache / "sheet.png")
        _small(cache / "sheet.png", HERE / name, 1440)


def pages(out: Path) -> None:
    """The page of one customer on a desk and on a phone, by day and by night."""
    command = [sys.executable, "-m", "generator", "render", DEMO, "--out", out, "--only", CUSTOMER, "--quiet"]
    subprocess.run([str(part) for part in command], check=True)
    root = next(path for path in out.iterdir() if path.is_dir())
    with (root / "private" / "links.csv").open(encoding="utf-8", newline="") as handle:
        token = next(csv.DictReader(handle))["url"].rstrip("/").split("/")[-1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        for width, scheme in ((1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.goto((root / "site" / token / "index.html").as_uri())
            page.wait_for_timeout(1500)
            name = f"page-{width}{'-dark' if scheme == 'dark' else ''}.jpg"
            # What is seen first; the gallery shows whole pages.
            seen = {"x": 0, "y": 0, "width": width, "height": 1500 if width > 1000 else 1300}
            page.screenshot(path=out / name, full_page=True, clip=seen)
            _small(out / name, HERE / name, 1000 if width > 1000 else 390)
        browser.close()


def gallery(out: Path) -> None:
    """Every page template from its samples: on a desk, by night in German, from right to left, and with the longest
    values on the smallest phone. The film that stands in it is the demo's greeting."""
    site = out / "site"
    tokens = sample_site(site)
    campaign = load_campaign(DEMO)
    greeting = next(each.template for each in campaign.plan.scenes if each.template.name == "greeting")
    scene = sample_scene(greeting, campaign.brand, Phrasing(load_words("en"), Formats("en_GB")))
    still = Image.fromarray(Studio(VideoSettings(), out, campaign.secret).frame(scene, "16:9", 3, campaign.brand))
    for poster in site.glob("*/poster.jpg"):
        still.save(poster, quality=88)
    GALLERY.mkdir(exist_ok=True)
    with sync_playwright() as playwright, served(site) as base:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        for template in tokens:
            for width, scheme, values in SEEN:
                page = browser.new_page(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
                )
                page.goto(f"{base}/{sample_token(template, *values)}/")
                page.wait_for_timeout(800)
                name = f"{template}-{width}-{scheme}-{'-'.join(values)}.jpg"
                page.screenshot(path=out / name, full_page=True)
                _small(out / name, GALLERY / name, 640 if width > 1000 else 320 if width > 500 else 240)
                page.close()
        browser.close()


def _small(source: Path, path: Path, width_px: int) -> None:
    """As JPEG: small enough for the repository, and no bands in the skies."""
    picture = Image.open(source).convert("RGB")
    if picture.width > width_px:
        picture = picture.resize((width_px, round(picture.height * width_px / picture.width)), Image.Resampling.LANCZOS)
    picture.save(path, quality=88, optimize=True, progressive=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sheets(Path(folder) / "cache")
        pages(Path(folder) / "out")
        (Path(folder) / "gallery").mkdir()
        gallery(Path(folder) / "gallery")
    for specimen in specimens.names():
        specimens.write(specimen)
