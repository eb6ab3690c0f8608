"""The programs that the peers call: ffmpeg from the package imageio-ffmpeg, and a ffprobe that finds no sound.

MovieLite looks both up on PATH and asks ffprobe for nothing but the sound of footage, of which there is none here.
"""

from __future__ import annotations

import os
from pathlib import Path

import imageio_ffmpeg


def provide(folder: Path) -> str:
    """Put both programs into `folder` and at the front of PATH; ffmpeg's version."""
    folder.mkdir(parents=True, exist_ok=True)
    ffmpeg, ffprobe = folder / "ffmpeg", folder / "ffprobe"
    if not ffmpeg.exists():
        ffmpeg.symlink_to(imageio_ffmpeg.get_ffmpeg_exe())
        ffprobe.write_text("#!/bin/sh\nexit 0\n")
        ffprobe.chmod(0o755)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return imageio_ffmpeg.get_ffmpeg_version()
