"""What a document may load: files of its template, of the brand and of the assets. Nothing else, and nothing remote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class FetchError(FatalURLFetchingError):  # type: ignore[misc]
    """A document asked for something that it may not have, or that is not there."""


class LocalFetcher(URLFetcher):  # type: ignore[misc]
    """Fetches files under `folders`; anything else ends the rendering, so that nothing is missing silently."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)
        self._folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """A file URL in, the file's bytes out; raises FetchError."""
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
            raise FetchError(
                "it names something outside: a document loads only files of its template, brand and assets"
            )
        path = Path(unquote(parts.path)).resolve()
        if not any(path.is_relative_to(folder) for folder in self._folders):
            raise FetchError("it names a file outside the folders of its template, its brand and the assets")
        try:
            body = path.read_bytes()
        except OSError:
            raise FetchError(f"the file '{path.name}' that it names can't be read") from None
        return URLFetcherResponse(url, body=body)
