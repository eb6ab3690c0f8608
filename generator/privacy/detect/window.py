"""Where digits crowd: a text in, the stretches that may hold a number out, each with the words around it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from generator.privacy.detect.plain import folded, listed

# Six digits or more with at most three other characters between two of them.
_CROWD = re.compile(r"\d(?:[^\d\n]{0,3}\d){5,}")
_DATE = re.compile(r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?(?:\d{4}|\d{2}))(?![\d/])")
_AMOUNT = re.compile(r"\d{1,3}(?:[ .,'’]?\d{3})*[.,]\d{2}")
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 16  # the longest that a number's letters stand before its crowd of digits: "MT84 MALT "
_BEYOND = 8
_AROUND = 64

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

    `digits`: how many. `near`: the words around it and of the field's name, single and in pairs, folded.
    """

    __slots__ = ("_after", "_before", "_field", "_near", "digits", "text")

    def __init__(self, text: str, start: int, end: int, field: tuple[str, ...]) -> None:
        self.text = _blanked(text[max(0, start - _REACH) : end + _BEYOND])
        self.digits = sum(map(str.isdigit, text[start:end]))
        self._before = text[max(0, start - _AROUND) : start]
        self._after = text[end : end + _AROUND // 2]
        self._field = field
        self._near: frozenset[str] | None = None

    def blank(self, start: int, end: int) -> None:
        """Hide a part of `text` that has been recognised."""
        self.text = self.text[:start] + "·" * (end - start) + self.text[end:]

    @property
    def near(self) -> frozenset[str]:
        """What speaks of the number."""
        if self._near is None:
            before, after = _WORD.findall(folded(self._before)), _WORD.findall(folded(self._after))
            rows = (self._field, before[-7:], after[:3])
            pairs = {f"{first} {second}" for row in rows for first, second in itertools.pairwise(row)}
            self._near = frozenset(pairs.union(*rows))
        return self._near

    def says(self, cues: frozenset[str]) -> bool:
        """Whether one of these words or pairs stands near it."""
        return not cues.isdisjoint(self.near)

    @property
    def of_thing(self) -> bool:
        """Whether the words right before it make it the number of a thing: an order, a meter, a parcel."""
        spoken = [word for word in _WORD.findall(folded(self._before))[-4:] if word not in _FILLERS]
        return not _THINGS.isdisjoint(spoken[-2:]) or not _THINGS.isdisjoint(self._field)


def windows(text: str, field: tuple[str, ...]) -> Iterator[Window]:
    """`text`: plain. `field`: the words of its field's name. Amounts are left out."""
    for match in _CROWD.finditer(text):
        if _AMOUNT.fullmatch(match.group()) is None:
            yield Window(text, match.start(), match.end(), field)


def _blanked(text: str) -> str:
    return _DATE.sub(lambda match: "·" * len(match.group()), text)
