"""A web server for looking at a site on one's own machine, with what a real host should do.

Byte ranges, so that films seek; conditional requests; the headers of `headers.py`. It serves the files of
`site/<token>/` and `site/shared/` and nothing else: no listing, no link out of the folder, no hidden file. Its log
tells no token, because whoever knows one can read the page. What forms post is answered by `trial.py`.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import formatdate, parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from generator.errors import OutputError
from generator.publish import trial
from generator.publish.headers import chat_policy_of, headers_for, policy_of
from generator.publish.layout import PRIVATE_FILE
from generator.publish.missing import MISSING_PAGE
from generator.publish.packing import may_pack, packed, packed_tag, plain_tag
from generator.publish.posts import MOST_BYTES, AnyPost
from generator.publish.ranges import UnsatisfiableError, wanted_range
from generator.publish.tokens import is_token

_CHUNK = 256 * 1024
_SHARED = "shared"
_CHAT = "chat"
_EXAMPLES = 3


def serve(directory: Path, host: str, port: int, answers: Path | None = None) -> None:
    """Serve the folder `site` until Ctrl-C. Raises OutputError when the address can't be had.

    `answers`: a file to which what forms post is added, a JSON object a line.
    """
    server = make_server(directory, host, port, answers)
    address = f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}"
    print(f"Serving {directory} at {address} (stop with Ctrl-C).")
    tokens = sorted(path.name for path in directory.iterdir() if is_token(path.name))
    for token in tokens[:_EXAMPLES]:
        print(f"  {address}/{token}/")
    if len(tokens) > _EXAMPLES:
        print(f"  … and {len(tokens) - _EXAMPLES} more: private/links.csv says whose is whose.")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


def make_server(directory: Path, host: str, port: int, answers: Path | None = None) -> ThreadingHTTPServer:
    """The server, listening but not yet answering; `port` 0 takes a free one. Raises OutputError."""
    root = directory.resolve()
    keeping = Lock()

    def keep_in(file: Path, post: AnyPost) -> None:
        with keeping, os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE_FILE), "ab") as stream:
            line = {"received_on": date.today().isoformat(), **post.model_dump(exclude_defaults=True)}
            stream.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    class SiteHandler(_Handler):
        site = root
        policy = policy_of(root)
        chat_policy = chat_policy_of(root)
        keep = staticmethod(partial(keep_in, answers)) if answers is not None else None

    try:
        return _Server((host, port), SiteHandler)
    except OSError as caught:
        cause = "the address is in use already." if caught.errno == errno.EADDRINUSE else "it can't be listened on."
        raise OutputError(f"{host}:{port}", cause, "Choose another with --port or --host.") from None
    except OverflowError:
        raise OutputError(f"{host}:{port}", "this is no port.", "Choose one from 0 to 65535.") from None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of a film is no error worth a traceback."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            print("A request failed.", file=sys.stderr)


@dataclass(frozen=True, slots=True)
class _Found:
    """An open file of the site. `chat`: the page of another company's chat.

    `tag` is its entity tag, `changed_s` when it was written, in whole seconds.
    """

    stream: BinaryIO
    name: str
    shared: bool
    chat: bool
    size: int
    tag: str
    changed_s: int


class _Handler(BaseHTTPRequestHandler):
    site: Path
    policy: str
    chat_policy: str
    keep: Callable[[AnyPost], None] | None
    protocol_version = "HTTP/1.1"
    server_version = "serendip"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_POST(self) -> None:
        form = trial.form_of(path_parts(self.path))
        length = self.headers.get("Content-Length", "")
        if form is None or not length.isdecimal() or int(length) > MOST_BYTES:
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED if form is None else HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        request = trial.Request(
            form,
            self.headers.get("Content-Type", ""),
            self.headers.get("Accept", ""),
            self.headers.get("Origin"),
            self.rfile.read(int(length)),
        )
        self._send_reply(trial.answer(request, self.site))

    def do_OPTIONS(self) -> None:
        if trial.form_of(path_parts(self.path)) is None:
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
            return
        self._send_reply(trial.preflight(self.headers.get("Origin")))

    def _send_reply(self, reply: trial.Reply) -> None:
        if reply.post is not None and self.keep is not None:
            self.keep(reply.post)
        self._send_head(reply.status, reply.headers)
        self.wfile.write(reply.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Nothing of the request comes back in the answer. `message` and `explain` are not told."""
        self.close_connection = True
        headers = {"Allow": "GET, HEAD"} if code in (405, 501) else {}
        self._send_text(code, MISSING_PAGE, headers, body=getattr(self, "command", "GET") != "HEAD")

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        status = code.value if isinstance(code, HTTPStatus) else code
        # One call for the whole line: requests are answered side by side.
        sys.stderr.write(f"{self.command} {loggable(self.path)} {status}\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that the base class gives
        """Other messages of the base class quote the request: they are not told."""

    def _answer(self, *, body: bool) -> None:
        parts = path_parts(self.path)
        if parts is not None and len(parts) == 1 and is_token(parts[0]) and (self.site / parts[0]).is_dir():
            # Relative links in the page need the slash.
            self._send_text(HTTPStatus.MOVED_PERMANENTLY, "", {"Location": f"/{parts[0]}/"}, body=body)
            return
        found = None if parts is None else _open(self.site, parts)
        if found is None:
            self._send_text(HTTPStatus.NOT_FOUND, MISSING_PAGE, {}, body=body)
            return
        with found.stream:
            self._send_file(found, body=body)

    def _send_file(self, found: _Found, *, body: bool) -> None:
        policy = self.chat_policy if found.chat else self.policy
        fixed = headers_for(found.name, shared=found.shared, policy=policy) | {
            "ETag": found.tag,
            "Last-Modified": formatdate(found.changed_s, usegmt=True),
            "Accept-Ranges": "bytes",
            "Vary": "Accept-Encoding",
        }
        if self._is_current(found):
            self._send_head(HTTPStatus.NOT_MODIFIED, {k: v for k, v in fixed.items() if k != "Content-Type"})
            return
        try:
            asked = wanted_range(self.headers.get("Range"), found.size) if body and self._may_range(found) else None
        except UnsatisfiableError:
            gone = {"Content-Range": f"bytes */{found.size}", "Content-Length": "0"}
            self._send_head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, fixed | gone)
            return
        if asked is None and may_pack(found.name, found.size, self.headers.get("Accept-Encoding")):
            data = packed(found.stream.read())
            own = {"Content-Encoding": "gzip", "ETag": packed_tag(found.tag), "Content-Length": str(len(data))}
            self._send_head(HTTPStatus.OK, fixed | own)
            if body:
                self.wfile.write(data)
            return
        first, last = asked or (0, found.size - 1)
        length = last - first + 1
        if asked:
            fixed["Content-Range"] = f"bytes {first}-{last}/{found.size}"
        status = HTTPStatus.PARTIAL_CONTENT if asked else HTTPStatus.OK
        self._send_head(status, fixed | {"Content-Length": str(length)})
        if body:
            found.stream.seek(first)
            while length > 0 and (chunk := found.stream.read(min(_CHUNK, length))):
                self.wfile.write(chunk)
                length -= len(chunk)

    def _is_current(self, found: _Found) -> bool:
        """Whether the browser's copy will do (RFC 9110, section 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or found.tag in (
                plain_tag(tag.strip().removeprefix("W/")) for tag in tags.split(",")
            )
        since = _seconds(self.headers.get("If-Modified-Since"))
        return since is not None and found.changed_s <= since

    def _may_range(self, found: _Found) -> bool:
        """If-Range: a part only of the file that the browser has the other parts of."""
        condition = self.headers.get("If-Range")
        if condition is None or condition.strip() == found.tag:
            return True
        return _seconds(condition) == found.changed_s

    def _send_text(self, status: int, text: str, extra: Mapping[str, str], *, body: bool) -> None:
        data = text.encode("utf-8")
        fixed = headers_for("x.html", shared=False, policy=self.policy) | {"Content-Length": str(len(data))}
        self._send_head(status, fixed | dict(extra))
        if body:
            self.wfile.write(data)

    def _send_head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


def path_parts(target: str) -> tuple[str, ...] | None:
    """A request's target in, the names in its path out; None for a path that no file of a site can have.

    "/token/" ends in an empty name, which stands for index.html.
    """
    try:
        path = unquote(urlsplit(target).path, errors="strict")
    except ValueError:
        return None
    if not path.startswith("/") or "\\" in path or any(ord(char) < 32 for char in path):
        return None
    parts = tuple(path[1:].split("/"))
    if parts[-1] == "" and len(parts) > 1:
        parts = (*parts[:-1], "index.html")
    if any(part == "" or part[0] in "._" for part in parts):
        return None
    return parts


def loggable(target: str) -> str:
    """A request's target in, what the log may tell of it out: never a token, nor anything that may be a wrong one."""
    parts = path_parts(target)
    if parts is None or len(parts) != 2:
        return "/…"
    if parts[0] == _SHARED:
        return f"/{_SHARED}/…{Path(parts[1]).suffix[:6]}"
    if trial.form_of(parts) is not None:
        return f"/{trial.FOLDER}/{parts[1]}"
    return f"/…/{parts[1]}" if is_token(parts[0]) and parts[1].isascii() and len(parts[1]) <= 40 else "/…"


def _open(site: Path, parts: tuple[str, ...]) -> _Found | None:
    """The file of the site that `parts` name, open; None when it isn't there or is not to be served."""
    chat = parts[:-1] == (_SHARED, _CHAT)
    if not chat and (len(parts) != 2 or not (parts[0] == _SHARED or is_token(parts[0]))):
        return None
    path = site.joinpath(*parts)
    try:
        # Neither the file nor its folder may be a symbolic link: nothing leads out of the site.
        if path.resolve(strict=True) != path:
            return None
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError):
        return None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return None
    tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    stream = os.fdopen(descriptor, "rb")
    shared = parts[0] == _SHARED
    return _Found(stream, parts[-1], shared, chat, status.st_size, tag, int(status.st_mtime))


def _seconds(date: str | None) -> int | None:
    """An HTTP date in, seconds since 1970 out; None for none, or for one that can't be read."""
    if date is None:
        return None
    try:
        return int(parsedate_to_datetime(date).timestamp())
    except (ValueError, TypeError, OverflowError):
        return None
