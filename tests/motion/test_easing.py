"""Easings against CSS's own examples and rules."""

from __future__ import annotations

import pytest

from generator.motion.easing import css_easing, easing

SHARES = [index / 50 for index in range(51)]


@pytest.mark.parametrize(
    "text",
    [
        "linear", "ease", "ease-in", "ease-out", "ease-in-out", "step-start", "step-end", "overshoot",
        "cubic-bezier(.2,.8,.2,1)", "cubic-bezier(0.5, -1, 0.5, 2)", "steps(5, jump-none)", "steps(3, jump-both)",
        "linear(0, 0.5 20%, 1)", "spring(170, 26, 1)", "spring(200, 5, 1)", "spring(100, 80, 1)",
    ],
)  # fmt: skip
def test_every_easing_starts_at_0_and_lands_on_1(text: str) -> None:
    eased = easing(text)
    assert (eased(-1), eased(0), eased(1), eased(2)) == (0, 0, 1, 1)
    assert all(-2 < eased(share) < 3 for share in SHARES)


@pytest.mark.parametrize(
    ("text", "share", "expected"),
    [
        ("linear", 0.3, 0.3),
        ("ease", 0.5, 0.8024),  # as browsers compute it
        ("ease-in", 0.5, 0.3154),
        ("ease-out", 0.5, 0.6846),
        ("ease-in-out", 0.5, 0.5),
        ("step-start", 0.01, 1.0),
        ("step-end", 0.99, 0.0),
        ("steps(4)", 0.24, 0.0),
        ("steps(4)", 0.26, 0.25),
        ("steps(4, jump-start)", 0.26, 0.5),
        ("steps(4, start)", 0.26, 0.5),
        ("steps(4, jump-none)", 0.26, 1 / 3),
        ("steps(4, jump-none)", 0.99, 1.0),
        ("steps(4, jump-both)", 0.26, 2 / 5),
        ("linear(0, 0.25, 1)", 0.25, 0.125),
        ("linear(0, 0.25 75%, 1)", 0.75, 0.25),
        ("linear(0, 0.25 25% 75%, 1)", 0.5, 0.25),
        ("linear(0, 0.25 25% 75%, 1)", 0.875, 0.625),
        ("linear(0, 1, 0, 1)", 0.5, 0.5),
        ("linear(0 20%, 1 10%, 0.5)", 0.6, 0.75),  # a place before the one in front of it moves up to it
    ],
)
def test_it_is_css(text: str, share: float, expected: float) -> None:
    assert easing(text)(share) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("bounce", "an easing is one of linear"),
        ("cubic-bezier(1,2,3)", "cubic-bezier\\(x1"),
        ("cubic-bezier(a,0,1,1)", "cubic-bezier\\(x1"),
        ("cubic-bezier(-0.1,0,1,1)", "between 0 and 1"),
        ("steps(0)", "whole number"),
        ("steps(1, jump-none)", "with jump-none 2"),
        ("steps(2, sideways)", "steps\\(4"),
        ("steps(1.5)", "steps\\(4"),
        ("linear(1)", "two points"),
        ("linear(0, x, 1)", "linear\\(0"),
        ("linear(0, 1 2, 1)", "linear\\(0"),
        ("spring(1, 2, 3)", "under 'spring'"),
    ],
)
def test_what_css_does_not_know_is_told(text: str, cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        css_easing(text)
