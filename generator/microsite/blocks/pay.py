"""The ways to pay: a link, a code for the banking app, and what a transfer needs, to copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.microsite.context import PageContext
from generator.model.facts import Money
from generator.story.payment import PaymentCode, payment_code
from generator.story.swissbill import swiss_code

_QUIET_ZONE = 4
_SWISS = "CHF"
_WIDEST = 177
"""Modules of the largest code."""
_MOVES = tuple(f"M{start + _QUIET_ZONE}" for start in range(_WIDEST))
_STROKES = tuple(f"h{length}" for length in range(_WIDEST + 1))


def context(page: PageContext) -> Mapping[str, Any] | None:
    """What the block shows; None where there is nothing to pay, or no account to pay it to.

    `state`: "due", "automatic" or "paid". `transfer`: its rows, as (name of the message, what is read, what is copied).
    `code`: the QR code's outline and its size in modules, or None. `cross`: the size of a Swiss QR-bill's, else 0.
    """
    balance, paid, issuer = page.facts.get("balance"), page.facts.get("paid"), page.story.issuer
    if not isinstance(balance, Money) or balance.amount <= 0:
        return None
    if paid is True:
        return {"state": "paid"}
    reference = page.facts.get("payment_reference", page.facts.get("number"))
    text = reference if isinstance(reference, str) else ""
    swiss = balance.currency == _SWISS
    code = swiss_code(issuer, balance, text) if swiss else payment_code(issuer, balance, text)
    transfer = _transfer(page, balance, text)
    if not transfer:
        # The link alone stands beside the amount already.
        return None
    return {
        "state": "automatic" if page.facts.get("autopay") is True else "due",
        "transfer": transfer,
        "code": _drawn(code) if code is not None else None,
        # 7 mm on a code of 46 mm: Swiss Implementation Guidelines, 6.4.2.
        "cross": round(len(code.modules) * 7 / 46, 2) if code is not None and swiss else 0,
        "payee": issuer.payee if issuer is not None else "",
    }


def _transfer(page: PageContext, amount: Money, reference: str) -> Sequence[tuple[str, str, str]]:
    issuer = page.story.issuer
    if issuer is None or not issuer.iban:
        return ()
    # What is copied is written as banking forms take it: without groups, and with the locale's sign before the cents.
    places = page.formats.number_format(amount)
    plain = f"{amount.amount:.{places.decimals}f}".replace(".", places.decimal)
    rows = [
        ("pay_to", issuer.payee, issuer.payee),
        ("pay_iban", " ".join(issuer.iban[at : at + 4] for at in range(0, len(issuer.iban), 4)), issuer.iban),
        ("pay_amount", page.formats.money(amount), plain),
        ("pay_reference", reference, reference),
    ]
    return tuple(row for row in rows if row[1])


def _drawn(code: PaymentCode) -> tuple[str, int]:
    """A code in, the path of its rows as strokes, one unit a module, and the whole's size with its margin out."""
    found = []
    for number, row in enumerate(code.modules):
        at, middle = 0, f" {number + _QUIET_ZONE}.5"
        while (start := row.find("1", at)) >= 0:
            end = row.find("0", start)
            at = len(row) if end < 0 else end
            found.append(_MOVES[start] + middle + _STROKES[at - start])
    return "".join(found), len(code.modules) + 2 * _QUIET_ZONE
