"""The machine and the versions that a benchmark ran with; nothing that names the machine or its owner."""

from __future__ import annotations

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("serendip", "av", "skia-python", "numpy", "moviepy", "movielite", "numba", "opencv-python")


def machine(ffmpeg: str, today: date) -> list[tuple[str, str]]:
    """(what, which), to be read by people."""
    cpu = _first("/proc/cpuinfo", "model name") or platform.processor()
    kilobytes = _first("/proc/meminfo", "MemTotal").split()[0]
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        system = platform.system()
    return [
        ("date", today.isoformat()),
        ("processor", f"{cpu}, {len(os.sched_getaffinity(0))} cores"),
        ("memory", f"{int(kilobytes) / 1e6:.0f} GB"),
        ("system", f"{system}, Python {platform.python_version()}"),
        ("versions", ", ".join(f"{name} {version(name)}" for name in PACKAGES) + f", ffmpeg {ffmpeg}"),
    ]


def _first(path: str, key: str) -> str:
    for line in Path(path).read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return ""
