"""An output folder in, a digest of everything in it out: names and bytes, less what tells the time."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from generator.disk import open_to_read
from generator.publish.layout import Layout

# When a stored scene was last used, and how fast this machine is.
_TIMES = {"used_ns"}
_PACE = {"pace", "total"}


def snapshot(root: Path) -> dict[str, str]:
    """Path below `root` → digest of its content. Databases are compared by what they hold, not by their pages."""
    layout = Layout(root)
    found: dict[str, str] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir():
            found[name + "/"] = ""
        elif path == layout.manifest:
            found[name] = _manifest(path)
        elif path.suffix == ".sqlite":
            found[name] = _database(path)
        elif ".sqlite-" not in path.name:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """What is in one only, or not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _manifest(path: Path) -> str:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return _digest([{key: value for key, value in line.items() if key != "seconds"} for line in lines])


def _database(path: Path) -> str:
    with closing(open_to_read(path)) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return _digest({table: _rows(database, table) for table in tables if table not in _PACE})


def _rows(database: sqlite3.Connection, table: str) -> list[str]:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(f'"{column}"' for column in columns if column not in _TIMES)
    return sorted(repr(row) for row in database.execute(f'SELECT {kept} FROM "{table}"'))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
