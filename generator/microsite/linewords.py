"""What a line says of itself: how its amount comes about, and the explanation behind it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_percent

from generator.microsite.taxes import rate_text
from generator.microsite.wording import Wording
from generator.model.facts import Money
from generator.story.formats import Formats


class LineWords:
    """The words of the lines of one table. `whole`: what they come to, None when there is no such sum.

    `places`: decimals of unit prices.
    """

    def __init__(self, say: Wording, formats: Formats, whole: Money | None, places: int) -> None:
        self.places = places
        self._say = say
        self._formats = formats
        self._whole = whole
        self._reasons: dict[str, str] = {}

    def how(self, quantity: Decimal | None, unit: str, price: Money | None) -> str:
        """A quantity and the price of one in, "118 kWh × € 0.2140" out; "" without a quantity."""
        if quantity is None:
            return ""
        count = self._formats.number(quantity) + (f"\u00a0{unit}" if unit else "")
        return count if price is None else f"{count} × {unit_price_text(price, self.places, self._formats)}"

    def explanation(
        self,
        kind: str,
        note: str,
        amount: Money,
        how: str,
        original: Money | None,
        rate: Decimal | None,
        tax_rate: Decimal | None,
    ) -> str:
        """What the data or the copy say of such a line, how the amount is reckoned, and its share of the whole.

        `how`: the multiplication that gives the amount, "" when there is none. A share below one percent says nothing.
        """
        say, formats = self._say, self._formats
        parts = [note or self.reason(kind)]
        if original is not None:
            parts.append(self._converted(original, rate, amount))
        elif how:
            parts.append(say.plain("explain_sum", how=how, amount=formats.money(amount)))
        else:
            parts.append(say.plain("explain_single"))
        if tax_rate is not None:
            parts.append(say.plain("explain_tax", rate=rate_text(tax_rate, formats)))
        whole = self._whole
        if whole is not None and 0 < amount.amount <= whole.amount and amount.amount * 100 >= whole.amount:
            parts.append(say.plain("explain_share", share=share_text(amount.amount, whole.amount, formats)))
        return " ".join(part for part in parts if part)

    def reason(self, kind: str) -> str:
        """What the copy says of a kind of charge: `explain_x` for the kind that `kind_x` names."""
        if kind not in self._reasons:
            self._reasons[kind] = self._say.twin("kind_", "explain_", kind) if kind else ""
        return self._reasons[kind]

    def _converted(self, original: Money, rate: Decimal | None, amount: Money) -> str:
        there, here = self._formats.money(original), self._formats.money(amount)
        if rate is None:
            return self._say.plain("explain_original", original=there, amount=here)
        one = self._formats.money(Money(Decimal(1), original.currency), "round")
        price = unit_price_text(Money(rate, amount.currency), max(2, -int(rate.as_tuple().exponent)), self._formats)
        return self._say.plain("explain_rate", original=there, amount=here, one=one, rate=price)


def unit_price_text(price: Money, places: int, formats: Formats) -> str:
    """A price of one unit with so many decimals: "€ 0.2140" keeps what rounding to cents would lose."""
    around = formats.number_format(price)
    digits = formats.number(abs(price.amount), places)
    return f"{formats.minus(price.amount)}{around.before}{digits}{around.after}"


def share_text(part: Decimal, whole: Decimal, formats: Formats) -> str:
    """A part of a whole as a percentage without decimals: "30 %"."""
    return _percent(round(part * 100 / whole), formats.identifier)


@lru_cache(maxsize=4096)
def _percent(value: int, locale: str) -> str:
    found = Locale.parse(locale)
    return format_percent(Decimal(value) / 100, format=found.percent_formats[None], locale=found)
