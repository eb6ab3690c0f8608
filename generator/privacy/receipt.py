"""A receipt: what the filter did for one recipient, signed. Names of fields, facts and purposes; never a value."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from generator.audience.permission import consent_for
from generator.audience.recipient import Recipient
from generator.intake.record import Consent
from generator.keys import mac
from generator.model.facts import SafeProfile
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.rule import Context

_SCOPE = "privacy/receipt"
_SIGNED = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
"""How a receipt is written to be signed."""
_CHANGED = ("mask", "bucket", "round", "pseudonymise", "derive")


def write(
    *,
    policy: Policy,
    context: Context,
    recipient: Recipient,
    profile: SafeProfile,
    verdicts: Mapping[FieldPath, tuple[str, str]],
    limits: Mapping[FieldPath, str],
    templates: Mapping[str, str],
    expires: date | None,
    verified: bool | None,
) -> dict[str, Any]:
    """A mapping fit for JSON out.

    Keys: version, campaign, pseudonym, made_on, policy and templates (digests), purposes (each with its use, basis,
    consent's day, source, text and end), kept, derived, dropped, limited (to fewer purposes), facts, verified,
    expires, mac.
    """
    purposes = [_purpose(policy, recipient, name, context.today) for name in recipient.purposes]
    ends = [date.fromisoformat(purpose["until"]) for purpose in purposes if purpose["until"]]
    ends += [expires] if expires is not None else []
    told = {path: rule for path, (rule, reason) in verdicts.items() if not reason}
    body: dict[str, Any] = {
        "version": 1,
        "campaign": context.campaign,
        "pseudonym": profile.pseudonym,
        "made_on": context.today.isoformat(),
        "policy": policy.digest,
        "templates": dict(sorted(templates.items())),
        "purposes": purposes,
        "kept": sorted(".".join(path) for path, rule in told.items() if rule == "keep"),
        "derived": _derived(policy, told.items()),
        "dropped": [
            {"field": ".".join(path), "rule": rule, "reason": reason}
            for path, (rule, reason) in sorted(verdicts.items())
            if reason
        ],
        "limited": [
            {"field": ".".join(path), "rule": "scan", "reason": reason} for path, reason in sorted(limits.items())
        ],
        "facts": {name: list(fact.purposes) for name, fact in sorted(profile.facts.items())},
        "verified": verified,
        "expires": min(ends).isoformat() if ends else None,
    }
    return body | {"mac": _mac(context.secret, body)}


def with_verdict(receipt: Mapping[str, Any], verified: bool | None, secret: bytes) -> dict[str, Any]:
    """The receipt with what the search of the finished files said, signed anew."""
    body = {key: value for key, value in receipt.items() if key != "mac"} | {"verified": verified}
    return body | {"mac": _mac(secret, body)}


def verify(receipt: Mapping[str, Any], *secrets: bytes) -> bool:
    """Whether the receipt is as it was written, under one of these secrets: a campaign's newest and its older ones."""
    body = {key: value for key, value in receipt.items() if key != "mac"}
    signed = str(receipt.get("mac", ""))
    return any(hmac.compare_digest(_mac(secret, body), signed) for secret in secrets)


def _mac(secret: bytes, body: Mapping[str, Any]) -> str:
    return mac(secret, _SCOPE, _SIGNED.encode(body)).hex()


def _purpose(policy: Policy, recipient: Recipient, name: str, today: date) -> dict[str, Any]:
    rule = policy.purposes[name]
    consent = consent_for(rule, recipient.record.consents, today)
    ends = [consent.expires_on] if consent is not None and consent.expires_on is not None else []
    if consent is not None and consent.given_on is not None and rule.max_age is not None:
        ends.append(rule.max_age.end(consent.given_on))
    until = min(ends, default=None)
    return {
        "name": name,
        "use": rule.use,
        "basis": rule.basis,
        "consent": _consent(consent) if consent is not None else None,
        "until": until.isoformat() if until is not None else None,
    }


def _consent(consent: Consent) -> dict[str, Any]:
    """What proves that the person agreed: when, where, to which text."""
    return {
        "purpose": consent.purpose,
        "given_on": consent.given_on.isoformat() if consent.given_on else None,
        "source": consent.source,
        "text": consent.text,
    }


def _derived(policy: Policy, told: Iterable[tuple[FieldPath, str]]) -> list[dict[str, str]]:
    found = []
    for path, action in sorted(told):
        rule = policy.rule(path)
        if rule is not None and action in _CHANGED:
            option = getattr(rule.written, "to", None) or getattr(rule.written, "derive", None)
            reason = f"told as '{option}' only" if option else f"told by '{action}' only"
            found.append({"field": rule.name, "rule": action, "reason": reason})
    return found
