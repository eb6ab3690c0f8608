"""Telephone numbers: international, with a trunk 0, American and Brazilian; any other with a word for it beside it."""

from __future__ import annotations

import re

from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.recogniser import Bare, Recogniser, cues
from generator.privacy.detect.window import Window

KIND = Kind(
    "phone",
    "a telephone number",
    "user.contact.phone_number",
    ("user.contact.phone_number", "user.contact.fax_number"),
)

_GAP = r"[\s().\-/‐‑–]{0,3}"
# Not after a group of four digits: IBANs and card numbers hold groups that look like a telephone number's.
_START = r"(?<!\w)(?<!\d{4}[ -])"
_END = r"(?!\w)(?![ .-]?\d{2})"
# Each begins with what is rare and looks back from there, because such a pattern is searched for fast.
_PLUS = re.compile(rf"\+(?<!\w\+){_GAP}[1-9](?:{_GAP}\d){{6,14}}{_END}")
_ABROAD = re.compile(rf"00(?<!\w00)(?<!\d{{4}}[ -]00){_GAP}[1-9](?:{_GAP}\d){{8,14}}{_END}")
_NATIONAL = re.compile(rf"0(?<!\w0)(?<!\d{{4}}[ -]0)(?!00)(?:{_GAP}\d){{8,11}}{_END}")
_AMERICAN = re.compile(rf"{_START}(?:\([2-9]\d{{2}}\)[\s.-]?|[2-9]\d{{2}}[.-])[2-9]\d{{2}}[\s.-]\d{{4}}{_END}")
_BRAZILIAN = re.compile(rf"\((?<!\w\()\d\d\) ?9?\d{{4}}[ -]\d{{4}}{_END}")
_ANY = re.compile(rf"{_START}\(?\d(?:[ .\-/()]{{0,2}}\d){{6,12}}{_END}")
_CUES = cues(
    """phone, telephone, phonenumber, tel, mobile, cell, cellphone, landline, fax, call, ring, dial, whatsapp, sms,
    handy, handynummer, telefon, telefonnummer, telefonisch, rufnummer, ruckruf, anrufen, anruf, mobil, mobilnummer,
    festnetz, portable, appeler, appelez, joindre, telefono, cellulare, chiamare, chiama, chiamate, fisso, telefonare,
    movil, tfno, tlf, telf, llamar, llame, llamen, fijo, telemovel, telefone, fone, celular, ligar, ligue, telm,
    contact number"""
)


def _found(window: Window) -> bool:
    text = window.text
    if "+" in text and _PLUS.search(text):
        return True
    if window.says(_CUES) and _ANY.search(text) and not window.of_thing:
        return True
    return _shaped(text, window.digits) and not window.of_thing


def _shaped(text: str, digits: int) -> bool:
    if digits < 9:
        return False
    if "00" in text and _ABROAD.search(text):
        return True
    if "0" in text and _NATIONAL.search(text):
        return True
    return (("(" in text or "-" in text or "." in text) and _AMERICAN.search(text) is not None) or (
        "(" in text and _BRAZILIAN.search(text) is not None
    )


RECOGNISER = Recogniser(KIND, 7, _found, Bare.ALWAYS, _CUES)
