"""A record in; what each listed field comes to, and why, out. Conditions, transforms and the scan; no facts yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from generator.audience.recipient import Recipient
from generator.privacy.conditions import Conditions
from generator.privacy.denied import denied_values
from generator.privacy.derivations.derivation import Derivation
from generator.privacy.learning import Learned, material_of
from generator.privacy.levels import Kinds, Level, Step
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.products import Catalogue
from generator.privacy.rule import Context, Refused
from generator.privacy.ruling import Rule
from generator.privacy.scan import Finding, Scanner
from generator.privacy.transforms.keep import Keep
from generator.privacy.withheld import scalars

KEPT = "keep"

_SINGLE = frozenset({Decimal, int, bool, float, date})
"""Types of values that are there, whatever they are, and told as they are. A text may be blank, a time is cut off."""
_UNLISTED = ("unlisted", "the policy does not list it")

_Findings = Mapping[FieldPath, Mapping[str, Finding]]
Node = Any
"""A value that is told, or a list of trees, one a child record."""
_NOTHING = object()


@dataclass(slots=True)
class Walked:
    """`tree`: field → what is told, or a list of such trees for child records. `verdicts`: path → (rule, reason).

    `fewer`: (identity of a tree, name) → the purposes that a value is told for, where they are fewer than its rule's.
    `limits`: path → why the field, or one child's, is told for fewer purposes than its rule has.
    `denied`: (path, category or "" when unlisted, value) of everything that was not let through.
    """

    tree: dict[str, Node] = field(repr=False)
    fewer: dict[tuple[int, str], tuple[str, ...]]
    verdicts: dict[FieldPath, tuple[str, str]]
    limits: dict[FieldPath, str]
    denied: tuple[tuple[FieldPath, str, Any], ...] = field(default=(), repr=False)

    def released(self) -> Iterator[Any]:
        """Every single value that was let through."""
        yield from _told(self.tree)


class Walker:
    """The walk through the records of one campaign: relationship, freshness, classification, transform, scan."""

    def __init__(self, policy: Policy, products: Catalogue) -> None:
        self.policy = policy
        self.products = products
        self.kinds = Kinds(policy)
        self.scanner = Scanner(policy)

    def walk(self, recipient: Recipient, context: Context, learned: Learned) -> Walked:
        """One recipient's record. `context`: of its customer.

        A text that gives something away loses its field, a child's text in that child only. One that speaks of a
        special category loses its marketing purposes, and the field with the last of them.
        """
        return _Walk(self, recipient, context, learned).run()


class _Walk:
    """One record on its way through."""

    def __init__(self, walker: Walker, recipient: Recipient, context: Context, learned: Learned) -> None:
        self._policy = walker.policy
        self._products = walker.products
        self._scanner = walker.scanner
        self._learned = learned
        self._recipient = recipient
        self._context = context
        self._verdicts: dict[FieldPath, tuple[str, str]] = {}
        self._limits: dict[FieldPath, str] = {}
        self._fewer: dict[tuple[int, str], tuple[str, ...]] = {}
        self._denied: list[tuple[FieldPath, str, Any]] = []
        self._texts: defaultdict[Rule, dict[str, None]] = defaultdict(dict)
        self._settled: set[Step] = set()
        # By identity: of the record and those of its children that were gone through, what becomes of their fields.
        self._met: dict[int, Level] = {}
        self._conditions = Conditions(walker.policy, recipient, context.today)
        self._levels = walker.kinds.of(self._conditions)

    def run(self) -> Walked:
        record = self._recipient.record
        tree = self._tree(record.values, ())
        self._note_unlisted(record.values, ())
        self._denied.append((("customer_id",), "user.unique_id", record.customer_id))
        found = self._scanner.findings(self._texts, denied_values(self._denied), self._recipient.purposes)
        if found:
            self._strike(tree, (), found)
        return Walked(tree, self._fewer, self._verdicts, self._limits, tuple(self._denied))

    def _tree(self, values: Mapping[str, Any], above: FieldPath) -> dict[str, Node]:
        tree: dict[str, Node] = {}
        get, settled, texts = values.get, self._settled, self._texts
        level = self._met[id(values)] = self._levels.of(above, values, self._conditions)
        for name, plain, step in level.steps:
            value: Any = get(name)
            if plain and ((kind := type(value)) in _SINGLE or (kind is str and value and not value.isspace())):
                # What `_node` would do with it, without asking: most values of most records are such.
                tree[name] = value
                if step not in settled:
                    settled.add(step)
                    self._settle(step.path, step.told)
                if kind is str and step.rule is not None:
                    texts[step.rule][value] = None
            else:
                node = self._node(step, value, values)
                if node is not _NOTHING:
                    tree[name] = node
        return tree

    def _node(self, step: Step, value: Any, values: Mapping[str, Any]) -> Node:
        rule = step.rule
        verdict = step.verdict or (self._conditions.stale(rule, values) if rule is not None else None)
        if verdict is None and step.children:
            return self._children(step, value)
        if verdict is None and rule is not None:
            verdict = self._missing(rule, value)
        if rule is not None and verdict is None:
            try:
                told = self._transformed(rule, value)
            except Refused as refused:
                verdict = (rule.action, str(refused))
            else:
                self._settle(step.path, step.told)
                if isinstance(rule.written, Keep):
                    if isinstance(told, str):
                        self._texts[rule][told] = None
                elif not isinstance(rule.written, Derivation):
                    # A derived value's inputs may be told elsewhere: an invoice lists its own lines.
                    self._deny(step.path, step.denied_as, value)
                return told
        if verdict is not None:
            self._settle(step.path, verdict)
        self._deny(step.path, step.denied_as, value)
        return _NOTHING

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

    def _children(self, step: Step, value: Any) -> Node:
        path = step.path
        if value is None:
            return _NOTHING
        if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
            self._verdicts[path] = ("unlisted", "it holds no child records")
            self._deny(path, step.denied_as, value)
            return _NOTHING
        return [self._tree(child, path) for child in value]

    def _transformed(self, rule: Rule, value: Any) -> Any:
        if isinstance(rule.written, Derivation):
            learned = self._learned.get(rule.path)
            return rule.written.derived(
                material_of(self._policy, self._products, rule, self._recipient, self._context, learned)
            )
        if isinstance(rule.written, Keep):
            return rule.written.apply(value, self._context)
        return rule.written.apply(value, replace(self._context, field=rule.name))

    def _deny(self, path: FieldPath, category: str, value: Any) -> None:
        if value is None or (kind := type(value)) is str or kind in _SINGLE:
            self._denied.append((path, category, value))
        else:
            self._denied += [(below, category, leaf) for below, leaf in _scalars(path, value)]

    def _note_unlisted(self, values: Mapping[str, Any], above: FieldPath) -> None:
        """What the record has and the policy does not list: dropped, recorded, and looked for in what is told."""
        level = self._met.get(id(values))
        if level is None or level.above != above:
            level = self._levels.of(above, values, self._conditions)
        for name, path, children in level.rest:
            value = values[name]
            if not children:
                self._verdicts[path] = _UNLISTED
                self._deny(path, "", value)
            elif isinstance(value, Sequence) and not isinstance(value, str):
                for child in value:
                    self._note_unlisted(child, path)

    def _strike(self, tree: dict[str, Node], above: FieldPath, found: _Findings) -> None:
        """Take out of a tree what the scan holds back, or note for which purposes alone it is told."""
        for name, node in tuple(tree.items()):
            path = (*above, name)
            if isinstance(node, list):
                for child in node:
                    self._strike(child, path, found)
            elif path in found and (finding := found[path].get(node)) is not None:
                reason, purposes, category = finding
                if purposes:
                    self._limits[path] = reason
                    self._fewer[id(tree), name] = purposes
                else:
                    self._denied.append((path, category, node))
                    # Told before anything else that held back another child: somebody should look at the column.
                    self._verdicts[path] = ("scan", reason)
                    del tree[name]


def _told(tree: Mapping[str, Node]) -> Iterator[Any]:
    for node in tree.values():
        if isinstance(node, list):
            for child in node:
                yield from _told(child)
        else:
            yield from scalars(node)


def _scalars(path: FieldPath, value: Any) -> Iterator[tuple[FieldPath, Any]]:
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield from _scalars((*path, name), below)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _scalars(path, item)
    else:
        yield path, value
