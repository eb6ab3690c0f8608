"""Which fields an expression reads: the checks of segments and facts rest on none being overlooked."""

from __future__ import annotations

import pytest

from generator.privacy.words import FACT_LANGUAGE


@pytest.mark.parametrize(
    ("expression", "paths"),
    [
        ("name", {"name"}),
        ("a.b['c'].d", {"a", "a.b", "a.b.c", "a.b.c.d"}),
        ("rows[-1].total", {"rows", "rows.total"}),
        ("rows[-6:] | series('on', 'kwh', unit='kWh')", {"rows", "rows.on", "rows.kwh"}),
        (
            "rows[0].lines | parts('k', 'v', rows[0].cur)",
            {"rows", "rows.lines", "rows.lines.k", "rows.lines.v", "rows.cur"},
        ),
        ("a | steps(b, 'k', 'v', 'EUR', c.day)", {"a", "a.k", "a.v", "b", "b.k", "b.v", "c", "c.day"}),
        ("a | table('x', 'y.z')", {"a", "a.x", "a.y.z"}),
        ("part('Now', a.b, 'EUR')", {"a", "a.b"}),
        ("a | money('EUR')", {"a"}),
        ("a | map(attribute='b') | first | sum(attribute='c')", {"a", "a.b", "a.b.c"}),
        ("a | map('sum', 'b')", {"a", "a.b"}),
        ("a | map('selectattr', 'b')", {"a", "a.b"}),
        ("a | selectattr('b', 'equalto', 'c')", {"a", "a.b"}),
        ("a | sort(attribute='b,c.d')", {"a", "a.b", "a.c.d"}),
        ("a | sort(false, false, 'b')", {"a", "a.b"}),
        ("a | unique(false, 'b')", {"a", "a.b"}),
        ("(a or b).c", {"a", "a.c", "b", "b.c"}),
        ("(a if x else [b])[0].c", {"a", "a.c", "b", "b.c", "x"}),
        ("(a | default(b)).c", {"a", "a.c", "b", "b.c"}),
        ("a[b].c", {"a", "a.*", "a.*.c", "b"}),
        ("a | sum(attribute=b)", {"a", "a.*", "b"}),
        ("a is defined and not b.c", {"a", "b", "b.c"}),
        ("'x' ~ a.b", {"a", "a.b"}),
        ("1 + 2", set()),
    ],
)
def test_paths(expression: str, paths: set[str]) -> None:
    compiled = FACT_LANGUAGE.compile(expression)
    assert {".".join(path) for path in compiled.paths} == paths
    assert compiled.names == {path.split(".")[0] for path in paths}
