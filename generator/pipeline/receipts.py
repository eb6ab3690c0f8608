"""A recipient's receipt, found by token or by customer id, and whether its signature fits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.campaign import Campaign
from generator.errors import InputError, PrivacyError
from generator.pipeline.origin import campaign_of
from generator.pipeline.rotation import older_tokens
from generator.privacy import verify_receipt
from generator.publish.layout import Layout
from generator.publish.tokens import is_token, token_of


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as it stands. `valid`: whether its signature fits one of the campaign's keys."""

    path: Path
    body: Mapping[str, Any]
    valid: bool


def find_receipt(out: Path, campaign: Path | None, *, token: str = "", customer_id: str = "") -> Receipt:
    """An output, or the folder of several, and a token or an id in, the receipt out.

    `campaign`: the file of the campaign that made it, when the output's own note doesn't tell. Raises InputError when
    there is none, or no key, and PrivacyError for one that can't be read.
    """
    name = "" if customer_id else _token_in(token)
    for folder in _outputs(out):
        layout = Layout(folder)
        if customer_id:
            maker = campaign_of(folder, campaign)
            names = [token_of(maker.secret, maker.name, customer_id), *older_tokens(maker, customer_id)]
        else:
            names = [name]
        path = next((layout.receipt(each) for each in names if layout.receipt(each).is_file()), None)
        if path is not None:
            return _read(path, campaign_of(folder, campaign))
    who = "customer" if customer_id else "token"
    raise InputError(str(out), f"there is no receipt of this {who}.", "Name the output with --out.")


def _read(path: Path, campaign: Campaign) -> Receipt:
    try:
        body = json.loads(path.read_bytes())
    except (OSError, ValueError):
        body = None
    if not isinstance(body, dict):
        raise PrivacyError(str(path), "the receipt can't be read, so nobody can vouch for it.", "Render again.")
    return Receipt(path, body, verify_receipt(body, *campaign.keys.secrets))


def _outputs(out: Path) -> list[Path]:
    """The folder itself when it is an output, else those in it."""
    if Layout(out).private.is_dir():
        return [out]
    return sorted(path for path in out.iterdir() if Layout(path).private.is_dir()) if out.is_dir() else []


def _token_in(text: str) -> str:
    # A whole link will do: people copy those.
    name = text.rstrip("/").rpartition("/")[2].lower()
    if not is_token(name):
        raise InputError("TOKEN", "this is no token.", "It is the last part of a link: 32 letters and digits.")
    return name
