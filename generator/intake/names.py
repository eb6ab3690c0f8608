"""Field names: those that collide or look alike once normalised are refused, so that a policy means what it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from generator.intake.text import TextError, clean


class FieldNameError(ValueError):
    """A set of names that can't be used. The message is a clause; `remedy` says what to do."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause)
        self.remedy = remedy


# Letters of other scripts, and digits, that are drawn like a Latin letter (a part of Unicode TS 39's confusables).
# Capital letters go first: folded, Cyrillic VE would no longer be drawn like a B.
_CAPITALS = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405"  # Cyrillic
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",  # Greek
    "ABEKMHOPCTXIJSABEZHIKMNOPTYX",
)
_SMALL = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u04cf\u051b\u051d"  # Cyrillic
    "\u03b1\u03bf\u03c1\u03c5\u03b9\u03bd\u0131"  # Greek, and the dotless i
    "01|",
    "aeopcyxijsdhlqwaopuivioll",
)


def clean_name(name: str) -> str:
    """A column's name as the source has it in, the field's name out. Inner runs of white space become one space."""
    try:
        return " ".join(clean(name).split())
    except TextError as fault:
        raise FieldNameError(f"a column's name can't be read: {fault}.", "Check the file's encoding.") from None


class Naming:
    """Which field a column becomes."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """`fields`: field ← column, for those whose names differ; raises FieldNameError."""
        self.renamed = {clean_name(column): field for field, column in fields.items()}

    def field(self, column: str) -> str:
        """A column's name as the source has it in, the field's name out; raises FieldNameError."""
        name = clean_name(column)
        return self.renamed.get(name, name)


def skeleton(name: str) -> str:
    """Equal for names that a reader can't tell apart: case folded, twins of Latin letters replaced."""
    return unicodedata.normalize("NFKC", name.translate(_CAPITALS).casefold()).translate(_SMALL)


def check_names(names: Iterable[str]) -> None:
    """Raises FieldNameError for an empty name, and for two names that are equal or look alike."""
    seen: dict[str, str] = {}
    for position, name in enumerate(names, 1):
        if not name:
            raise FieldNameError(f"column {position} has no name.", "Give every column a name of its own.")
        twin = seen.setdefault(skeleton(name), name)
        if position > len(seen):
            if twin == name:
                raise FieldNameError(f"two columns are called '{name}'.", "Give every column a name of its own.")
            raise FieldNameError(f"the names '{twin}' and '{name}' look alike.", "Rename one of the two.")
