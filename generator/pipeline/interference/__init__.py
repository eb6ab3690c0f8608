"""Non-interference: whatever is denied changes nothing of what is made. Tried out, not argued.

A sample of recipients is told and rendered as they are, with every denied value randomised (of other lengths and types
too), and with all of them absent. Everything that is left must be the same, byte for byte.
"""

from generator.pipeline.interference.experiment import Findings, Interference, try_out

__all__ = ["Findings", "Interference", "try_out"]
