"""The invented people of the energy example. Every other column of the data is made from these rows.

Nobody here exists. Names that are hard to draw are here on purpose: every script of the sample data, names of one
letter and of eighty, names with apostrophes, ampersands and emoji, and one that mixes directions.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """One row to be made.

    `home`: a key of bills.HOMES. `kwh`: an ordinary month. `months`: how many bills there are (0: a prospect).
    `offers`: what became of the consent to offers. `april`: what this April is multiplied by. `owns`: products bought.
    `extra`: what is odd about it. `interest`: what a prospect said to be interested in.
    """

    name: str
    call_me: str
    home: str
    kwh: int
    months: int
    offers: str
    owns: str = ""
    april: float = 1.0
    autopay: bool = True
    extra: str = ""
    interest: str = ""


PEOPLE: tuple[Person, ...] = (
    Person("Lucia Bellandi", "Lucia", "it", 244, 13, "given", "base-tariff smart-thermostat"),
    Person("Marco Ferretti", "Marco", "it", 310, 13, "never", "base-tariff"),
    Person("Giulia D’Amico", "Giulia", "it", 180, 13, "withdrawn", "night-rate"),
    Person("Chiara Montefiori", "Chiara", "it", 265, 13, "given", "base-tariff medical-backup", 1.3),
    Person("王小明", "小明", "it", 150, 13, "given", "base-tariff"),
    Person(
        "Maria Assunta Immacolata Fortunata Giovanna dei Conti di Castelnuovo-Bellavista",
        "Maria Assunta Immacolata Fortunata",
        "it",
        420,
        13,
        "aged",
        "base-tariff solar-panels",
        1.0,
        False,
    ),
    Person("Emma Thornfield", "Emma", "mt", 230, 13, "given", "base-tariff heat-pump"),
    Person("Oliver Ashgrove", "Oliver", "mt", 340, 13, "aged", "base-tariff", 1.4, False),
    Person("Siobhán O'Brien-D'Arcy", "Siobhán", "ie", 205, 13, "given", "night-rate wallbox"),
    Person("נועה לוי", "נועה", "mt", 198, 13, "given", "base-tariff"),
    Person("O", "O", "ie", 120, 13, "given", "base-tariff"),
    Person("Priya Ramanathan", "Priya", "mt", 275, 1, "given", "base-tariff"),
    Person("Lucía Navarro Quintana", "Lucía", "es", 215, 13, "given", "base-tariff", 1.0, True, "feed-in"),
    Person("Íñigo Etxeberria", "Íñigo", "es", 190, 13, "future", "night-rate"),
    Person("Sol 🌻 Jiménez", "Sol 🌻", "es", 160, 13, "given", "base-tariff"),
    Person("Anaïs & Noé Castellví", "Anaïs & Noé", "es", 300, 3, "given", "base-tariff", 1.5),
    Person("Ximena <Ximi> Ortuño", "Ximi", "es", 140, 13, "withdrawn", "base-tariff", 1.0, False),
    Person("Jürgen Großmann", "Jürgen", "de", 260, 13, "given", "base-tariff solar-panels"),
    Person("Dr. Annegret Weißenböck", "Annegret", "at", 225, 13, "given", "night-rate"),
    Person("Ольга Соколова", "Ольга", "de", 205, 13, "given", "base-tariff"),
    Person("Νίκος Παπαδάκης", "Νίκος", "de", 280, 13, "never", "base-tariff", 1.2),
    Person("山田 花子", "花子", "de", 175, 13, "given", "base-tariff"),
    Person(
        "Hubert Wolfeschlegelsteinhausenbergerdorff",
        "Hubert",
        "lu",
        390,
        13,
        "given",
        "base-tariff wallbox",
        1.0,
        False,
    ),
    Person("Élodie Marchetaux", "Élodie", "fr", 235, 13, "given", "base-tariff"),
    Person("Jean-Baptiste L’Hermitage", "Jean-Baptiste", "fr", 620000, 13, "never", "base-tariff", 1.0, False),
    Person("ليلى حداد", "ليلى", "fr", 210, 13, "given", "night-rate"),
    Person("Omar عمر Benhaddou", "Omar عمر", "be", 245, 13, "given", "base-tariff union-energy"),
    Person("Zoé Vandenbrouck", "Zoé", "be", 0, 13, "given", "base-tariff", 1.0, False, "away"),
    Person("Timothée Rivaud", "Timothée", "fr", 200, 13, "given", "base-tariff", 1.0, True, "suppressed"),
    Person("Hannah Blackmoor", "Hannah", "mt", 210, 13, "given", "base-tariff", 1.0, True, "suppressed"),
    Person("Beatrice Sanguineti", "Beatrice", "it", 0, 0, "given", interest="solar-panels"),
    Person("김하늘", "하늘", "mt", 0, 0, "given", interest="wallbox"),
    Person("Klaus Tannhof", "Klaus", "de", 0, 0, "withdrawn"),
    Person("Inés Valcárcel", "Inés", "es", 0, 0, "aged"),
    Person("Margaux Delorne", "Margaux", "fr", 0, 0, "never"),
    Person("Rory McTavish-Quill", "Rory", "ie", 0, 0, "future"),
)
