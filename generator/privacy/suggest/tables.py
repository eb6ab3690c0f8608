"""A SQLite file in; which of its tables holds the customers, and what hangs on that by foreign keys, out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from generator.errors import SourceError
from generator.intake.database import Database
from generator.intake.spec import ChildSpec, DataSpec
from generator.privacy.detect.numbers import field_words
from generator.privacy.detect.plain import listed

ROW = "_row"
"""Stands for the row's number in a table without a key of one column."""
_MAGIC = b"SQLite format 3\0"
_DEEPEST = 3
_PEOPLE = listed(
    """
    customer customers client clients user users person persons people contact contacts member members subscriber
    subscribers account accounts recipient recipients patient patients kunde kunden person personen mitglied mitglieder
    cliente clienti clientes utente utenti usuario usuarios utilizador utilizadores abonne abonnes membre membres
    personne personnes persona personas contatto contatti contacto contactos contato contatos lead leads
    """
)


def is_sqlite(path: Path) -> bool:
    """Whether a file is a SQLite database, by its first bytes. Raises SourceError when it can't be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError as caught:
        reason = caught.strerror or "it is unreadable"
        raise SourceError(str(path), f"the file can't be read: {reason}.", "Check its permissions.") from None


def spec_of(path: Path, table: str | None) -> tuple[DataSpec, frozenset[str]]:
    """What to read, as a campaign would say it, and the names that are no fields of the data's own.

    `table`: that of the customers; without it, the only one, or the one that is called so. Raises SourceError.
    """
    with closing(Database(_url(path), path.parent, path.name)) as database:
        schema = _Schema(database, path.name)
        main = schema.customers(table)
        key = schema.key(main)
        children = schema.children(main, key, {main})
        return (
            DataSpec(url=_url(path), query=schema.query(main, key), id=key, children=children),
            frozenset({ROW}),
        )


class _Schema:
    def __init__(self, database: Database, label: str) -> None:
        self._database = database
        self._label = label
        wanted = (
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
        self.tables = [str(row[0]) for row in self._asked(wanted)]

    def customers(self, table: str | None) -> str:
        """The table of the customers."""
        there = f"There are: {', '.join(self.tables[:20])}."
        if not self.tables:
            raise SourceError(self._label, "the database has no table.", "Check the file.")
        if table is not None:
            if table not in self.tables:
                raise SourceError(self._label, f"there is no table '{table}'.", there)
            return table
        named = [name for name in self.tables if not _PEOPLE.isdisjoint(field_words(name)[:1])]
        if len(self.tables) == 1 or len(named) == 1:
            return (named or self.tables)[0]
        raise SourceError(self._label, "it can't be told which table holds the customers.", f"Add '--table'. {there}")

    def key(self, table: str) -> str:
        """The column that identifies a row; ROW where there is none by itself."""
        keys = [str(row[0]) for row in self._asked(f"SELECT name FROM pragma_table_info({_text(table)}) WHERE pk > 0")]
        return keys[0] if len(keys) == 1 else ROW

    def query(self, table: str, key: str) -> str:
        """All of a table."""
        return f"SELECT {f'rowid AS {ROW}, ' if key == ROW else ''}* FROM {_quoted(table)}"

    def children(self, table: str, key: str, above: set[str]) -> dict[str, ChildSpec]:
        """The tables whose rows point at one of this table's, and those below them."""
        found: dict[str, ChildSpec] = {}
        for child in self.tables if len(above) <= _DEEPEST else ():
            wanted = f'SELECT "from", "to" FROM pragma_foreign_key_list({_text(child)}) WHERE "table" = {_text(table)}'
            ways = [(str(row[0]), row[1]) for row in self._asked(wanted)]
            if child in above or len(ways) != 1 or ways[0][1] not in (None, key):
                continue
            own = self.key(child)
            found[child] = ChildSpec(
                query=self.query(child, own),
                key=ways[0][0],
                id=own,
                children=self.children(child, own, above | {child}),
            )
        return found

    def _asked(self, sql: str) -> list[tuple[object, ...]]:
        from sqlalchemy import text

        with self._database.answer(text(sql.replace(":", "\\:")), {}, self._label) as answer:
            return [tuple(row) for row in answer.rows]


def _url(path: Path) -> str:
    return f"sqlite:///{path.resolve()}"


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""').replace(":", "\\:") + '"'
