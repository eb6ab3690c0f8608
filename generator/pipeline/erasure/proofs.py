"""Proofs of erasure: one line of JSON a person in private/erasures.jsonl, signed. Keyed hash and counts; no id.

Who has the id and the key can tell that this person was erased, what was removed and when; nobody else can tell whom a
line means.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator.disk import writing
from generator.keys import Key, mac
from generator.pipeline.erasure.journals import Journal
from generator.pipeline.erasure.targets import Target
from generator.publish.layout import PRIVATE_FILE

_PERSON, _SIGNATURE = "erasure/person", "erasure/signature"


def person_mac(secret: bytes, customer_id: str) -> str:
    """64 hexadecimal digits that stand for a person in proofs."""
    return mac(secret, _PERSON, customer_id).hex()


def proof_of(journal: Journal, campaign: str, key: Key) -> dict[str, Any]:
    """A finished journal in, its signed proof out. `key`: the newest, which signs."""
    body = {
        "version": 1,
        "campaign": campaign,
        "person": journal.person,
        "person_key": journal.key,
        "erased_on": journal.began_on,
        "removed": asdict(journal.stock),
        "journal": journal.digest,
        "key": key.id,
    }
    return body | {"mac": _signature(key.secret, body)}


def verify_proof(proof: Mapping[str, Any], *secrets: bytes) -> bool:
    """Whether a proof is as it was written, under one of these secrets."""
    body = {key: value for key, value in proof.items() if key != "mac"}
    signed = str(proof.get("mac", ""))
    return any(hmac.compare_digest(_signature(secret, body), signed) for secret in secrets)


def proofs_of(target: Target, customer_id: str) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """The proofs of a person's erasure from an output, oldest first, and whether their signatures hold."""
    names = {person_mac(secret, customer_id) for secret in target.keys.secrets}
    for proof in Proofs(target.layout.erasures).all():
        if proof.get("person") in names:
            yield proof, verify_proof(proof, *target.keys.secrets)


class Proofs:
    """The file of proofs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def holds(self, text: str) -> bool:
        """Whether a line names this: a journal's digest or a person's hash."""
        with writing(self._path):
            return self._path.exists() and text in self._path.read_text(encoding="utf-8")

    def all(self) -> Iterator[Mapping[str, Any]]:
        """Every line that can be read, oldest first."""
        if not self._path.exists():
            return
        with writing(self._path):
            lines = self._path.read_text(encoding="utf-8").splitlines()
        for line in lines:
            with suppress(ValueError):
                told = json.loads(line)
                if isinstance(told, Mapping):
                    yield told

    def add(self, proof: Mapping[str, Any]) -> None:
        """Write one more line, for good; a proof that is there is not written again. Raises OutputError."""
        if self.holds(str(proof["journal"])):
            return
        line = json.dumps(proof, sort_keys=True) + "\n"
        with writing(self._path):
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
            try:
                size = os.fstat(descriptor).st_size
                # A line that the power cut short must not spoil this one.
                torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
                os.write(descriptor, (("\n" if torn else "") + line).encode("utf-8"))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _signature(secret: bytes, body: Mapping[str, Any]) -> str:
    return mac(secret, _SIGNATURE, json.dumps(body, sort_keys=True, separators=(",", ":"))).hex()
