"""`issuer:` of campaign.yaml in, Issuer out: who sends the bill, with every number of theirs checked.

A wrong account number on a thousand bills can't be called back, so what has check digits is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from babel import Locale
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from stdnum import bic as bank
from stdnum import get_cc_module
from stdnum import iban as account
from stdnum.eu import at_02
from stdnum.exceptions import ValidationError

from generator.model.issuer import Issuer
from generator.sourcefile import Strict

_LONGEST = 140
_ADDRESS = re.compile(r"[^\s@<>,;]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PEPPOL = re.compile(r"([0-9]{4}|[A-Z]{2}):[A-Za-z0-9._~@+-]{1,50}")
_PREFIX = re.compile(r"[A-Z]{2}[A-Z0-9+*.-]{2,20}")
# Codes of CLDR that are no country of ISO 3166.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
# The prefixes of VAT ids that are no country's code: Greece, and Northern Ireland for goods.
_VAT_PREFIXES = {"EL": "gr", "XI": "gb"}


def _quoted(value: Any) -> Any:
    if isinstance(value, int | float):
        raise ValueError("write it in quotes, or zeros before it are lost")
    return value


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("it holds line breaks or characters that can't be seen")
    return text


def _country(code: str) -> str:
    territories = Locale.parse("en").territories
    if not re.fullmatch("[A-Z]{2}", code) or code not in territories or code in _NO_COUNTRIES:
        raise ValueError("it is no country code of two letters, as in ISO 3166: IT, DE, FR …")
    return code


def _checked(validate: Callable[[str], str], what: str) -> Callable[[str], str]:
    """What validates a number in, what gives it back compact, or says that it is no `what`, out."""

    def check(number: str) -> str:
        if not number:
            return number
        try:
            return validate(number)
        except ValidationError:
            raise ValueError(f"it is no valid {what}: a digit may be wrong or missing") from None

    return check


def _vat_id(number: str) -> str:
    """A VAT id with its country's prefix; the rule of that country where it is known."""
    compact = re.sub(r"\s", "", number).upper()
    if not compact:
        return compact
    if not _PREFIX.fullmatch(compact):
        raise ValueError("it begins with no country: write IT01234567890, not 01234567890")
    prefix = compact[:2]
    module = get_cc_module(_VAT_PREFIXES.get(prefix, prefix.lower()), "vat")
    if module is None:
        return compact
    try:
        valid: str = module.validate(compact if prefix != "XI" else compact[2:])
    except ValidationError:
        raise ValueError("it is no valid VAT id of that country: a digit may be wrong or missing") from None
    return valid if valid.startswith(prefix) else prefix + valid


def _email(text: str) -> str:
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError("it is no mail address such as bills@example.org")
    return text


def _peppol(text: str) -> str:
    if text and not _PEPPOL.fullmatch(text):
        raise ValueError("it is no electronic address such as 0211:IT01234567890 (scheme, colon, id)")
    return text


Text = Annotated[
    str,
    BeforeValidator(_quoted),
    StringConstraints(strip_whitespace=True, max_length=_LONGEST),
    AfterValidator(_printable),
]
Said = Annotated[Text, StringConstraints(min_length=1)]


class IssuerSpec(Strict):
    """Who sends the bill and is paid for it."""

    name: Said = Field(description="The legal name.")
    street: Said = Field(description="Street and number.")
    line2: Text = Field("", description="A second line of the address.")
    postcode: Said = Field(description="The postcode.")
    city: Said = Field(description="The city.")
    region: Text = Field("", description="Province or state, where addresses have one (MI).")
    country: Annotated[Said, AfterValidator(_country)] = Field(description="Country code of two letters (IT).")
    vat_id: Annotated[Text, AfterValidator(_vat_id)] = Field("", description="VAT id with its country's prefix.")
    tax_number: Text = Field("", description="Number of the tax office, where there is no VAT id; codice fiscale.")
    registration: Text = Field("", description="Number in the company register.")
    legal_note: Text = Field("", description="What the law wants said of the company: capital, seat, directors.")
    contact: Text = Field("", description="Whom to ask: a department or a person.")
    email: Annotated[Text, AfterValidator(_email)] = Field("", description="A mail address for questions.")
    phone: Text = Field("", description="A telephone number for questions.")
    website: Annotated[Text, StringConstraints(pattern=r"^(https://\S+)?$")] = Field(
        "", description="An https address."
    )
    iban: Annotated[Text, AfterValidator(_checked(account.validate, "IBAN"))] = Field(
        "", description="The account to be paid to."
    )
    bic: Annotated[Text, AfterValidator(_checked(bank.validate, "BIC"))] = Field("", description="Its bank.")
    account_name: Text = Field("", description="Whose account it is, when it isn't the issuer's.")
    creditor_id: Annotated[Text, AfterValidator(_checked(at_02.validate, "SEPA creditor id"))] = Field(
        "", description="Who collects direct debits."
    )
    peppol: Annotated[Text, AfterValidator(_peppol)] = Field("", description="Electronic address: scheme, colon, id.")
    fiscal_regime: Annotated[Text, StringConstraints(pattern=r"^(RF(0[1-9]|1[0-9]|20))?$")] = Field(
        "", description="Regime fiscale of FatturaPA: RF01 is the ordinary one."
    )

    def issuer(self) -> Issuer:
        """The same right of the wall."""
        return Issuer(**self.model_dump())
