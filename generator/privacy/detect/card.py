"""Payment cards: the issuer's first digits (ISO/IEC 7812), its lengths, and Luhn's check digit."""

from __future__ import annotations

import re

from stdnum import luhn

from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.recogniser import Bare, Recogniser, cues
from generator.privacy.detect.window import Window

KIND = Kind("card", "a payment card's number", "user.financial.credit_card", ("user.financial.credit_card",))

_SHAPE = re.compile(r"(?<![\w+])(?<!\d[ .-])[2-6]\d(?:[ .-]?\d){11,17}(?!\w)(?![ .-]?\d{3})")
_ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|(?:6011\d{12}|6(?:4[4-9]|5\d)\d{13})(?:\d{3})?|35\d{14}|62\d{14,17}"
    r"|(?:50|5[6-9]|6304|6759|676[1-3])\d{10,17}"
)
_GROUPED = re.compile(r"\d{4}([ .-])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ .-])\d{6}\2\d{4,5}")
_CUES = cues(
    """card, visa, mastercard, amex, diners, discover, jcb, maestro, credit, debit, cvv, cvc, paid with, kreditkarte,
    karte, carte, cb, carta, bancomat, tarjeta, cartao, cartão, credito, debito, creditcard, cardno"""
)


def _found(window: Window) -> bool:
    for match in _SHAPE.finditer(window.text):
        number = re.sub(r"\D", "", match.group())
        if not (_ISSUERS.fullmatch(number) and luhn.is_valid(number)):
            continue
        # One number in ten of any order satisfies Luhn's check. In a card's groups it is one all the same.
        if _GROUPED.fullmatch(match.group()) or window.says(_CUES) or not window.of_thing:
            window.blank(*match.span())
            return True
    return False


RECOGNISER = Recogniser(KIND, 13, _found, Bare.ALWAYS, _CUES)
