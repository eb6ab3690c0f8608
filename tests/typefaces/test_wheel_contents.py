"""What goes into the wheel: templates, assets and fonts, and nothing that a checkout has lying about."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def test_the_wheel_holds_templates_and_no_secret(tmp_path: Path, checkout: Path) -> None:
    spec = importlib.util.spec_from_file_location("hatch_build", checkout / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    wanted = {
        "templates/starter/campaign.yaml", "templates/starter/.gitignore", "assets/fonts/index.json",
        "assets/lint/patterns.json", "templates/scenes/greeting/scene.yaml", "assets/page/page.js",
    }  # fmt: skip
    unwanted = {
        "templates/starter/.secret", "templates/starter/my.secret", "assets/build/fonts/__main__.py",
        "assets/.fonts-part/x.ttf", "assets/.page.part/page.js", "templates/scenes/shared/__pycache__/clip.pyc",
    }  # fmt: skip
    for name in wanted | unwanted:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert {path.relative_to(tmp_path).as_posix() for path in hook.shipped(tmp_path)} == wanted
