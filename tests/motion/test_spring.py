"""Springs against the equation of motion, solved step by step, and their settling time against the curve itself."""

from __future__ import annotations

import pytest

from generator.motion.spring import Spring

KINDS = [
    Spring(),  # a little under-damped
    Spring(200, 8, 1),
    Spring(100, 20, 1),  # critical
    Spring(100, 60, 1),  # over-damped
    Spring(400, 30, 3),
    Spring.bouncing(0.0, 0.6),
    Spring.bouncing(0.4, 0.5),
    Spring.bouncing(-0.5, 0.5),
]


def stepped(spring: Spring, until_s: float) -> float:
    """m·x″ = −k·x − c·x′ from x = −1 at rest, by the midpoint method."""
    step, x, v = 1e-4, -1.0, 0.0
    for _ in range(round(until_s / step)):
        half_v = v + step / 2 * (-spring.stiffness * x - spring.damping * v) / spring.mass
        half_x = x + step / 2 * v
        x += step * half_v
        v += step * (-spring.stiffness * half_x - spring.damping * half_v) / spring.mass
    return 1 + x


@pytest.mark.parametrize("spring", KINDS, ids=repr)
@pytest.mark.parametrize("at_s", [0.05, 0.2, 0.6])
def test_it_moves_as_the_equation_says(spring: Spring, at_s: float) -> None:
    assert spring.at(at_s) == pytest.approx(stepped(spring, at_s), abs=1e-4)


@pytest.mark.parametrize("spring", KINDS, ids=repr)
def test_it_starts_at_rest_and_settles_when_it_says(spring: Spring) -> None:
    settling = spring.settling_s
    assert spring.at(0) == 0
    assert spring.at(1e-4) < 1e-3
    assert all(abs(1 - spring.at(settling * (1 + index / 50))) <= 0.00051 for index in range(100))
    assert max(abs(1 - spring.at(settling * share / 100)) for share in range(70, 95)) > 0.0005


def test_damping_decides_whether_it_goes_too_far() -> None:
    highest = {spring.zeta: max(spring.at(index / 100) for index in range(300)) for spring in KINDS}
    assert all((high > 1.0001) == (zeta < 0.99) for zeta, high in highest.items() if not 0.9 < zeta < 1)
    assert Spring.bouncing(0.0, 0.6).zeta == pytest.approx(1)
    assert Spring.bouncing(0.4, 0.5).zeta == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("stiffness", "damping", "mass"), [(0, 1, 1), (1, 0, 1), (1, 1, -1), (100, 0.01, 1), (1, 900, 1)]
)
def test_one_that_never_rests_is_refused(stiffness: float, damping: float, mass: float) -> None:
    with pytest.raises(ValueError, match="spring"):
        Spring(stiffness, damping, mass)


@pytest.mark.parametrize(("bounce", "duration_s"), [(1, 1), (-1, 1), (0, 0)])
def test_a_bounce_lies_between_its_ends(bounce: float, duration_s: float) -> None:
    with pytest.raises(ValueError, match="bounce"):
        Spring.bouncing(bounce, duration_s)
