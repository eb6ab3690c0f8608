"""The sandbox of pages does what Jinja's does, by shorter ways: what it escapes, whom it calls, what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from jinja2 import StrictUndefined, pass_context, pass_environment, pass_eval_context
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment, unsafe
from markupsafe import Markup

from generator.sandbox import FlatSandbox, Sandbox

OPTIONS: dict[str, Any] = {"autoescape": True, "undefined": StrictUndefined}


class Html:
    def __html__(self) -> str:
        return "<b>own</b>"


class Callable:
    """Without a place for attributes, and asked like a function."""

    __slots__ = ()

    def __call__(self, text: str) -> str:
        return text * 2


class Marked:
    """An instance that refuses to be called."""

    unsafe_callable = True
    __slots__ = ()

    def __call__(self) -> str:
        return "called"


class Text(str):
    __slots__ = ()


def plain(one: object, *, two: object = "") -> str:
    return f"<{one}{two}>"


@pass_context
def asks_context(context: Mapping[str, Any]) -> str:
    return str(context["name"])


@pass_eval_context
def asks_mode(mode: Any) -> str:
    return str(mode.autoescape)


@pass_environment
def asks_environment(environment: Any) -> str:
    return str(environment.autoescape)


@unsafe
def refused() -> str:
    return "called"


def stops() -> str:
    raise StopIteration


VALUES = {
    "name": "Tom & <Jerry> \"'",
    "marked": Markup("<i>&amp;</i>"),
    "text": Text("<sub>"),
    "html": Html(),
    "number": 5,
    "nothing": None,
    "rows": [{"a": "<1>"}, {"a": 2}],
    "plain": plain,
    "callable": Callable(),
    "asks_context": asks_context,
    "asks_mode": asks_mode,
    "asks_environment": asks_environment,
}
TEMPLATES = [
    "{{ name }}{{ marked }}{{ text }}{{ html }}{{ number }}{{ nothing }}",
    "{{ name|upper }}{{ name|safe }}{{ name ~ marked }}{{ marked ~ name }}{{ name|e }}",
    "{% for row in rows %}{{ plain(row.a, two=loop.index) }}{{ loop.index }}{% endfor %}",
    "{% macro m(a, b='<') %}{{ a }}{{ b }}{{ caller() if caller is defined else '' }}{% endmacro %}{{ m(name) }}"
    "{{ m(b=name, a=1) }}"
    "{% for row in rows %}{{ m(row.a) }}{% endfor %}{% call m(1) %}<u>{{ name }}</u>{% endcall %}",
    "{% set x %}<p>{{ name }}</p>{% endset %}{{ x }}{{ callable(name) }}{{ callable(marked) }}",
    "{{ asks_context() }}{{ asks_mode() }}{{ asks_environment() }}"
    "{% for row in rows %}{{ asks_context() }}{% endfor %}",
    "{% autoescape false %}{{ name }}{{ plain(name) }}{% endautoescape %}{{ '{0}'.format(name) }}"
    "{{ marked.format(1) }}",
    "{{ name.upper() }}{{ [name, marked]|join(', ') }}{{ rows|map(attribute='a')|join }}"
    "{% filter upper %}{{ name }}{% endfilter %}",
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_pages_are_written_as_jinja_writes_them(template: str) -> None:
    written = FlatSandbox(**OPTIONS).from_string(template).render(VALUES)
    assert written == ImmutableSandboxedEnvironment(**OPTIONS).from_string(template).render(VALUES)
    assert written == Sandbox(**OPTIONS).from_string(template).render(VALUES)


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ refused() }}", SecurityError),
        ("{{ object.refused() }}", SecurityError),
        ("{{ mark() }}", SecurityError),
        ("{{ plain.__globals__ }}", SecurityError),
        ("{{ '{0.__class__}'.format(1) }}", SecurityError),
        ("{% for one in [1, 2] %}{{ '{0.__class__}'.format(one) }}{% endfor %}", SecurityError),
        ("{{ stops() }}", UndefinedError),
        ("{{ nowhere }}", UndefinedError),
        ("{{ rows[0].b }}", UndefinedError),
    ],
)
def test_what_jinja_refuses_is_refused(template: str, error: type[Exception]) -> None:
    holder = type("Holder", (), {"refused": staticmethod(refused)})()
    values = {**VALUES, "refused": refused, "stops": stops, "mark": Marked(), "object": holder}
    for environment in (FlatSandbox(**OPTIONS), ImmutableSandboxedEnvironment(**OPTIONS)):
        for _ in range(2):
            with pytest.raises(error):
                environment.from_string(template).render(values)


def test_a_function_that_is_marked_later_is_refused() -> None:
    def late() -> str:
        return "called"

    template = FlatSandbox(**OPTIONS).from_string("{{ late() }}")
    assert template.render(late=late) == "called"
    late.unsafe_callable = True  # type: ignore[attr-defined]
    with pytest.raises(SecurityError):
        template.render(late=late)
