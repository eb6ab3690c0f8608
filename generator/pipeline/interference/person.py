"""One sampled recipient: which of its values may change, and what is told of it when they do."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.audience.recipient import Recipient
from generator.campaign import Campaign
from generator.errors import PrivacyError, RenderError, RowError
from generator.intake.record import CustomerRecord
from generator.model.outcome import Skipped
from generator.pipeline.interference.masks import twin
from generator.pipeline.interference.noise import Change, FieldPath, alike, changed
from generator.pipeline.interference.roles import sorted_by
from generator.pipeline.preparation import Preparation
from generator.privacy.ruling import Rule
from generator.publish.fingerprints import canonical
from generator.publish.tokens import token_of

_NAMED = re.compile(r"the value of '([^']+)'")


@dataclass(frozen=True)
class Person:
    """`free`: paths whose values are denied, and decide nothing by declaration. `partly`: those told in part."""

    record: CustomerRecord = field(repr=False)
    free: tuple[FieldPath, ...]
    partly: Mapping[FieldPath, Rule]
    orders: Mapping[FieldPath, str]

    def changed(self, make: Callable[[], Change], paths: Collection[FieldPath], campaign: Campaign) -> CustomerRecord:
        """The record with other values at these paths. Fields told in part keep what may be told of them."""
        change, ranks = make(), alike(11)
        sorting = {(*rows, name): rows for rows, name in self.orders.items()}

        def other(path: FieldPath, value: Any) -> Any:
            if path in self.partly:
                return twin(self.partly[path], value, campaign.today, 5)
            return ranks(path, value) if path in sorting else change(path, value)

        orders = {rows: name for path, rows in sorting.items() for name in (path[-1],) if path in paths}
        return changed(self.record, paths, other, orders)


def person_of(
    recipient: Recipient, preparation: Preparation, campaign: Campaign, declared: Collection[FieldPath]
) -> Person:
    """A recipient in, what may be changed of it out."""
    verdicts = preparation.verdicts(recipient)
    known = preparation.shape.paths()
    # A text that holds a denied value is dropped, by that value: the one legitimate way for it to count.
    named = {tuple(name.split(".")) for _, reason in verdicts.values() for name in _NAMED.findall(reason)}
    kept = set(declared) | named
    free: set[FieldPath] = set()
    partly: dict[FieldPath, Rule] = {}
    for path, (rule, reason) in verdicts.items():
        if reason and rule not in ("missing", "scan"):
            free |= _open(path, kept, known)
        elif not reason and path not in kept:
            written = campaign.policy.rule(path)
            if written is not None and written.action in ("mask", "bucket", "round"):
                partly[path] = written
    orders = {rows: name for rows, name in sorted_by(campaign.spec.data) if (*rows, name) in free and rows not in free}
    return Person(recipient.record, tuple(sorted(free)), partly, orders)


def told_of(record: CustomerRecord, preparation: Preparation, campaign: Campaign) -> dict[str, str]:
    """Everything that leaves the filter for a record, by name, each as a digest or a message."""
    try:
        admitted = preparation.admit(record)
        if isinstance(admitted, Skipped):
            return {"who is addressed": f"{admitted.reason} {admitted.detail}"}
        token = token_of(campaign.secret, campaign.name, record.customer_id)
        prepared = preparation.prepare(record, token)
        assert not isinstance(prepared, Skipped)
        profile = preparation.release(admitted)
    except (RowError, RenderError, PrivacyError) as fault:
        return {"an error's text": f"{type(fault).__name__} {fault}"}
    return {
        "who is addressed": f"{admitted.purposes} {admitted.relationship}",
        "the facts": _digest(repr(profile)),
        "the film": _digest(canonical((prepared.story.scenes, prepared.story.branches, prepared.story.music))),
        "the page": _digest(canonical((prepared.story.microsite, prepared.story.links))),
        "the document": _digest(canonical(prepared.story.document)),
        "the e-mail": _digest(canonical(prepared.story.email)),
        "locale and seed": f"{prepared.story.locale} {prepared.story.language} {prepared.story.seed}",
        "the receipt": _digest(json.dumps(prepared.receipt, sort_keys=True, default=str)),
        "the link": prepared.story.token,
    }


def _open(path: FieldPath, kept: Collection[FieldPath], known: Collection[FieldPath]) -> set[FieldPath]:
    """The path itself, or, when something below it decides, all that stands beside that."""
    if path in kept:
        return set()
    below = {each for each in known if len(each) > len(path) and each[: len(path)] == path}
    if not any(each in kept for each in below):
        return {path}
    parents = {each[:depth] for each in known for depth in range(1, len(each))}
    return {each for each in below if each not in kept and each not in parents}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
