"""What a field's name says of its content: is it one that a wildcard had better not list?

A wildcard lists fields that nobody has looked at. Among them a field may turn up, tomorrow, whose name says that it is
sensitive, or that it singles a person out; it stays out until it is listed by its own name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from generator.privacy.categories import IDENTIFYING, SPECIAL, within
from generator.privacy.detect.fieldnames import by_name

# Beginnings of words, accents off, in English, Italian, Spanish, French, German and Portuguese; "=" before whole words.
_WORDS: Mapping[str, str] = {
    "user.authorization": "passw passwd contrasen =senha =pin motdepasse kennwort passwort credential token secret",
    "user.biometrics": "biometr fingerprint impront huella empreinte fingerabdr retina iris",
    "user.children": "child kinder bambin figli =hijos =hijas enfant filho filha minor",
    "user.criminal_history": "crimin convict condann conden strafe vorstraf condamn",
    "user.demographic.race_ethnicity": "ethnic =race =raza =razza etnia ethni rasse herkunft",
    "user.demographic.citizenship_or_immigration_status": "citizenship nationality nacionali nazionali nationali"
    " staatsang immigra cittadin ciudadan visa",
    "user.demographic.political_opinion": "politic polit partei partito partido =party =parti =vote voting",
    "user.demographic.religious_belief": "relig faith creed church chiesa iglesia eglise kirche igreja konfession"
    " confession belief mosque synagog",
    "user.demographic.philosophical_belief": "philosoph filosof weltansch",
    "user.demographic.sexual_orientation": "sexual orientation orientament orientacion orientacao",
    "user.demographic.union_membership": "union gewerksch sindac sindic syndic",
    "user.health": "health salute salud sante gesundh saude medic medik diagnos illness disease malatt maladi krank"
    " enferm doenca allerg disab discapac invalid behinder handicap pregnan gravid schwanger embaraz enceint therap"
    " blood patient",
    "user.membership": "membership =club =clubs mitglied socio iscrizion adhesion verein",
    "user.sexual_life": "=sex =sesso =sexo =sexe gender =geschlecht",
    "user.account": "username =login nickname benutzer usuario utente utilisat",
    "user.contact.email": "email =mail emails =posta =correo courriel",
    "user.contact.phone_number": "phone mobile =cell cellul telefo =tel handy movil portable =fax",
    "user.contact.address": "address indirizz direccion adress anschrift endereco strasse street =via calle =rue =rua"
    " postcode postal =zip =cap =plz",
    "user.demographic.date_of_birth": "birth =dob =born nascita nacimiento naissance geburt nascimento compleann"
    " cumplean",
    "user.device": "=ip =mac =imei =imsi cookie device",
    "user.financial.bank_account": "iban =bic swift =konto kontonum bankkonto bankaccount",
    "user.financial.credit_card": "creditcard cardnumber =pan =cvv =cvc kreditkart carta tarjeta cartebancaire cartao",
    "user.financial.income": "income salary salario stipend gehalt einkommen =revenu ingreso reddit renda wage",
    "user.government_id": "passport pasaporte passaport =ssn =nif =nie =dni =cpf =cnpj =nir vatid vatnumber taxid =tin"
    " codicefiscal fiscalcode steuernum steuerid nationalid ausweis =cuil =curp",
    "user.location.precise": "latitud longitud =lat =lon =lng geoloc coordin =gps",
    "user.name": "=name surname lastname firstname givenname familyname fullname =nome =cognome =nombre apellido"
    " =nom prenom nachname vorname sobrenome",
}
# Names of numbers of people that lines of invoices have too, for an amount.
_AMOUNTS = ("vat", "iva", "tva", "mwst")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def telltale(name: str, category: str) -> str:
    """A field's name and the category of what lists it in; why it is not listed, or "" when nothing speaks against it.

    A name of the listed category itself is meant to be listed.
    """
    kind = kind_of(name)
    if kind is None or within(kind, (category,)):
        return ""
    return f"by its name it may be '{kind}', so a wildcard does not list it"


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str | None:
    """The sensitive or identifying category that a name hints at, if any.

    By the names that fields are known to have, and by how their words begin: "parteibuch" is in no list.
    """
    guess = by_name(name)
    if guess is not None and guess.said not in _AMOUNTS and within(guess.category, (*SPECIAL, *IDENTIFYING)):
        return guess.category
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in decomposed if char.isascii())
    words = [part.lower() for part in _PARTS.findall(plain)]
    # "credit card" is one word of the table, and so is "creditCard".
    words += ["".join(pair) for pair in pairwise(words)]
    for kind, listed in _WORDS.items():
        for word in listed.split():
            if word[1:] in words if word[0] == "=" else any(one.startswith(word) for one in words):
                return kind
    return None
