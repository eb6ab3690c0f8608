"""Files that people write: YAML in, validated value out, every error at file:line:column with cause and remedy.

YAML 1.2, so that a country code NO stays a text. Keys may not repeat. What pydantic complains of is told in plain words
at the line where the key or value stands.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from generator.errors import InputError

T = TypeVar("T")
Key = str | int
_DEEPEST = 60
_MOST_NODES = 500_000
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")


class Strict(BaseModel):
    """Base of every file section: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class SourceFile:
    """A parsed file that still knows where each key stands."""

    path: Path
    data: Any
    error: type[InputError]

    def place(self, *keys: Key) -> str:
        """`keys` in, "file:line:column" out, of the deepest key that the file holds."""
        line, column = 0, 0
        node = self.data
        for key in keys:
            position = _position(node, key)
            if position is None:
                break
            line, column = position
            node = node[key]
        return f"{self.path}:{line + 1}:{column + 1}"

    def _node(self, keys: Sequence[Key]) -> Any:
        node = self.data
        for key in keys:
            if _position(node, key) is None:
                return node
            node = node[key]
        return node

    def line(self, *keys: Key) -> int:
        """The line (from 1) of the deepest key that the file holds."""
        return int(self.place(*keys).rsplit(":", 2)[1])

    def fail(self, keys: Sequence[Key], cause: str, remedy: str = "") -> InputError:
        """The error to raise for a fault at `keys`."""
        return self.error(self.place(*keys), cause, remedy)

    def parse(self, kind: type[T]) -> T:
        """Validate the whole file as `kind` (a pydantic model or a dataclass)."""
        value: T = self.parse_part((), self.data, kind)
        return value

    def parse_part(self, keys: Sequence[Key], node: Any, kind: Any) -> Any:
        """Validate `node`, which stands at `keys`, as `kind`."""
        adapter: TypeAdapter[Any] = TypeAdapter(kind)
        try:
            return adapter.validate_python(plain(node))
        except ValidationError as caught:
            errors = caught.errors(include_url=False, include_input=False)
            # A misspelt key is also a missing one: the misspelling is what helps.
            first = min(errors, key=lambda error: error["type"] not in _UNKNOWN)
            cause, remedy = _explain(first, kind)
            loc = [part for part in first["loc"] if isinstance(part, int | str)]
            raise self.fail([*keys, *_present(self._node(keys), loc)], cause, remedy) from None


def read(path: Path, error: type[InputError]) -> SourceFile:
    """A YAML (or JSON) file in, a SourceFile out; raises `error` when it is missing, unreadable or not YAML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise error(str(path), "the file does not exist.", "Check the name, or make one with 'serendip new'.") from None
    except (OSError, UnicodeDecodeError) as caught:
        reason = "it is not UTF-8 text" if isinstance(caught, UnicodeDecodeError) else (caught.strerror or "unreadable")
        raise error(
            str(path), f"the file can't be read: {reason}.", "Save it as UTF-8 and check its permissions."
        ) from None
    try:
        data = _parsed(text)
        if _size(data) > _MOST_NODES:
            raise error(f"{path}:1:1", "the file is too large once its aliases are written out.", "Take some out.")
    except RecursionError:
        raise error(f"{path}:1:1", "the file is nested too deep.", f"{_DEEPEST} levels are the most.") from None
    except MarkedYAMLError as caught:
        mark = caught.problem_mark or caught.context_mark
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise error(where, f"this is not valid YAML: {_problem(caught)}.", _yaml_remedy(caught)) from None
    except (YAMLError, ValueError) as caught:
        raise error(
            f"{path}:1:1", "this is not valid YAML.", f"Check the first lines ({type(caught).__name__})."
        ) from None
    if data is None:
        raise error(f"{path}:1:1", "the file is empty.", "Start from one made by 'serendip new'.")
    if not isinstance(data, CommentedMap):
        raise error(f"{path}:1:1", "the file must be a mapping of keys to values.", "Start it with 'key: value' lines.")
    return SourceFile(path, data, error)


@lru_cache(maxsize=512)
def _parsed(text: str) -> Any:
    """A file's text in, what it says out, with the place of every key; nobody changes it. Raises what ruamel raises.

    The same files are read again and again: templates share blocks, and one process loads a campaign more than once.
    """
    return YAML(typ="rt", pure=True).load(text)


def _size(data: Any) -> int:
    """How many nodes there are with every alias written out, without doing so: few lines can stand for billions.

    Raises RecursionError for what is nested too deep, or holds itself.
    """
    known: dict[int, tuple[int, int]] = {}

    def size(node: Any, depth: int) -> tuple[int, int]:
        """Nodes and levels of this one and all below it."""
        if depth > _DEEPEST:
            raise RecursionError
        if not isinstance(node, CommentedMap | CommentedSeq):
            return 1, 1
        if id(node) not in known:
            below = [size(each, depth + 1) for each in (node.values() if isinstance(node, CommentedMap) else node)]
            known[id(node)] = 1 + sum(nodes for nodes, _ in below), 1 + max((levels for _, levels in below), default=0)
        if depth + known[id(node)][1] > _DEEPEST + 1:
            raise RecursionError
        return known[id(node)]

    return size(data, 0)[0]


def plain(node: Any) -> Any:
    """ruamel's round-trip containers in, plain dict, list and scalars out."""
    if isinstance(node, CommentedMap):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [plain(value) for value in node]
    if isinstance(node, bool):
        return node
    if isinstance(node, float):
        return float(node)
    if isinstance(node, int):
        return int(node)
    if isinstance(node, str):
        return str(node)
    return node


def _position(node: Any, key: Key) -> tuple[int, int] | None:
    if isinstance(node, CommentedMap) and key in node:
        line, column = node.lc.key(key)
        return int(line), int(column)
    if isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
        line, column = node.lc.item(key)
        return int(line), int(column)
    return None


def _present(node: Any, loc: Sequence[Key]) -> list[Key]:
    """The longest part of `loc` that the file holds: pydantic adds the names of union members, which no file has."""
    found: list[Key] = []
    for key in loc:
        if _position(node, key) is None:
            continue
        found.append(key)
        node = node[key]
    return found


def _problem(caught: MarkedYAMLError) -> str:
    return str(caught.problem or caught.context or "it can't be parsed").splitlines()[0].rstrip(".")


def _yaml_remedy(caught: MarkedYAMLError) -> str:
    problem = str(caught.problem or "")
    if "duplicate key" in problem:
        return "Keep one of the two."
    if "\\t" in problem or "tab" in problem:
        return "Indent with spaces, not tabs."
    return "Look at this line and the one above: a quote, colon or indent is off."


def _explain(error: ErrorDetails, kind: Any) -> tuple[str, str]:
    """A pydantic error in, (cause, remedy) out. Never quotes the value."""
    loc = [str(part) for part in error["loc"] if isinstance(part, int | str)]
    key = loc[-1] if loc else "the file"
    if error["type"] in _UNKNOWN:
        near = difflib.get_close_matches(key, _known_keys(kind, own=len(loc) == 1), 1, 0.65)
        return f"unknown key '{key}'.", f"Did you mean '{near[0]}'?" if near else "Remove it, or check the reference."
    if error["type"] in ("missing", "missing_argument"):
        if key.isdigit():
            named = next((part for part in reversed(loc) if not part.isdigit()), "the list")
            return f"'{named}' has only {key} items.", "Add what is missing; see the reference."
        return f"the key '{key}' is missing.", f"Add '{key}: …'."
    message = error["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ").rstrip(".")
    return f"'{key}' is wrong: {message[:1].lower() + message[1:]}.", "Correct the value."


def _known_keys(kind: Any, *, own: bool) -> list[str]:
    """Its own keys, or every key that the schema of `kind` knows, at any depth: near enough for a suggestion."""
    schema = TypeAdapter(kind).json_schema()
    if own and "properties" in schema:
        return sorted(schema["properties"])
    known: set[str] = set()
    stack: list[Any] = [schema]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            properties = node.get("properties")
            if isinstance(properties, dict):
                known.update(properties)
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return sorted(known)
