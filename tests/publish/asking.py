"""The server run for a test, and asked as a browser asks it."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.publish.server import make_server


@contextmanager
def listening(site: Path, kept: Path | None = None) -> Iterator[int]:
    """A site in, the port that it is served at out. `kept`: where what forms post is written."""
    server = make_server(site, "127.0.0.1", 0, kept)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def ask(
    port: int,
    path: str,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    body: str | None = None,
) -> tuple[http.client.HTTPResponse, bytes]:
    """A request in, the answer and its body out."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, body=body, headers=dict(headers or {}))
    response = connection.getresponse()
    found = response.read()
    connection.close()
    return response, found
