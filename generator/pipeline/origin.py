"""Which campaign made an output, on which day and with which stores: noted by the run, for those who come later."""

from __future__ import annotations

import datetime
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from generator.campaign import Campaign, load_campaign
from generator.disk import open_to_read
from generator.errors import InputError
from generator.publish.layout import Layout
from generator.publish.publisher import Publisher

_CAMPAIGN, _TODAY, _STORES = "campaign", "today", "stores"


def note_origin(campaign: Campaign, store: Path, publisher: Publisher) -> None:
    """Leave a note of the campaign's file, of the day, and of one more store.

    Paths are relative to the output, so that all may move together.
    """
    root = publisher.layout.root.resolve()
    publisher.set_note(_CAMPAIGN, os.path.relpath(campaign.file.path.resolve(), root))
    publisher.set_note(_TODAY, campaign.today.isoformat())
    known = json.loads(publisher.note(_STORES) or "[]")
    publisher.set_note(_STORES, json.dumps(sorted({*known, os.path.relpath(store.resolve(), root)})))


def campaign_of(folder: Path, given: Path | None) -> Campaign:
    """An output folder and perhaps its campaign in, the campaign out as it was on the day of the last run.

    `given` counts before the note. A key that is missing is not made. Raises InputError.
    """
    layout = Layout(folder)
    if not layout.private.is_dir() or not layout.site.is_dir():
        raise InputError(
            str(folder), "this is no output of a campaign.", "Name the folder that holds site/ and private/."
        )
    noted = _notes(layout)
    path = given if given is not None else _noted_path(folder, noted)
    day = noted.get(_TODAY)
    return load_campaign(path, today=datetime.date.fromisoformat(day) if day else None, make_key=False)


def noted_campaign(folder: Path) -> Path:
    """An output folder in, the file of the campaign that made it out. Raises InputError when it isn't where it was."""
    return _noted_path(folder, _notes(Layout(folder)))


def stores_of(layout: Layout) -> tuple[Path, ...]:
    """Every folder that segments of an output were ever kept in, its own first."""
    known = json.loads(_notes(layout).get(_STORES, "[]"))
    found = [layout.cache.resolve(), *((layout.root.resolve() / path).resolve() for path in known)]
    return tuple(dict.fromkeys(found))


def _noted_path(folder: Path, noted: dict[str, str]) -> Path:
    path = folder.resolve() / noted[_CAMPAIGN] if _CAMPAIGN in noted else None
    if path is None or not path.is_file():
        cause = (
            "nothing tells which campaign made this output" if path is None else "the campaign that made it has moved"
        )
        raise InputError(str(folder), f"{cause}.", "Name it with --campaign.")
    return path


def _notes(layout: Layout) -> dict[str, str]:
    if not layout.state.is_file():
        return {}
    try:
        with closing(open_to_read(layout.state)) as database:
            return dict(database.execute("SELECT name, value FROM notes"))
    except sqlite3.DatabaseError:
        return {}
