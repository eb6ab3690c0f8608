"""A damped spring let go at 0 with its rest at 1: seconds in, progress out, and when it has come to rest.

The closed forms are those of the damped harmonic oscillator m·x″ + c·x′ + k·x = 0 from x = −1 at rest
(https://en.wikipedia.org/wiki/Harmonic_oscillator#Damped_harmonic_oscillator), with ω = √(k/m) and ζ = c / (2·√(k·m)).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

LONGEST_S = 10.0
"""A spring that is still moving then is refused."""
_REST = 0.0005
"""How near to its rest it counts as still: half a pixel of a thousand."""
_CRITICAL = 1e-6
_HALVINGS = 60


@dataclass(frozen=True)
class Spring:
    """`stiffness` k in N/m, `damping` c in N·s/m, `mass` m in kg, all above 0.

    Raises ValueError when one isn't, or when it takes too long to come to rest.
    """

    stiffness: float = 170.0
    damping: float = 26.0
    mass: float = 1.0

    def __post_init__(self) -> None:
        if min(self.stiffness, self.damping, self.mass) <= 0:
            raise ValueError("stiffness, damping and mass of a spring are above 0")
        if self.settling_s > LONGEST_S:
            raise ValueError(f"this spring moves for more than {LONGEST_S:.0f} s: give it more damping or stiffness")

    @classmethod
    def bouncing(cls, bounce: float, duration_s: float) -> Spring:
        """How much it bounces (−1 to 1, both excluded; 0 is critically damped) and how long it feels in, a spring out.

        k = (2π/d)², c = 4π(1 − b)/d, below zero c = 4π/(d·(1 + b)), m = 1: as in Apple's "Animate with springs"
        (WWDC 2023).
        """
        if not -1 < bounce < 1 or duration_s <= 0:
            raise ValueError("the bounce of a spring lies between -1 and 1, and its duration is above 0")
        damping = 4 * math.pi * (1 - bounce) if bounce >= 0 else 4 * math.pi / (1 + bounce)
        return cls((2 * math.pi / duration_s) ** 2, damping / duration_s, 1.0)

    @property
    def omega(self) -> float:
        """The undamped angular frequency in radians a second."""
        return math.sqrt(self.stiffness / self.mass)

    @property
    def zeta(self) -> float:
        """The damping ratio: below 1 it swings past its rest, at 1 it comes soonest without, above 1 it creeps."""
        return self.damping / (2 * math.sqrt(self.stiffness * self.mass))

    def at(self, t: float) -> float:
        """Progress after t seconds: 0 at 0, past 1 while it swings over."""
        omega, zeta = self.omega, self.zeta
        if abs(zeta - 1) < _CRITICAL:
            return 1 - math.exp(-omega * t) * (1 + omega * t)
        if zeta < 1:
            swing = omega * math.sqrt(1 - zeta * zeta)
            return 1 - math.exp(-zeta * omega * t) * (math.cos(swing * t) + zeta * omega / swing * math.sin(swing * t))
        root = math.sqrt(zeta * zeta - 1)
        slow, fast = -omega * (zeta - root), -omega * (zeta + root)
        return 1 - (fast * math.exp(slow * t) - slow * math.exp(fast * t)) / (fast - slow)

    @cached_property
    def settling_s(self) -> float:
        """The seconds after which it stays within 0.05% of its rest: by the envelope of a swing, or by halving."""
        omega, zeta = self.omega, self.zeta
        if zeta < 1 - _CRITICAL:
            return -math.log(_REST * math.sqrt(1 - zeta * zeta)) / (zeta * omega)
        low, high = 0.0, 1.0
        while 1 - self.at(high) > _REST:
            high *= 2
            if high > 4 * LONGEST_S:
                return high
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if 1 - self.at(middle) > _REST else (low, middle)
        return high

    def over_its_time(self, share: float) -> float:
        """Progress at a share of the settling time: the spring as an easing."""
        return self.at(share * self.settling_s)
