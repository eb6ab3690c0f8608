"""A campaign in; what becomes of every field of its data, for everybody or for one recipient, out. No values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from generator.campaign import Campaign
from generator.errors import InputError
from generator.intake.record import BadRow, CustomerRecord
from generator.model.outcome import Skipped
from generator.pipeline.preparation import Preparation
from generator.privacy import Explained, explain, explain_one


@dataclass(frozen=True, slots=True)
class Explanation:
    """`recipient`: the row and its standing when one was asked for. `files`: the policy's, its bases first."""

    campaign: str
    policy: str
    files: tuple[str, ...]
    fields: tuple[Explained, ...]
    recipient: Standing | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A recipient: `skipped` says why nothing at all is told, "" when something is."""

    row: str
    skipped: str
    purposes: tuple[str, ...] = ()
    relationship: str = ""
    segment: str = ""


def explanation(campaign: Campaign, only: str | None = None) -> Explanation:
    """`only`: a customer's id; None for everybody.

    Raises InputError, without the id, when no row has it or the row can't be read.
    """
    files = tuple(str(layer.source.path) for layer in campaign.policy.layers)
    with Preparation(campaign) as preparation:
        shape = preparation.shape
        if only is None:
            return Explanation(campaign.name, campaign.policy.digest, files, explain(campaign.policy, shape))
        record = _record(campaign, preparation, only)
        admitted = preparation.admit(record)
        if isinstance(admitted, Skipped):
            standing = Standing(record.place, admitted.detail)
            return Explanation(campaign.name, campaign.policy.digest, files, (), standing)
        fields = explain_one(campaign.policy, shape, preparation.verdicts(admitted), admitted.purposes)
        standing = Standing(record.place, "", admitted.purposes, admitted.relationship, admitted.segment)
        return Explanation(campaign.name, campaign.policy.digest, files, fields, standing)


def as_json(found: Explanation) -> dict[str, Any]:
    """The same for programs."""
    return asdict(found)


def _record(campaign: Campaign, preparation: Preparation, customer_id: str) -> CustomerRecord:
    for item in preparation.rows():
        if item.customer_id == customer_id:
            if isinstance(item, BadRow):
                raise InputError(item.place, item.cause, item.remedy)
            return item
    raise InputError(str(campaign.file.path), "no row has the id that --only names.", "Check the id.")
