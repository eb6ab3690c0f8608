"""Files that a scene names: a name in, its path out."""

from __future__ import annotations

from pathlib import Path

from generator.errors import AssetError
from generator.resources import assets_dir


def asset_path(root: Path, name: str) -> Path:
    """The file `name` of the scene's folder, or of assets/pictures or assets/footage."""
    for folder in (root, assets_dir() / "pictures", assets_dir() / "footage"):
        if (folder / name).is_file():
            return folder / name
    raise AssetError(
        str(root / name), "the file does not exist.", "Put it into the scene's folder, or correct the name."
    )
