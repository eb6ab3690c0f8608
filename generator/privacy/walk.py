"""A record in; what each listed field comes to, and why, out. Conditions, transforms and the scan; no facts yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.audience.recipient import Recipient
from generator.privacy.conditions import Conditions
from generator.privacy.denied import denied_values
from generator.privacy.derivations.derivation import Derivation
from generator.privacy.learning import Learned, material_of
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.products import Catalogue
from generator.privacy.rule import Context, Refused
from generator.privacy.ruling import Rule
from generator.privacy.scan import scan
from generator.privacy.transforms.keep import Keep
from generator.privacy.withheld import scalars

KEPT = "keep"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that may be told, for `purposes`: those of its rule, or fewer of them."""

    rule: Rule
    value: Any = field(repr=False)
    purposes: tuple[str, ...]


Node = Cell | list[dict[str, Any]]


@dataclass(slots=True)
class Walked:
    """`tree`: field → Cell, or a list of such trees for child records. `verdicts`: path → (rule, reason).

    `limits`: path → why the field, or one child's, is told for fewer purposes than its rule has.
    `denied`: (path, category or "" when unlisted, value) of everything that was not let through.
    """

    tree: dict[str, Node] = field(repr=False)
    verdicts: dict[FieldPath, tuple[str, str]]
    limits: dict[FieldPath, str]
    denied: tuple[tuple[FieldPath, str, Any], ...] = field(default=(), repr=False)

    def released(self) -> Iterator[Any]:
        """Every single value that was let through."""
        yield from _told(self.tree)


class Walk:
    """One record on its way through: relationship, freshness, classification, transform, scan."""

    def __init__(
        self, policy: Policy, products: Catalogue, recipient: Recipient, context: Context, learned: Learned
    ) -> None:
        self._learned = learned
        self._policy = policy
        self._products = products
        self._recipient = recipient
        self._context = context
        self._verdicts: dict[FieldPath, tuple[str, str]] = {}
        self._denied: list[tuple[FieldPath, str, Any]] = []
        self._told: list[Cell] = []
        self._tops = {path[:1]: None for path in [*policy.fields, *policy.containers]}
        self._conditions = Conditions(policy, recipient, context.today)

    def run(self) -> Walked:
        """The whole record. A text that gives something away loses its field, a child's text in that child only.

        One that speaks of a special category loses its marketing purposes, and the field with the last of them.
        """
        record = self._recipient.record
        names = [name for (name,) in self._tops] + self._policy.by_wildcard((), record.values)
        tree = self._level(record.values, (), names)
        self._note_unlisted(record.values, ())
        self._denied.append((("customer_id",), "user.unique_id", record.customer_id))
        changed: dict[int, Cell | None] = {}
        held_back: list[tuple[FieldPath, str, Any]] = []
        limits: dict[FieldPath, str] = {}
        denied = denied_values(self._denied)
        for cell, reason, purposes in scan(self._told, denied, self._policy, self._recipient.purposes):
            if purposes:
                limits[cell.rule.path] = reason
                changed[id(cell)] = replace(cell, purposes=purposes)
            else:
                held_back.append((cell.rule.path, cell.rule.category, cell.value))
                # Told before anything else that held back another child: somebody should look at the column.
                self._verdicts[cell.rule.path] = ("scan", reason)
                changed[id(cell)] = None
        return Walked(_with(tree, changed), self._verdicts, limits, (*self._denied, *held_back))

    def _level(self, values: Mapping[str, Any], above: FieldPath, names: Sequence[str]) -> dict[str, Node]:
        tree: dict[str, Node] = {}
        for name in names:
            path = (*above, name)
            node = self._node(path, values)
            if node is not None:
                tree[name] = node
        return tree

    def _node(self, path: FieldPath, values: Mapping[str, Any]) -> Node | None:
        rule = self._policy.rule(path)
        value = values.get(path[-1])
        verdict = self._conditions.against(rule, values) if rule is not None else None
        if verdict is None and self._policy.holds_children(path, value):
            return self._children(path, value)
        if verdict is None and rule is not None:
            verdict = self._missing(rule, value)
        if rule is not None and verdict is None:
            try:
                cell = Cell(rule, self._transformed(rule, value), rule.purposes)
            except Refused as refused:
                verdict = (rule.action, str(refused))
            else:
                self._settle(path, (rule.action, ""))
                if isinstance(rule.written, Keep):
                    self._told.append(cell)
                elif not isinstance(rule.written, Derivation):
                    # A derived value's inputs may be told elsewhere: an invoice lists its own lines.
                    self._deny(path, value)
                return cell
        if verdict is not None:
            self._settle(path, verdict)
        self._deny(path, value)
        return None

    def _settle(self, path: FieldPath, verdict: tuple[str, str]) -> None:
        """Of many child records the worst verdict stands: let through, over missing; held back, over both."""
        held = self._verdicts.get(path)
        if held is None or held[0] == "missing" or (held[1] == "" and verdict[0] != "missing"):
            self._verdicts[path] = verdict

    def _missing(self, rule: Rule, value: Any) -> tuple[str, str] | None:
        if isinstance(rule.written, Derivation):
            return None
        if value is None or (isinstance(value, str) and not value.strip()):
            return "missing", "the record has none"
        if isinstance(value, Sequence | Mapping) and not isinstance(value, str):
            return "unlisted", "none of its children is listed"
        return None

    def _children(self, path: FieldPath, value: Any) -> Node | None:
        if value is None:
            return None
        if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
            self._verdicts[path] = ("unlisted", "it holds no child records")
            self._deny(path, value)
            return None
        below = [
            key[-1]
            for key in dict.fromkeys(
                key[: len(path) + 1]
                for key in (*self._policy.fields, *self._policy.containers)
                if key[: len(path)] == path and key != path
            )
        ]
        return [self._level(child, path, below + self._policy.by_wildcard(path, child)) for child in value]

    def _transformed(self, rule: Rule, value: Any) -> Any:
        if isinstance(rule.written, Derivation):
            learned = self._learned.get(rule.path)
            return rule.written.derived(
                material_of(self._policy, self._products, rule, self._recipient, self._context, learned)
            )
        if isinstance(rule.written, Keep):
            return rule.written.apply(value, self._context)
        return rule.written.apply(value, replace(self._context, field=rule.name))

    def _deny(self, path: FieldPath, value: Any) -> None:
        rule = self._policy.rule(path)
        self._denied += [(below, rule.scanned_as if rule else "", leaf) for below, leaf in _scalars(path, value)]

    def _note_unlisted(self, values: Mapping[str, Any], above: FieldPath) -> None:
        """What the record has and the policy does not list: dropped, recorded, and looked for in what is told."""
        for name, value in values.items():
            path = (*above, name)
            children = self._policy.holds_children(path, value)
            if children and isinstance(value, Sequence) and not isinstance(value, str):
                for child in value:
                    self._note_unlisted(child, path)
            elif self._policy.rule(path) is None and not children:
                self._verdicts[path] = ("unlisted", "the policy does not list it")
                self._deny(path, value)


def _with(tree: Mapping[str, Node], changed: Mapping[int, Cell | None]) -> dict[str, Node]:
    """The tree with other cells, or none, in the place of those with these identities."""
    found: dict[str, Node] = {}
    for name, node in tree.items():
        if isinstance(node, list):
            found[name] = [_with(child, changed) for child in node]
        else:
            cell = changed.get(id(node), node)
            if cell is not None:
                found[name] = cell
    return found


def _told(tree: Mapping[str, Node]) -> Iterator[Any]:
    for node in tree.values():
        if isinstance(node, Cell):
            yield from scalars(node.value)
        else:
            for child in node:
                yield from _told(child)


def _scalars(path: FieldPath, value: Any) -> Iterator[tuple[FieldPath, Any]]:
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield from _scalars((*path, name), below)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _scalars(path, item)
    else:
        yield path, value
