from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.errors import CampaignError
from generator.model.issuer import Issuer
from generator.sourcefile import read
from generator.story.issuer import IssuerSpec
from generator.story.translate import issuer_in_words
from generator.story.words import load_words

GOOD = """\
name: Solena Energia S.p.A.
street: Via dell'Alba 12
postcode: "20121"
city: Milano
country: IT
"""


def parsed(tmp_path: Path, text: str) -> Issuer:
    path = tmp_path / "issuer.yaml"
    path.write_text(text, encoding="utf-8")
    spec: Any = read(path, CampaignError).parse(IssuerSpec)
    issuer: Issuer = spec.issuer()
    return issuer


def test_numbers_are_kept_compact(tmp_path: Path) -> None:
    issuer = parsed(
        tmp_path,
        GOOD + "vat_id: it 9999 9999 990\niban: it87 d999 9999 9990 0000 0123 456\nbic: soleitm0xxx\n",
    )
    assert issuer.vat_id == "IT99999999990"
    assert issuer.iban == "IT87D9999999999000000123456"
    assert issuer.bic == "SOLEITM0XXX"
    assert issuer.payee == "Solena Energia S.p.A."
    assert issuer.address == ("Via dell'Alba 12", "20121 Milano")


@pytest.mark.parametrize("number", ["IT99999999990", "DE136695976", "ATU13585627", "EL094259216", "GB999999973"])
def test_vat_ids_of_several_countries_hold(tmp_path: Path, number: str) -> None:
    assert parsed(tmp_path, GOOD + f"vat_id: {number}\n").vat_id == number


@pytest.mark.parametrize(
    ("line", "at", "cause"),
    [
        ("iban: IT88 D999 9999 9990 0000 0123 456", 6, "IBAN"),
        ("iban: IT87 D999 9999 9990 0000 0123 45", 6, "IBAN"),
        ("bic: SOLE1TM0XXX", 6, "BIC"),
        ("vat_id: IT99999999991", 6, "VAT id"),
        ("vat_id: '99999999990'", 6, "country"),
        ("creditor_id: IT67ZZZ0000000000031007919", 6, "creditor"),
        ("email: bills at example.org", 6, "mail address"),
        ("website: http://example.org", 6, "website"),
        ("peppol: IT99999999990", 6, "electronic address"),
        ("fiscal_regime: RF99", 6, "fiscal_regime"),
        ("phone: 555", 6, "quotes"),
        ('contact: "a\\nb"', 6, "line breaks"),
        ("swift: SOLEITM0XXX", 6, "unknown key"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, line: str, at: int, cause: str) -> None:
    with pytest.raises(CampaignError) as caught:
        parsed(tmp_path, f"{GOOD}{line}\n")
    assert caught.value.place.endswith(f"issuer.yaml:{at}:1")
    assert cause in str(caught.value)


@pytest.mark.parametrize("country", ["XX", "ITA", "it", "EU", "ZZ", "''"])
def test_a_country_is_one_of_iso_3166(tmp_path: Path, country: str) -> None:
    with pytest.raises(CampaignError, match=r"issuer\.yaml:5:1.*country"):
        parsed(tmp_path, GOOD.replace("country: IT", f"country: {country}"))


@pytest.mark.parametrize("key", ["name", "street", "postcode", "city", "country"])
def test_who_and_where_must_be_said(tmp_path: Path, key: str) -> None:
    text = "".join(line for line in GOOD.splitlines(keepends=True) if not line.startswith(key))
    with pytest.raises(CampaignError, match=f"'{key}' is missing"):
        parsed(tmp_path, text)


def test_what_the_law_wants_said_is_in_the_recipients_language(checkout: Path, tmp_path: Path) -> None:
    issuer = parsed(tmp_path, GOOD + "legal_note: Share capital EUR 1,000,000 fully paid\n")
    words = load_words("de", checkout / "examples" / "energy" / "locale")
    assert (issuer_in_words(issuer, words) or issuer).legal_note == "Grundkapital 1.000.000 €, voll eingezahlt"
    assert issuer_in_words(parsed(tmp_path, GOOD), words) == parsed(tmp_path, GOOD)
    assert issuer_in_words(None, words) is None
