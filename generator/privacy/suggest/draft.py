"""A sample in, the text of a policy.yaml out that loads as it is: nothing unsure and nothing sensitive gets through."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from generator.privacy.patterns import ONE
from generator.privacy.suggest.judging import Judgement, Use, judged
from generator.privacy.suggest.sampling import FieldPath, Sample
from generator.privacy.words import FUNCTIONS

_INVOICE = "{use: essential.service, basis: contract}"
_OFFERS = "{use: marketing.communications, basis: consent, max_age: P24M}"
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"}
# What a purpose is called when it is no marketing.
_CONTRACT = re.compile(
    r"invoic|bill|statement|contract|service|account|order|fattur|bollett|contratt|factur|contrat|rechnung|vertrag|fatur",
    re.IGNORECASE,
)


def draft(sample: Sample) -> str:
    """Every field of the sample is listed, with the reasons for what is done with it."""
    purposes = _purposes(sample.purposes)
    lines = [
        f"# A draft from {_one_line(sample.name)}, {sample.rows} rows looked at. Read every line before you use it:",
        "# the guesses are by name and by content, and what they don't show is for you to know. All that is unsure or",
        "# sensitive is dropped. The purposes and what they rest on are examples.",
        "version: 1",
        "",
        "purposes:",
        *(f"  {_key(name)}: {_OFFERS if marketing else _INVOICE}" for name, marketing in purposes.items()),
        "",
        "fields:",
    ]
    found: dict[FieldPath, Judgement] = {}
    listed: set[FieldPath] = set()
    for path, column in sample.columns.items():
        judgement = found[path] = judged(path, column, found.get(path[:-1]))
        lines.append(_line(path, judgement, purposes, listed))
    if not listed:
        lines[-1 if not sample.columns else lines.index("fields:")] = "fields: {}"
    return "\n".join(lines) + "\n"


def _line(path: FieldPath, judgement: Judgement, purposes: dict[str, bool], listed: set[FieldPath]) -> str:
    name = ".".join(path)
    fault = _unlistable(path)
    if fault or (len(path) > 1 and path[:-1] not in listed):
        return f"  # {_one_line(name)}: not listed, so dropped: {fault or 'nor is what it stands in'}"
    listed.add(path)
    told = _for(judgement.use, purposes)
    action = f"purposes: [{', '.join(map(_key, told))}]" if told else "action: drop"
    return f"  {_key(name)}: {{category: {judgement.category}, {action}}}  # {'; '.join(judgement.reasons)}"


def _unlistable(path: FieldPath) -> str:
    """Why a policy can't list a field of this name; "" when it can."""
    name = path[-1]
    if "." in name:
        return "its name holds a dot; rename it under 'data: fields'"
    if ONE in name:
        return "its name holds a wildcard; rename it under 'data: fields'"
    if path[0] in FUNCTIONS:
        return "its name is a word of the expressions; rename it under 'data: fields'"
    return ""


def _for(use: Use, purposes: dict[str, bool]) -> list[str]:
    return [name for name, marketing in purposes.items() if use == "all" or (use == "contract" and not marketing)]


def _purposes(names: Sequence[str]) -> dict[str, bool]:
    """Name → whether it is marketing; which it is when its name doesn't say otherwise."""
    if not names:
        return {"invoice": False, "offers": True}
    return {name: _CONTRACT.search(name) is None for name in names}


def _key(name: str) -> str:
    """A text as a YAML key or list item: as it is where that is unmistakable, else quoted."""
    if _PLAIN.fullmatch(name) and name.lower() not in _RESERVED:
        return name
    return json.dumps(name, ensure_ascii=not name.isprintable())


def _one_line(text: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
