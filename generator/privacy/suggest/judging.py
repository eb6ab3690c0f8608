"""A field's name and content in; what it seems to be, and what a careful policy does with it, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.privacy.categories import CATEGORIES, HISTORY, IDENTIFYING, SPECIAL, within
from generator.privacy.detect.columns import Column, Content
from generator.privacy.detect.fieldnames import NameGuess, by_name
from generator.privacy.mislabelled import danger

Use = Literal["all", "contract", "none"]

UNKNOWN = "user"
"""The category of what nobody knows."""

# What copy is made of, and what it may be used for. Everything else is dropped in a draft.
_KEPT: dict[str, Use] = {
    "user.name.first": "all",
    "user.name.title": "all",
    "user.demographic.language": "all",
    "user.name.last": "contract",
    "user.name": "contract",
    "user.contact.address.city": "contract",
    "user.contact.address.country": "contract",
    "user.financial.transaction": "contract",
    "user.payment": "contract",
    "user.contract": "contract",
    "user.consumption": "contract",
}
# Lists whose own fields say little by their names: "number" of an invoice, "name" of a product.
_HANDED_DOWN = ("user.financial.transaction", "user.behavior", "user.contract", "user.consumption")
_LITTLE = (
    "user.name",
    "user.contract",
    "system",
    "user.financial",
    "user.consumption",
    "user.payment",
)
_SURE, _SOME, _FEWEST = 0.5, 0.05, 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """`category`, what it may be used for, and the reasons in words. No value."""

    category: str
    use: Use
    reasons: tuple[str, ...]


def judged(path: tuple[str, ...], column: Column | None, parent: Judgement | None) -> Judgement:
    """`column`: None for a list of children. `parent`: what the list is that the field stands in."""
    name = by_name(path[-1])
    if parent is not None and within(parent.category, SPECIAL):
        return Judgement(parent.category, "none", (f"stands in '{'.'.join(path[:-1])}', which is sensitive",))
    if column is None:
        return _of_list(name, parent)
    content = _content(column)
    reasons = [f"name: {name.said}{'' if name.sure else ', and more'}"] if name is not None else []
    if content is not None:
        reasons.append(f"content: {content.kind.told} in {content.share:.0%}")
    category = _category(name, content, column, parent)
    if column.filled == 0:
        return Judgement(category, "none", (*reasons, "no values to look at"))
    if within(category, SPECIAL):
        return Judgement(category, "none", (*reasons, "sensitive"))
    if content is not None:
        return Judgement(
            category,
            "none",
            (*reasons, "it tells who somebody is" if _tells(category) else "people write what they like"),
        )
    if column.free_text:
        return Judgement("user.content", "none", (*reasons, "content: free text"))
    inherited = parent is not None and category == parent.category
    if not reasons:
        return Judgement(category, "none", ("nothing says what it is" if category == UNKNOWN else "unsure",))
    use = _KEPT.get(category, "none")
    if use == "none":
        return Judgement(category, "none", (*reasons, _why_dropped(category)))
    if name is None or not (name.sure or inherited):
        return Judgement(category, "none", (*reasons, "unsure"))
    return Judgement(category, use if parent is None or parent.use != "none" else "none", tuple(reasons))


def _of_list(name: NameGuess | None, parent: Judgement | None) -> Judgement:
    if name is None:
        category = parent.category if parent is not None else UNKNOWN
        return Judgement(category, parent.use if parent is not None else "none", ("a list",))
    use: Use = _KEPT.get(name.category, "none") if name.sure and not name.special else "none"
    if parent is not None and parent.use == "none":
        use = "none"
    return Judgement(name.category, use, (f"a list, name: {name.said}",))


def _content(column: Column) -> Content | None:
    """The most dangerous of what the values hold."""
    found = [one for one in column.contents() if one.share >= _SOME and one.share * column.filled >= _FEWEST]
    sure = [one for one in found if one.share >= _SURE]
    return max(found, key=lambda one: (one in sure, danger(one.kind.category), one.share), default=None)


def _category(name: NameGuess | None, content: Content | None, column: Column, parent: Judgement | None) -> str:
    """The more dangerous of what name and content say; of two as dangerous, what the name says, if it is sure."""
    said = name.category if name is not None else UNKNOWN
    if parent is not None and within(parent.category, _HANDED_DOWN) and (said == UNKNOWN or within(said, _LITTLE)):
        said = parent.category
    if said.startswith("user.government_id") and column.amounts > 0.5 * column.filled:
        # What is called VAT and has cents is an amount.
        said = parent.category if parent is not None else UNKNOWN
    if content is None:
        return said
    if column.free_text and not content.kind.special:
        return "user.content"
    meant = content.kind.category
    # Most of the column is just that; or some of it is, in what was thought to be harmless.
    if content.share >= _SURE and not within(said, content.kind.own) and not within(said, (meant,)):
        return meant if danger(meant) >= danger(said) else said
    if danger(meant) > danger(said):
        return meant
    return said


def _tells(category: str) -> bool:
    return within(category, IDENTIFYING)


def _why_dropped(category: str) -> str:
    if within(category, ("user.behavior.purchase_history",)):
        return "history: suggest from it with 'action: derive', never tell it"
    if within(category, HISTORY):
        return "history: never told in marketing"
    if within(category, ("user.demographic.date_of_birth",)):
        return "knowledge of the person: tell it as a bucket, to customers only"
    if within(category, ("user.interest",)):
        return "suggest from it with 'action: derive'"
    if within(category, IDENTIFYING):
        return "it tells who somebody is"
    return "not needed to write to somebody"


assert set(_KEPT) <= CATEGORIES
