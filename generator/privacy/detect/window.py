"""Where digits crowd: a text in, the stretches that may hold a number out, each with the words around it.

A crowd never goes across the end of a line, nor across the end of a field (U+0003, see `record`).
"""

from __future__ import annotations

import itertools
import re

from generator.privacy.detect.plain import folded, listed

# Six digits or more with at most three other characters between two of them.
_CROWD = re.compile(r"\d(?<!\d\d)(?:[^\d\n\x03]{0,3}+\d){5,}+")
# It begins with a digit, and looks back from there, because such a pattern is searched for fast.
_DATE = re.compile(
    r"\d(?<!\d\d)(?:\d{3}[-/.][01]?\d[-/.][0-3]?\d|\d?[-/.] ?[0-3]?\d[-/.] ?(?:\d{4}|\d{2}))(?![\d/]|[.-]\d)"
)
# What a telephone number, an SSN, a CPF or a CNPJ has somewhere.
_SHAPED = re.compile(
    r"0(?<!\w0)(?:[\s().\-/‐‑–]{0,3}+\d){8}|[2-9]\d{2}(?:[.-]|\)[\s.-]?)[2-9]\d{2}[\s.-]|\d{3}-\d{2}-|\d{3}\.\d{3}\.|\(\d\d\)|\+[\s(]{0,3}\d|[\dA-Z]{3}/"
)
# Letters that belong to digits: right beside them, two capitals or an X, Y, Z and a gap before, one and a gap after.
_LETTERED = re.compile(
    r"\d(?:(?<=[A-Za-z]\d)|(?<=[A-Z]{2}[ -]\d)|(?<=[XYZxyz][ -]\d)|[A-Za-z]|[ -][A-Za-z](?![A-Za-z]))"
)
_TELLING = re.compile(f"{_LETTERED.pattern}|{_SHAPED.pattern}")
_AMOUNT = re.compile(r"\d{1,3}(?:[ .,'’]?\d{3})*[.,]\d{2}")
_AMOUNT_OR_DATE = re.compile(f"{_AMOUNT.pattern}|{_DATE.pattern}")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_TRUNK, _SHORTEST_CARD = 9, 13
_REACH = 16  # the longest that a number's letters stand before its crowd of digits: "MT84 MALT "
_BEYOND = 8
_AROUND, _AFTER = 64, 32

# Words after which a number belongs to a thing. In six languages, folded.
_THINGS = listed(
    """
    order orders invoice bill receipt tracking parcel shipment shipping delivery ticket case ref reference article
    item part parts serial sku batch lot meter imei ean isbn barcode policy contract job voucher coupon gift code
    version model build flight booking reservation file document account customer bestellung bestellnummer auftrag
    auftragsnummer rechnung rechnungsnummer artikel artikelnummer seriennummer serien zahler zahlernummer
    zahlerstand zahlpunkt kundennummer vertragskonto vertragsnummer vertrag sendung sendungsnummer paket paketnummer
    aktenzeichen vorgang vorgangsnummer charge modell gutschein commande facture colis envoi dossier serie compteur
    contrat suivi client police bon modele ordine fattura spedizione pacco pratica codice articolo matricola lotto
    contatore contratto riferimento rif bolla modello buono prenotazione pedido factura envio paquete expediente
    referencia articulo lote contador contrato poliza albaran codigo modelo reserva vale encomenda fatura guia
    rastreio processo protocolo artigo apolice nota talao cupom
    """
)
_FILLERS = listed(
    """
    no n nr num number numero nummer o of the is id de du der die das il la le el
    """
)


class Window:
    """One crowd of digits. `text`: it and what stands right before and after; dates in it are blanked out.

    `digits`: how many. `cued`: whether the whole text, or the field's name, has any word for a number at all. `near`:
    the words around it and of the field's name, single and in pairs, folded.
    """

    __slots__ = ("_end", "_field", "_near", "_start", "_whole", "cued", "digits", "text")

    def __init__(self, whole: str, start: int, end: int, field: tuple[str, ...], *, cued: bool) -> None:
        """`whole`: the plain text."""
        self.text = _DATE.sub(_blanked, whole[max(0, start - _REACH) : end + _BEYOND])
        crowd = whole[start:end]
        self.digits = len(crowd) if crowd.isdigit() else sum(map(str.isdigit, crowd))
        self.cued = cued
        self._whole, self._start, self._end, self._field = whole, start, end, field
        self._near: frozenset[str] | None = None

    @classmethod
    def told(cls, whole: str, start: int, end: int, cues: frozenset[str]) -> Window:
        """A crowd of digits of which it is known what it is to be taken for: as if all these words stood beside it."""
        window = cls(whole, start, end, (), cued=True)
        window._near = cues
        return window

    def blank(self, start: int, end: int) -> None:
        """Hide a part of `text` that has been recognised."""
        self.text = self.text[:start] + "·" * (end - start) + self.text[end:]

    @property
    def lettered(self) -> bool:
        """Whether letters belong to the digits."""
        return _LETTERED.search(self.text) is not None

    @property
    def near(self) -> frozenset[str]:
        """What speaks of the number."""
        if self._near is None:
            after = _whole_words(self._whole, self._end, self._end + _AFTER)
            rows = (self._field, self._before()[-7:], after[:3])
            pairs = {f"{first} {second}" for row in rows for first, second in itertools.pairwise(row)}
            self._near = frozenset(pairs.union(*rows))
        return self._near

    def says(self, cues: frozenset[str]) -> bool:
        """Whether one of these words or pairs stands near it."""
        return self.cued and not cues.isdisjoint(self.near)

    @property
    def of_thing(self) -> bool:
        """Whether the words right before it make it the number of a thing: an order, a meter, a parcel."""
        spoken = [word for word in self._before()[-4:] if word not in _FILLERS]
        return not _THINGS.isdisjoint(spoken[-2:]) or not _THINGS.isdisjoint(self._field)

    def _before(self) -> list[str]:
        return _whole_words(self._whole, self._start - _AROUND, self._start)


def crowds(text: str) -> list[tuple[int, int]]:
    """Where digits crowd in a plain text, as (start, end). Amounts and dates by themselves are left out."""
    return [
        match.span()
        for match in _CROWD.finditer(text)
        if (crowd := match.group()).isdigit() or _AMOUNT_OR_DATE.fullmatch(crowd) is None
    ]


def within_reach(start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Where a word for a crowd of digits can stand, in the text from `first` to `last`: (start, end)."""
    return max(first, start - _AROUND), min(last, end + _AFTER)


def says_nothing(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether no recogniser takes a crowd of digits, in the text from `first` to `last`, without a word for it.

    No letters belong to it, it is too short for a card, and nothing in it is shaped like what is told by its shape.
    """
    around = text[max(first, start - _REACH) : min(last, end + _BEYOND)]
    if around.isdecimal():
        # A row of digits by itself may be a telephone number with a trunk 0, or a card's.
        return len(around) < _SHORTEST_TRUNK or (len(around) < _SHORTEST_CARD and around[0] != "0")
    if end - start >= _SHORTEST_CARD and sum(map(str.isdigit, text[start:end])) >= _SHORTEST_CARD:
        return False
    return _TELLING.search(around) is None


def _whole_words(text: str, start: int, end: int) -> list[str]:
    """The words of a stretch of a plain text, folded; one that its border cuts in half is none."""
    start = max(0, start)
    found = _WORD.findall(folded(text[start:end]))
    if found and start and text[start - 1 : start + 1].isalpha():
        del found[0]
    if found and end < len(text) and text[end - 1 : end + 1].isalpha():
        del found[-1]
    return found


def _blanked(match: re.Match[str]) -> str:
    return "·" * len(match.group())
