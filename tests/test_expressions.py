"""The language of conditions and facts: sandboxed, undefined instead of wrong, paths known before it runs."""

from __future__ import annotations

from typing import Any

import pytest

from generator.expressions import MISSING, ExpressionFault, Language

LANGUAGE = Language({"twice": lambda value: value * 2})
VALUES: dict[str, Any] = {
    "name": "Ada",
    "invoices": [{"total": 3, "items": 7}, {"total": 5, "items": 9, "lines": [{"kind": "a"}]}],
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("invoices[-1].total", 5),
        ("invoices[-1].items", 9),
        ("invoices[-1]['items']", 9),
        ("invoices[-1].total - invoices[-2].total", 2),
        ("invoices | length", 2),
        ("invoices | sum('total')", 8),
        ("name | twice", "AdaAda"),
        ("nick | default(name)", "Ada"),
        ("nick", MISSING),
        ("invoices[-1].keys", MISSING),
        ("invoices[-9].total", MISSING),
        ("nick.length + 1", MISSING),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert LANGUAGE.compile(text).value(VALUES) == value


@pytest.mark.parametrize(
    ("text", "holds"),
    [("nick is defined", False), ("name is defined and name == 'Ada'", True), ("nick > 3", False), ("not nick", False)],
)
def test_conditions(text: str, holds: bool) -> None:
    assert LANGUAGE.compile(text).holds(VALUES) is holds


@pytest.mark.parametrize("text", ["name.__class__.__mro__", "''.__class__", "invoices.append(1)", "name.__init__()"])
def test_nothing_gets_out_of_the_sandbox(text: str) -> None:
    try:
        assert LANGUAGE.compile(text).value(VALUES) is MISSING
    except ExpressionFault as fault:
        assert "Ada" not in str(fault)


@pytest.mark.parametrize("text", ["a b", "a |", "a | nosuchfilter", "{{ a }}", ""])
def test_what_is_no_expression_is_told(text: str) -> None:
    with pytest.raises(ExpressionFault):
        LANGUAGE.compile(text)


def test_a_fault_at_run_time_never_quotes_a_value() -> None:
    with pytest.raises(ExpressionFault) as caught:
        LANGUAGE.compile("name + 1").value(VALUES)
    assert "Ada" not in str(caught.value)


def test_paths_are_known_before_it_runs() -> None:
    expression = LANGUAGE.compile("invoices[-1].lines | sum('amount') if name else invoices[-1].total")
    assert expression.names == {"invoices", "name"}
    assert {("invoices", "lines", "amount"), ("invoices", "total"), ("name",)} <= expression.paths
