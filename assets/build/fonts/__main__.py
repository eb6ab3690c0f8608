"""Build assets/fonts: pinned npm packages in, TTF files, WOFF2 parts for the web, licences and index.json out.

    python assets/build/fonts             build, unless the fonts of this recipe are there
    python assets/build/fonts --check     say by the exit code whether they are there (0) or not (1)

Nothing is half-built: the folder is written beside its place and then moved there.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from recipe import FAMILIES, Package, digest

_PLACE = Path(__file__).resolve().parents[2] / "fonts"


def is_built(place: Path = _PLACE) -> bool:
    """Whether the folder holds every font of this very recipe."""
    try:
        index = json.loads((place / "index.json").read_text(encoding="utf-8"))
        return index["recipe"] == digest() and all((place / face["file"]).is_file() for face in index["faces"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def build(place: Path = _PLACE) -> None:
    """Fetch, bake, and put the finished folder in its place."""
    # Imported here, so that --check needs nothing but Python.
    from bake import bake, cut_for_web
    from fetch import fetch, read_members

    started = time.monotonic()
    packages: list[Package] = [family.package for family in FAMILIES]
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fonts-", dir=place.parent) as temporary:
        archives, ready = Path(temporary) / "archives", Path(temporary) / "ready"
        (ready / "licences").mkdir(parents=True)
        (ready / "web").mkdir()
        archives.mkdir()
        _say(f"fonts: fetching {len(packages)} packages with npm (60 MB the first time)")
        fetch(packages, archives)
        for package in packages:
            (licence,) = read_members(archives / package.archive, "/LICENSE").values()
            (ready / "licences" / f"{package.name.split('/')[-1]}.txt").write_bytes(licence)

        _say("fonts: building")
        with ProcessPoolExecutor(max_workers=max(1, min(4, os.cpu_count() or 1))) as pool:
            # The large fonts first, so that no process is left with one at the end.
            pending = {
                family.family: pool.submit(bake, family, archives / family.package.archive, ready)
                for family in sorted(FAMILIES, key=lambda family: not family.variable)
            }
            faces = [entry for family in FAMILIES for entry in pending[family.family].result()]
            proportional = [face for face in faces if face["script"] == "latin" and not face["tabular"]]
            list(pool.map(cut_for_web, [ready / str(face["file"]) for face in proportional]))
        index = {"recipe": digest(), "faces": faces}
        (ready / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
        if place.exists():
            place.rename(Path(temporary) / "old")
        ready.rename(place)
    size_mb = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6
    _say(f"fonts: {len(faces)} files, {size_mb:.0f} MB, in {time.monotonic() - started:.0f} s")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Build or check; return the exit code."""
    if "--check" in sys.argv[1:]:
        return 0 if is_built() else 1
    if is_built():
        return 0
    if shutil.disk_usage(_PLACE.parent).free < 300e6:
        _say("fonts: less than 300 MB are free on this disk; make room and try again.")
        return 2
    from fetch import FetchError

    try:
        build()
    except ImportError as error:
        _say(f"fonts: {error}. `pip install -e .` in the checkout brings what building them needs, and builds them.")
        return 2
    except FetchError as error:
        _say(f"fonts: {error}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
