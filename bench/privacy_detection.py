"""Detection over whole records: 40 fields each, 2 kB of text, every value distinct, one record in five with finds."""

from __future__ import annotations

import random

from privacy import Figure, fastest_s

from generator.privacy.detect import look_through

RECORDS = 400
LEAST = 2_000
FIELDS = 40
NOTES = 4
_SENTENCES = (
    "Asked for paper invoices from the second quarter on and wants the gate code on the delivery note.",
    "Der Zähler im Keller wurde abgelesen, der Schlüssel liegt beim Hausmeister im zweiten Hof.",
    "Ha chiesto la bolletta in formato cartaceo e un tecnico per la verifica del contatore a maggio.",
    "Pide cambio de tarifa nocturna y que el técnico llame al timbre de la portería, no al piso.",
    "Le client souhaite la facture au format papier et un rendez-vous après dix-huit heures.",
    "Pediu a segunda via da fatura e confirmou a leitura do contador na semana passada.",
    "Order 4000-7712-0098 came late; refunded 12.50 on 2026-03-14, see ticket 0098-7761 for the rest.",
    "Moved from the third floor to the ground floor, same meter 5485863, reading 0012345 kWh.",
)
_FINDS = (
    "Write to {n}@example.org instead.",
    "Rückruf unter 0171 55{n:05} erbeten.",
    "Insulin im Kühlschrank, bitte nie abschalten.",
    "È delegato sindacale in fabbrica.",
    "Date of birth 14/03/1982.",
)
_WORDS = (
    "Milano",
    "Standard",
    "Nordseite",
    "yes",
    "Berliner Platz",
    "monthly",
    "Lucia",
    "Ferretti",
    "Premium",
    "gas",
    "roof",
)


def records() -> list[list[tuple[str, str, str]]]:
    """RECORDS records of FIELDS (text, category, field), 2 kB of text in each, the same on every machine."""
    chance = random.Random(4)
    return [_record(chance, number) for number in range(RECORDS)]


def _record(chance: random.Random, number: int) -> list[tuple[str, str, str]]:
    cells = [(_note(chance, number), "user.content.public", f"note_{at}") for at in range(NOTES)]
    for at in range(FIELDS - NOTES):
        text = (
            f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {number}",
            f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(2019, 2026)}",
            f"{chance.randint(1, 9999)}.{chance.randint(0, 99):02}",
            f"S-{chance.randint(2020, 2026)}-{chance.randint(10000, 99999)}",
            f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {chance.choice(_WORDS)} {chance.choice(_WORDS)} {number}",
            f"{chance.randint(10**9, 10**10)}",
        )[at % 6]
        cells.append((text, "user.preference", f"field_{at}"))
    return cells


def _note(chance: random.Random, number: int) -> str:
    said = [chance.choice(_SENTENCES) for _ in range(4)]
    if number % 5 == 0:
        said.append(chance.choice(_FINDS).format(n=number))
    return " ".join(said)


def measure(rounds: int) -> Figure:
    """Records a second."""
    batch = records()
    size = sum(len(text.encode()) for record in batch for text, _, _ in record) / len(batch)
    list(look_through(batch[0]))  # the vocabularies are read once a run

    def work() -> None:
        for record in batch:
            list(look_through(record))

    took_s = fastest_s(work, rounds)
    return Figure("detection", f"{FIELDS} fields, {size / 1000:.1f} kB of text", "records", len(batch) / took_s, LEAST)
