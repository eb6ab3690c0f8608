"""Every recogniser by itself: what it takes, with each way of writing it, and what it leaves."""

from __future__ import annotations

import pytest

from generator.privacy.detect import IDENTIFYING, SPECIAL, kinds, look


def names(text: str, field: str = "") -> set[str]:
    return {kind.name for kind in kinds(text, field)}


# Numbers with right check digits that belong to nobody, or that the authorities themselves print as examples.
TAKEN = [
    ("email", "write to ada@example.org"),
    ("email", "ada (at) example (dot) org"),
    ("email", "ada at example dot org"),
    ("phone", "+44 20 7946 0018"),
    ("phone", "(11) 95555-0147"),
    ("phone", "llame al 612 555 014"),
    ("iban", "DE89 3704 0044 0532 0130 00"),
    ("iban", "GB82 WEST 1234 5698 7654 32"),
    ("card", "4111 1111 1111 1111"),
    ("card", "378282246310005"),
    ("es.dni", "12345678Z"),
    ("es.dni", "DNI 12.345.678-Z"),
    ("es.nie", "X-1234567-L"),
    ("es.cif", "CIF A58818501"),
    ("es.cif", "ES A58818501"),
    ("it.cf", "RSSMRA85T10A562S"),
    ("it.cf", "rss mra 85t10 a562s"),
    ("it.iva", "P. IVA 00743110157"),
    ("it.iva", "IT00743110157"),
    ("de.idnr", "Steuer-ID 36 574 261 809"),
    ("de.stnr", "Steuernummer 181/815/08155"),
    ("de.vat", "DE136695976"),
    ("fr.nir", "2 95 10 99 126 111 93"),
    ("fr.nir", "253072B07300470"),
    ("fr.siren", "SIREN 552 008 443"),
    ("fr.siret", "SIRET 732 829 320 00074"),
    ("fr.tva", "FR 40 303 265 045"),
    ("fr.nif", "numéro fiscal 30 23 217 600 053"),
    ("gb.nino", "AB 12 34 56 C"),
    ("gb.nino", "NI number ab123456c"),
    ("gb.nhs", "NHS 943 476 5870"),
    ("gb.utr", "UTR 19558 39661"),
    ("gb.vat", "GB 980 7806 84"),
    ("pt.nif", "NIF 501 964 843"),
    ("pt.cc", "00000000 0 ZZ4"),
    ("us.ssn", "536-90-4399"),
    ("us.ssn", "social security 536904399"),
    ("us.itin", "912-90-3456"),
    ("us.ein", "EIN 91-1144442"),
    ("br.cpf", "390.533.447-05"),
    ("br.cpf", "cpf 39053344705"),
    ("br.cnpj", "16.727.230/0001-97"),
    ("birth_date", "born on 3 May 1976"),
    ("birth_date", "geb. 12.04.1971"),
    ("birth_date", "née le 8 juin 1970"),
    ("birth_date", "nato a Bari il 5 marzo 1958"),
    ("birth_date", "nacido el 23/07/1983"),
    ("birth_date", "nascida em 17/08/1981"),
    ("birth_date", "(*17.06.1964)"),
    ("belief", "a practising Catholic"),
    ("politics", "votes Conservative"),
    ("union", "delegato sindacale"),
    ("health", "Diabetikerin"),
    ("sexual_life", "pareja homosexual"),
    ("origin", "demandeur d'asile"),
    ("biometrics", "impressão digital registada"),
    ("criminal_record", "vorbestraft"),
]


@pytest.mark.parametrize(("kind", "text"), TAKEN)
def test_what_is_taken(kind: str, text: str) -> None:
    assert kind in names(text)


def test_every_kind_has_its_examples() -> None:
    assert {kind for kind, _ in TAKEN} == {kind.name for kind in (*IDENTIFYING, *SPECIAL)}


# One digit or letter other than in TAKEN, so that the check digits are wrong.
@pytest.mark.parametrize(
    "text",
    [
        "DE89 3704 0044 0532 0130 01",
        "4111 1111 1111 1112",
        "12345678A",
        "X-1234567-M",
        "CIF A58818502",
        "RSSMRA85T10A562T",
        "P. IVA 10743110158",
        "Steuer-ID 36 574 261 808",
        "DE136695978",
        "2 95 10 99 126 111 94",
        "SIREN 552 008 444",
        "SIRET 732 829 320 00075",
        "FR 41 303 265 045",
        "numéro fiscal 30 23 217 600 054",
        "DQ 12 34 56 C",
        "NHS 943 476 5871",
        "UTR 29558 39661",
        "GB 980 7806 85",
        "NIF 501 964 842",
        "00000000 0 ZZ5",
        "000-90-4399",
        "EIN 17-1144442",
        "390.533.447-06",
        "16.727.230/0001-98",
    ],
)
def test_wrong_check_digits_are_left(text: str) -> None:
    assert names(text) == set()


# Right check digits, and nothing that says what the number is: such a number fits one order in ten.
@pytest.mark.parametrize(
    ("kind", "number", "field"),
    [
        ("it.iva", "12345670017", "partita_iva"),
        ("de.idnr", "36574261809", "steuerId"),
        ("fr.siren", "552008443", "SIREN"),
        ("fr.siret", "73282932000074", "siret"),
        ("fr.nif", "3023217600053", "numero_fiscal"),
        ("gb.nhs", "9434765870", "nhs_number"),
        ("gb.utr", "1955839661", "utr"),
        ("pt.nif", "501964843", "nif"),
        ("us.ssn", "536904399", "ssn"),
        ("us.ein", "91-1144442", "ein"),
        ("br.cpf", "39053344705", "cpf"),
        ("br.cnpj", "16727230000197", "cnpj"),
        ("phone", "612555014", "telefono"),
        ("birth_date", "1984-07-19", "birthDate"),
    ],
)
def test_a_bare_number_counts_in_a_field_that_says_what_it_is(kind: str, number: str, field: str) -> None:
    assert names(number) == set()
    assert names(number, field) == {kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("C\u200bA\u200bN\u200bC\u200bE\u200bR", "health"),
        ("c\u0430ncer", "health"),
        ("ｃａｎｃｅｒ", "health"),
        ("c a n c e r", "health"),
        ("d1abetes", "health"),
        ("CÁNCER", "health"),
        ("ca\u0301ncer", "health"),
        ("\u202eMusl\u00adim", "belief"),
        ("DE89 3704\u200b0044 0532 0130 00", "iban"),
        ("٤١١١ ١١١١ ١١١١ ١١١١", "card"),
        ("１２３４５６７８Ｚ", "es.dni"),
        ("ad\u0430@ex\u0430mple.org", "email"),
        ("Handy 0171\xa0555\u202f0123", "phone"),
    ],
)
def test_disguises_are_seen_through(text: str, kind: str) -> None:
    assert kind in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Virgin Media",
        "Union Street 4",
        "Church Road",
        "Black Friday",
        "star sign Cancer",
        "Tropic of Cancer",
        "Kirchstraße 3",
        "extra vergine",
        "signo de câncer",
        "syndicat des eaux",
        "cancerous growth"[:6] + "ian",  # no part of a longer word: Cancerian
        "Order 4111111111111111",
    ],
)
def test_what_only_looks_alike_is_left(text: str) -> None:
    assert names(text) == set()


def test_names_and_streets_may_hold_words_of_belief() -> None:
    assert look("Mosque Muslim", "user.name.last").special is None
    assert look("12 Muslim Lane", "user.contact.address.street").special is None
    assert look("Muslim", "user.preference").special is not None
    assert look("c/o Psychiatric clinic", "user.contact.address.street").special is not None


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("12345678Z", "user.government_id"),
        ("ada@example.org", "user.contact.email"),
        ("born 3 May 1976", "user.demographic.date_of_birth"),
    ],
)
def test_a_field_may_hold_what_it_is_kept_for(text: str, category: str) -> None:
    assert look(text, category).identifying is None
    assert look(text, "user.preference").identifying is not None
