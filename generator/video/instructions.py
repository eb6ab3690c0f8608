"""Which of a processor's instructions libx264 uses: a choice of speed alone, the packets are the same byte for byte.

Its loops for AVX-512 make Intel's server processors clock lower: on a Xeon of the Sapphire Rapids kind, moving pictures
take a tenth longer with them than with AVX2 (measured in turn, both cores busy); pictures that rest take the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PROCESSORS = Path("/proc/cpuinfo")
_WIDE = "avx512f"
# All that processors with AVX-512 have besides. libx264 takes a list for the whole of what it may use.
_NARROWER = "asm=AVX2,FMA3,BMI2,LZCNT"


@cache
def best_instructions() -> str:
    """libx264's parameter for this machine; "" to let it choose."""
    return parameter_for(_flags())


def parameter_for(flags: frozenset[str]) -> str:
    """What a processor can do, as Linux names it, in; libx264's parameter out."""
    return _NARROWER if _WIDE in flags else ""


def _flags() -> frozenset[str]:
    """The first processor's flags; none where the system doesn't tell."""
    try:
        lines = _PROCESSORS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return frozenset()
    told = next((line for line in lines if line.startswith("flags")), "")
    return frozenset(told.partition(":")[2].split())
