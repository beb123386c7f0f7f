"""How much of something, with its unit as each language counts it: 2个, and 2 pieces but 1 piece."""

from bot.texts import Amount, T, Words
from models.estate import Both

ONE = 100  # hundredths
HISSING = ("s", "x", "z", "ch", "sh")


def quantity_of(quantity: int, unit: Both) -> Words:
    """So many hundredths of a unit."""
    return T("label", "{amount} {unit}", amount=Amount(quantity), unit=counted_as(quantity, unit))


def counted_as(quantity: int, unit: Both) -> Both:
    """The unit beside so many hundredths of it; abbreviations such as kg stay as they are."""
    if quantity == ONE or len(unit.en) <= 2 or not unit.en[-1].isalpha():
        return unit
    return Both(unit.zh, unit.en + ("es" if unit.en.endswith(HISSING) else "s"))
