"""What may be found in a text: its name, how it is told, and which categories may hold it rightly."""

from __future__ import annotations

from dataclasses import dataclass

_GOVERNMENT_ID = "user.government_id.national_identification_number"


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of find. Each is there once, and equal to itself only.

    `name`: for programs and tables ("es.dni"). `told`: for people ("a Spanish identity number"). `category`: what a
    field full of it is. `own`: the categories that may hold it; for special categories none may.
    """

    name: str
    told: str
    category: str
    own: tuple[str, ...] = ()

    @property
    def special(self) -> bool:
        """Whether it tells of a special category, rather than who somebody is."""
        return self.name in SPECIAL_KINDS


def national_id(name: str, told: str) -> Kind:
    """A number that a state gives to a person or a firm."""
    return Kind(name, told, _GOVERNMENT_ID, ("user.government_id",))


SPECIAL_KINDS = {
    kind.name: kind
    for kind in (
        Kind("belief", "words about belief", "user.demographic.religious_belief"),
        Kind("politics", "words about politics", "user.demographic.political_opinion"),
        Kind("union", "words about unions", "user.demographic.union_membership"),
        Kind("health", "words about health", "user.health"),
        Kind("sexual_life", "words about sexual life", "user.sexual_life"),
        Kind("origin", "words about origin", "user.demographic.race_ethnicity"),
        Kind("biometrics", "words about biometrics", "user.biometrics"),
        Kind("criminal_record", "words about a criminal record", "user.criminal_history"),
    )
}
"""GDPR articles 9 and 10, by the name under which their vocabularies stand in assets/special/."""
