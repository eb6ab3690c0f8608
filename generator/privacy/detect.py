"""Addresses and numbers that turn up in free text: e-mail, telephone, IBAN, payment card.

python-stdnum knows the length and check digits of every country's IBAN, and Luhn's check of card numbers; that keeps
invoice and meter numbers from being taken for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from stdnum import iban, luhn

from generator.privacy.categories import within

# Every repetition is bounded (RFC 5321: 64 characters before the @, 63 in a label), so that no text is slow to search.
_EMAIL = re.compile(
    r"[\w.+'-]{1,64}\s{0,3}(?:@|[(\[]\s{0,3}at\s{0,3}[)\]])\s{0,3}"
    r"(?:[\w-]{1,63}\s{0,3}(?:\.|[(\[]\s{0,3}dot\s{0,3}[)\]])\s{0,3}){1,8}[^\W\d_]{2,63}",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?(?:\d{4}|\d{2}))(?!\d)")
_GAP = r"[\s().\-/‐‑–]{0,3}"
# Not after a group of four digits: IBANs and card numbers hold groups that look like a telephone number's.
_START = r"(?<!\w)(?<!\d{4}[ -])"
_INTERNATIONAL = re.compile(rf"{_START}(?:\+|00){_GAP}[1-9](?:{_GAP}\d){{6,14}}(?!\w)")
_NATIONAL = re.compile(rf"{_START}\(?0(?:{_GAP}\d){{8,11}}(?!\w)")
_AMERICAN = re.compile(rf"{_START}\(?[2-9]\d{{2}}\)?[\s.-]{{1,2}}[2-9]\d{{2}}[\s.-]\d{{4}}(?!\w)")
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}", re.IGNORECASE)
_CARD = re.compile(r"(?<!\w)[3-6]\d(?:[ -]?\d){11,17}(?!\w)")


def _has_email(text: str) -> bool:
    return _EMAIL.search(text) is not None


def _has_phone(text: str) -> bool:
    undated = _DATE.sub("·", text)
    return any(pattern.search(undated) for pattern in (_INTERNATIONAL, _NATIONAL, _AMERICAN))


def _has_iban(text: str) -> bool:
    for match in _IBAN.finditer(text):
        candidate = re.sub(r"[ -]", "", match.group()).upper()
        # The words after an IBAN look like more of it, so every length is tried.
        if any(iban.is_valid(candidate[:length]) for length in range(15, len(candidate) + 1)):
            return True
    return False


def _has_card(text: str) -> bool:
    return any(luhn.is_valid(re.sub(r"\D", "", match.group())) for match in _CARD.finditer(text))


_DETECTORS: Mapping[str, tuple[Callable[[str], bool], tuple[str, ...]]] = {
    "an e-mail address": (_has_email, ("user.contact.email",)),
    "a telephone number": (_has_phone, ("user.contact.phone_number", "user.contact.fax_number")),
    "an IBAN": (_has_iban, ("user.financial.bank_account",)),
    "a payment card's number": (_has_card, ("user.financial.credit_card",)),
}


def detected(text: str, category: str) -> str | None:
    """What a text of this category holds that it should not ("an IBAN"), or None. A field kept as an e-mail address
    may hold one, and so on."""
    if text.isascii():
        return _first(text, category)
    visible = (char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in visible)
    return _first(plain, category)


def _first(plain: str, category: str) -> str | None:
    for name, (found, own) in _DETECTORS.items():
        if not within(category, own) and found(plain):
            return name
    return None
