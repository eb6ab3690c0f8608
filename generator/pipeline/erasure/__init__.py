"""Erasure: ids of people in, nothing of them left in an output and its stores, and a signed proof of that out.

targets    a campaign file, or a folder of outputs → what is to be cleared, with the keys to find it
journals   what stands of a person, noted before anything is removed, so that a crash loses neither work nor count
forgetting tombstone, journal, removal, proof: each step may be done twice, so that crashes cost nothing
proofs     a line for each person who was erased: keyed hash and counts, signed
"""

from generator.pipeline.erasure.forgetting import forget
from generator.pipeline.erasure.journals import Stock
from generator.pipeline.erasure.proofs import proofs_of, verify_proof
from generator.pipeline.erasure.targets import Target, target_of, targets_in

__all__ = ["Stock", "Target", "forget", "proofs_of", "target_of", "targets_in", "verify_proof"]
