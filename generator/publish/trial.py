"""An endpoint for the forms of a site that is looked at on one's own machine: /forms/<form>.

It answers as a real one should: to a browser without scripts with the way back to the page (303), to one with scripts
in JSON. It takes posts from pages of this machine alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from generator.model.forms import FORMS
from generator.publish.posts import AnyPost, PostError, read_post

FOLDER = "forms"
_LOCAL = ("localhost", "127.0.0.1", "::1")
_FILES = {"index": "", "choices": "choices.html"}


@dataclass(frozen=True, slots=True)
class Request:
    """What a form sent. `origin`: None when the browser names none, "null" when it keeps it to itself."""

    form: str
    media_type: str
    accept: str
    origin: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What it is answered. `post`: what was posted, None when nothing counts."""

    status: HTTPStatus
    headers: dict[str, str]
    body: bytes
    post: AnyPost | None = None


def form_of(parts: tuple[str, ...] | None) -> str | None:
    """The names in a path in, the form that it belongs to out; None for any other path."""
    if parts is not None and len(parts) == 2 and parts[0] == FOLDER and parts[1] in FORMS:
        return parts[1]
    return None


def answer(request: Request, site: Path) -> Reply:
    """A post in, its answer out. `site`: the folder that recipients' folders stand in."""
    if not _is_local(request.origin):
        return _reply(HTTPStatus.FORBIDDEN, {})
    allowed = {"Access-Control-Allow-Origin": request.origin, "Vary": "Origin"} if request.origin else {}
    wants_json = "application/json" in request.accept
    try:
        post = read_post(request.body, request.media_type)
        if post is not None and (post.form != request.form or not (site / post.token).is_dir()):
            raise PostError
    except PostError:
        return _reply(HTTPStatus.UNPROCESSABLE_ENTITY, allowed)
    if wants_json or post is None:
        return _reply(HTTPStatus.OK, allowed, post)
    # The part of the page that says thanks is named after the form.
    back = f"/{post.token}/{_FILES[post.page]}#{post.form}-thanks"
    return Reply(HTTPStatus.SEE_OTHER, {**allowed, "Location": back, "Content-Length": "0"}, b"", post)


def preflight(origin: str | None) -> Reply:
    """The answer to a browser that asks first, as it does before JSON."""
    if not origin or not _is_local(origin):
        return _reply(HTTPStatus.FORBIDDEN, {})
    headers = {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "Content-Type",
        "Vary": "Origin",
        "Content-Length": "0",
    }
    return Reply(HTTPStatus.NO_CONTENT, headers, b"")


def _reply(status: HTTPStatus, headers: dict[str, str], post: AnyPost | None = None) -> Reply:
    body = json.dumps({"ok": status == HTTPStatus.OK}).encode()
    fixed = {"Content-Type": "application/json", "Cache-Control": "no-store", "Content-Length": str(len(body))}
    return Reply(status, {**headers, **fixed}, body, post)


def _is_local(origin: str | None) -> bool:
    # "null" is what a form of a page that sends no referrer says.
    if origin is None or origin == "null":
        return True
    try:
        return urlsplit(origin).hostname in _LOCAL
    except ValueError:
        return False
