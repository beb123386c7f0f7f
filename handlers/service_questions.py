"""The question how much of a service somebody wants: tapped, or typed as people write quantities."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.texts import T, Words
from handlers.price_words import amount_of
from models.prices.estimate import ONE
from models.prices.quantity import Counted, Ill, parse_quantity
from models.prices.tables import PriceEdition

QUICK = (1, 2, 3)
AREAS = frozenset({"平方米"})  # of which nobody wants one, two or three


def counted(one: PriceEdition) -> Counted:
    """In what an edition is counted."""
    return Counted(one.unit_zh, one.unit_en, one.whole_only, one.most)


@dataclass(frozen=True, kw_only=True)
class Quantity(Write):
    """So many hundredths of the unit of what `of` finds; quick buttons for one, two and three."""

    of: Callable[[Form], PriceEdition]
    ask_area: Words | None = None

    def options(self, form: Form) -> Sequence[Option]:
        """The usual ones, as far as so many are sensible."""
        one = self.of(form)
        if one.unit_zh in AREAS:
            return []
        return [Option(str(number), amount_of(one, number * ONE)) for number in QUICK if number <= one.most]

    def words(self, form: Form) -> Words:
        """The question; of an area there is nothing to choose."""
        return self.ask_area if self.ask_area and self.of(form).unit_zh in AREAS else super().words(form)

    def pick(self, form: Form, key: str) -> Any:
        """One of the usual ones."""
        super(Write, self).pick(form, key)
        return int(key) * ONE

    def write(self, form: Form, text: str) -> Any:
        """Hundredths behind a text; raises NotAnAnswer with an example."""
        one = self.of(form)
        found = parse_quantity(text, counted(one))
        if isinstance(found, Ill):
            raise NotAnAnswer(_sorry(found, one), stray=False)
        return found

    def still_good(self, form: Form, value: Any) -> bool:
        """Whether so much of it is still sensible."""
        one = self.of(form)
        return value is None or (0 < value <= one.most * ONE and not (one.whole_only and value % ONE))

    def said(self, form: Form, value: Any) -> Words:
        """With its unit."""
        return amount_of(self.of(form), value)


def _sorry(ill: Ill, one: PriceEdition) -> Words:
    known = {"unit": one.unit, "example": amount_of(one, 2 * ONE if one.whole_only else 250)}
    match ill:
        case Ill.OTHER_UNIT:
            return T(
                "owner", "Sorry, this is counted by {unit}. Please write it like this: {example}. Thank you.", **known
            )
        case Ill.NOT_WHOLE:
            return T("owner", "Sorry, please write a whole number of {unit}, such as {example}. Thank you.", **known)
        case Ill.TOO_LITTLE:
            return T("owner", "Sorry, please write how much you need, such as {example}. Thank you.", **known)
        case Ill.TOO_MUCH:
            return T(
                "owner",
                "Sorry, up to {most} can be noted here. For more please talk to us, we make you an offer. Thank you.",
                most=amount_of(one, one.most * ONE),
            )
        case Ill.UNREADABLE:
            return T("owner", "Sorry, please write it like this: {example}. Thank you.", **known)
