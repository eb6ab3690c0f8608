"""Style sheets and an element → the declarations that hold for it, worked out once for all elements of its place.

Most selectors ask for no more than the names and attributes of an element and of those that it stands in. Elements with
the same way from the root get the same answer from them, so that only the others (what stands before, or how many there
are) are asked of every element. What a selector asks for is read from its compiled test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from types import CodeType
from typing import Any, NamedTuple

from cssselect2.tree import ascii_lower
from weasyprint.css import declaration_precedence

from generator.document.quick.tree import Tree

# Names that a test uses when it asks for nothing but names and attributes, of an element and of those that it is in.
_NAMES = frozenset(
    {"local_name", "namespace_url", "classes", "id", "in_html_document", "etree_element", "tag", "attrib", "get"}
    | {"lower", "startswith", "endswith", "ascii_lower", "split_whitespace", "any", "next", "ancestors", "parent"}
)
# Attributes whose values are the template's. Others may be a recipient's: of them only the names are kept.
_OF_THE_TEMPLATE = frozenset({"class", "dir", "scope", "colspan", "rowspan"})
_MOST_PLACES = 2000

Cascaded = dict[str, tuple[Any, Any]]
"""Declared values by property, each with its weight."""
Holding = Mapping[str | None, Cascaded]
"""What holds for an element (None) and for its pseudo-elements."""


class Rule(NamedTuple):
    """A rule that may hold, in the order in which rules are applied; `test` is None when it does."""

    sheet: int
    specificity: Any
    order: int
    pseudo: str | None
    payload: Any
    test: Any


class Place:
    """Where elements stand that have the same way from the root.

    `rules` are those that hold or may, `asked` the tests of the latter; `unknown` attributes have values of their own.
    """

    __slots__ = ("asked", "below", "holding", "rules", "unknown")

    def __init__(self, rules: Sequence[Rule], unknown: frozenset[str]) -> None:
        self.rules, self.unknown = rules, unknown
        self.asked = tuple(rule.test for rule in rules if rule.test is not None)
        self.below: dict[Any, Place] = {}
        self.holding: dict[tuple[bool, ...], Holding] = {}


class Rules:
    """The rules of style sheets: (sheet, origin, specificity if it isn't the selectors' own) each."""

    def __init__(self, sheets: Sequence[tuple[Any, str, Any]]) -> None:
        self._sheets = tuple(sheets)
        self._places = 0
        self.top = Place((), frozenset())

    def place_of(self, node: Any, above: Place, tree: Tree) -> Place:
        """An element of a tree and the place that it is in, in; its own out."""
        kind = _kind(node)
        place = above.below.get(kind)
        if place is None:
            self._places += 1
            if self._places > _MOST_PLACES:
                self._places = 0
                self.top.below.clear()
            unknown = above.unknown.union(node.attrib) - _OF_THE_TEMPLATE
            place = above.below[kind] = Place(tuple(self._rules(tree.wrapped(node), unknown)), unknown)
        return place

    def holding_for(self, node: Any, place: Place, tree: Tree) -> Holding:
        """What holds for an element at its place: the same object for all there for whom the same holds."""
        found = _answers(node, place, tree)
        holding = place.holding.get(found)
        if holding is None:
            holding = place.holding[found] = self._cascaded(_holding(place, found), {})
        return holding

    def holding_over(self, node: Any, place: Place, tree: Tree, declared: Cascaded) -> Holding:
        """What holds for an element with declarations of its own."""
        return self._cascaded(_holding(place, _answers(node, place, tree)), {None: declared.copy()})

    def _cascaded(self, rules: Iterable[Rule], found: dict[str | None, Cascaded]) -> Holding:
        """Rules in the order of their application in, the declarations that prevail, added to `found`, out."""
        for rule in rules:
            sheet, origin, overall = self._sheets[rule.sheet]
            declarations, layer = rule.payload
            order = inf if layer is None else sheet.layers.index(layer)
            style = found.setdefault(rule.pseudo, {})
            for name, values, importance in declarations:
                weight = (declaration_precedence(origin, importance), order, overall or rule.specificity)
                if name not in style or style[name][1] <= weight:
                    style[name] = values, weight
        return found

    def _rules(self, element: Any, unknown: frozenset[str]) -> list[Rule]:
        """The rules that hold for elements of this place, and those that may."""
        found = []
        for at, (sheet, _, _) in enumerate(self._sheets):
            rules = []
            for test, specificity, order, pseudo, payload in _relevant(sheet.matcher, element):
                if not asks_for_place(test, unknown):
                    rules.append(Rule(at, specificity, order, pseudo, payload, test))
                elif test(element):
                    rules.append(Rule(at, specificity, order, pseudo, payload, None))
            found += sorted(rules, key=lambda rule: (rule.specificity, rule.order))
        return found


def _answers(node: Any, place: Place, tree: Tree) -> tuple[bool, ...]:
    """What the tests that are asked of every element say of this one."""
    if not place.asked:
        return ()
    element = tree.wrapped(node)
    return tuple([bool(test(element)) for test in place.asked])


def _holding(place: Place, answers: Iterable[bool]) -> Iterator[Rule]:
    said = iter(answers)
    return (rule for rule in place.rules if rule.test is None or next(said))


def asks_for_place(test: Any, unknown: frozenset[str]) -> bool:
    """Whether the compiled test of a selector looks at nothing but names and attributes of an element and of those that
    it is in, and not at the values of attributes in `unknown`."""
    codes = _codes(test.__code__)
    names = {name for code in codes for name in code.co_names}
    if not names <= _NAMES or ("id" in names and "id" in unknown):
        return False
    read = {constant for code in codes for constant in code.co_consts if isinstance(constant, str)}
    return "get" not in names or unknown.isdisjoint(read)


def _codes(code: CodeType) -> list[CodeType]:
    """A function's code and that of the functions in it."""
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return [code, *(found for each in inner for found in _codes(each))]


def _kind(node: Any) -> Any:
    """What elements of a kind have in common: name, the template's attributes, and the names of the others."""
    attributes = node.attrib
    if not attributes:
        return node.tag
    return node.tag, tuple([(name, value if name in _OF_THE_TEMPLATE else "") for name, value in attributes.items()])


def _relevant(matcher: Any, element: Any) -> list[Any]:
    """The selectors that cssselect2's Matcher.match would test."""
    found: list[Any] = []
    if element.id is not None:
        found += matcher.id_selectors.get(element.id, ())
    for name in element.classes:
        found += matcher.class_selectors.get(name, ())
    found += matcher.lower_local_name_selectors.get(ascii_lower(element.local_name), ())
    found += matcher.namespace_selectors.get(element.namespace_url, ())
    if "lang" in element.etree_element.attrib:
        found += matcher.lang_attr_selectors
    found += matcher.other_selectors
    return found
