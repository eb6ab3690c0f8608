"""Keys: where a campaign's secret stands in, a ring of keys and keyed hashes out, with a key of its own for every use.

Nothing here knows what a key is used for. A key is never printed, logged or told in an error.
"""

from generator.keys.derivation import derived, mac
from generator.keys.keyfile import SecretError, make, read_keys, rotate
from generator.keys.ring import Key, Keyring
from generator.keys.strength import LEAST_BITS, strength_bits

__all__ = [
    "LEAST_BITS",
    "Key",
    "Keyring",
    "SecretError",
    "derived",
    "mac",
    "make",
    "read_keys",
    "rotate",
    "strength_bits",
]
