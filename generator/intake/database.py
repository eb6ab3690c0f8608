"""Databases: a SQLAlchemy URL in, something that runs read-only queries out. The password is in no message."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Executable, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from generator.errors import SourceError

_DRIVERS = {"postgresql": "psycopg[binary]", "mysql": "pymysql", "mariadb": "pymysql", "mssql": "pyodbc"}
_FETCHED_ROWS = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of a result, and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[Sequence[object]]


class Database:
    """A database by its URL. Close it at the end."""

    def __init__(self, url: str, root: Path, place: str) -> None:
        """`url` as the campaign file has it (env:NAME allowed); `root` is what a SQLite file is relative to.

        Raises SourceError, at `place`, for a URL, driver or file that isn't there. Doesn't connect yet.
        """
        self._place = place
        self._url = _readable(_parse(_from_environment(url, place), place), root, place)
        self._engine = self._start()

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def answer(self, statement: Executable, values: Mapping[str, Any], label: str) -> Iterator[Answer]:
        """The result of a query, streamed; raises SourceError when the database refuses."""
        try:
            with self._connection() as connection:
                result = connection.execute(statement, dict(values))
                yield Answer(tuple(result.keys()), iter(result))
        except SQLAlchemyError as caught:
            raise SourceError(label, f"the database refuses: {self._reason(caught)}.", _remedy(caught)) from None

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection.execution_options(stream_results=True, yield_per=_FETCHED_ROWS)

    def _start(self) -> Engine:
        # A campaign only reads; PostgreSQL is asked to see to it. SQLite files are opened that way below.
        options = {"postgresql_readonly": True} if self._url.get_backend_name() == "postgresql" else {}
        try:
            return create_engine(self._url, execution_options=options, hide_parameters=True)
        except NoSuchModuleError:
            name = self._url.drivername
            raise SourceError(self._place, f"the database kind '{name}' is unknown.", "Check the URL.") from None
        except ModuleNotFoundError as caught:
            package = _DRIVERS.get(self._url.get_backend_name(), str(caught.name))
            cause = f"the driver '{caught.name}' is not installed."
            raise SourceError(self._place, cause, f"Install it: pip install '{package}'.") from None

    def _reason(self, caught: SQLAlchemyError) -> str:
        """The database's own words where they tell of names only; a fault in the data could quote a value."""
        if not isinstance(caught, DBAPIError) or type(caught).__name__ not in ("OperationalError", "ProgrammingError"):
            return f"it raised {type(caught).__name__}"
        words = (str(caught.orig).strip().splitlines() or [type(caught).__name__])[0].rstrip(".: ")
        password = self._url.password
        if password:
            for form in (str(password), quote(str(password)), quote(str(password), safe="")):
                words = words.replace(form, "***")
        return words


def _from_environment(url: str, place: str) -> str:
    if not url.startswith("env:"):
        return url
    name = url.removeprefix("env:")
    found = os.environ.get(name, "")
    if not found:
        raise SourceError(place, f"the environment variable {name} is not set.", "Set it to the database's URL.")
    return found


def _parse(url: str, place: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # Never the URL itself: it may hold a password.
        cause = "the database's URL can't be read."
        raise SourceError(place, cause, "Write it like postgresql+psycopg://user@host/name.") from None
    # SQLAlchemy's own choice for a bare postgresql:// depends on its version; psycopg is the one that is kept up.
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername in ("postgresql", "postgres") else parsed


def _readable(url: URL, root: Path, place: str) -> URL:
    """A SQLite file is opened to read, and never made by opening it."""
    if url.get_backend_name() != "sqlite" or url.query:
        return url
    if url.database in (None, "", ":memory:"):
        raise SourceError(place, "the URL names no database file.", "Write it like sqlite:///data/customers.sqlite.")
    path = (root / str(url.database)).resolve()
    if not path.is_file():
        raise SourceError(place, f"the database file {url.database} does not exist.", "Check its name and folder.")
    return url.set(database=f"file:{quote(str(path))}", query={"mode": "ro", "uri": "true"})


def _remedy(caught: SQLAlchemyError) -> str:
    if isinstance(caught, DBAPIError) and caught.connection_invalidated:
        return "The connection broke; run again."
    return "Check the URL and the query."
