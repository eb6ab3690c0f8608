"""What the forms of pages brought in, the tables that the next run reads and those that people work through out.

    a JSON object a line, as an endpoint keeps them ─► who the tokens are (links.csv) ─► one CSV a kind

What somebody said no to goes into tables of the shape that `consent` and `objections` of a campaign have. A yes never
does: a box that was ticked proves no consent to a text, so that nothing here makes anybody a recipient.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.campaign import Campaign
from generator.cells import cell
from generator.errors import SourceError
from generator.publish.layout import PRIVATE_FILE, PRIVATE_FOLDER, Layout
from generator.publish.posts import AnyPost, Post, PostError, Preferences, check_post
from generator.publish.whole import write_whole

RECEIVED = "received_on"
"""The day on which the endpoint got a post; a line may lack it."""

SOURCE = "page"
"""Where a withdrawal was made, for the receipt."""

_COMMON = frozenset(Post.model_fields) | {"form"}
_WITHDRAWALS = ("customer_id", "purpose", "given_on", "withdrawn_on", "source")
_OBJECTIONS = ("customer_id", "scope", "objected_on")
_NEEDED_ONLY = "marketing"


@dataclass(frozen=True, slots=True)
class Answer:
    """One post of somebody who is known, and its day."""

    customer_id: str
    day: datetime.date
    post: AnyPost


@dataclass(frozen=True, slots=True)
class Reading:
    """`answers` in the order of the file; how many lines were no posts, and how many of links that have ended."""

    answers: tuple[Answer, ...]
    unread: int
    unknown: int
    repeated: int


def read_answers(file: Path, layout: Layout, today: datetime.date) -> Reading:
    """A file with a JSON object a line and a campaign's output in, what it says out. Raises SourceError.

    A post that came twice (its `once` says so) counts once; a line without its day is of `today`.
    """
    people = _people(layout.links)
    found: list[Answer] = []
    seen: set[tuple[str, str]] = set()
    unread = unknown = repeated = 0
    for fields in _lines(file):
        day = _day(fields.pop(RECEIVED, None), today) if fields is not None else None
        try:
            if fields is None or day is None:
                raise PostError
            post = check_post(fields)
        except PostError:
            unread += 1
            continue
        key = (post.token, post.once)
        if post.token not in people:
            unknown += 1
        elif post.once and key in seen:
            repeated += 1
        else:
            found.append(Answer(people[post.token], day, post))
        seen.add(key)
    return Reading(tuple(found), unread, unknown, repeated)


def write_answers(reading: Reading, campaign: Campaign, folder: Path) -> Mapping[Path, int]:
    """What was read in, the files written to `folder` with their rows out; a kind that nobody used has no file.

    Raises OutputError.
    """
    tables: dict[str, list[tuple[str, ...]]] = {
        "withdrawals.csv": [_WITHDRAWALS, *_withdrawals(reading.answers, campaign.policy.purposes)],
        "objections.csv": [_OBJECTIONS, *_objections(reading.answers)],
    }
    for answer in reading.answers:
        rows = tables.setdefault(f"{answer.post.form}.csv", [_columns(type(answer.post))])
        rows.append(_row(answer))
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    written: dict[Path, int] = {}
    for name, rows in tables.items():
        if len(rows) > 1:
            write_whole(folder / name, _csv(rows), PRIVATE_FILE)
            written[folder / name] = len(rows) - 1
    return written


def _withdrawals(answers: Iterable[Answer], purposes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """A topic called as a purpose that could be ticked and was not: withdrawn on that day."""
    known = set(purposes)
    for answer in answers:
        if isinstance(answer.post, Preferences):
            for topic in answer.post.offered:
                if topic in known and topic not in answer.post.topics:
                    yield answer.customer_id, topic, "", answer.day.isoformat(), SOURCE


def _objections(answers: Iterable[Answer]) -> Iterator[tuple[str, ...]]:
    """Who wants nothing but what is needed objects to marketing."""
    for answer in answers:
        if isinstance(answer.post, Preferences) and answer.post.only:
            yield answer.customer_id, _NEEDED_ONLY, answer.day.isoformat()


def _columns(kind: type[Post]) -> tuple[str, ...]:
    return ("customer_id", RECEIVED, "language", *(name for name in kind.model_fields if name not in _COMMON))


def _row(answer: Answer) -> tuple[str, ...]:
    said: Mapping[str, Any] = answer.post.model_dump()
    own = (said[name] for name in type(answer.post).model_fields if name not in _COMMON)
    texts = (" ".join(value) if isinstance(value, tuple | list) else str(value) for value in own)
    return answer.customer_id, answer.day.isoformat(), answer.post.language, *texts


def _csv(rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[cell(value) for value in row] for row in rows])
    return out.getvalue()


def _people(links: Path) -> Mapping[str, str]:
    """links.csv in, token → customer id out."""
    try:
        with links.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error):
        remedy = "Name the folder that the campaign was rendered into with --out."
        raise SourceError(str(links), "it can't be read, and it knows whose the links are.", remedy) from None
    found = {}
    for row in rows:
        shown = row["customer_id"]
        # An id that a spreadsheet would take for a formula stands behind an apostrophe there.
        plain = shown[1:] if shown[:1] == "'" and cell(shown[1:]) == shown else shown
        found[row["url"].rstrip("/").rpartition("/")[2]] = plain
    return found


def _lines(file: Path) -> Iterator[dict[str, Any] | None]:
    """Each line that is not blank as an object; None for one that is none."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise SourceError(
            str(file), "the file can't be read.", "Name a UTF-8 file with a JSON object a line."
        ) from None
    for line in text.splitlines():
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError:
            yield None
            continue
        yield found if isinstance(found, dict) else None


def _day(value: object, today: datetime.date) -> datetime.date | None:
    if value is None:
        return today
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
