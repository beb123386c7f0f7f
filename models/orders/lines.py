"""The lines of a price, before they are kept: from the price list, or in a colleague's own words (R047, R064, R078)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.estate import Both
from models.money import times
from models.orders.tables import LineKind, QuoteLine
from models.prices.estimate import Estimate
from models.prices.tables import PriceEdition

ONE = 100  # a quantity of one, in hundredths
MOST_FEN = 10_000_000  # nothing that an office does by an order costs more than a hundred thousand yuan
PIECE = Both("次", "time")


@dataclass(frozen=True)
class Line:
    """What is to be paid for: a quantity in hundredths, at so many fen each, and what that comes to."""

    kind: LineKind
    name: Both
    unit: Both
    quantity: int
    price_fen: int
    amount_fen: int
    edition_id: int | None = None


def lump(kind: LineKind, words: str, amount_fen: int) -> Line:
    """One sum for what a colleague describes."""
    return Line(kind, Both(words, words), PIECE, ONE, amount_fen, amount_fen)


def lines_of(edition: PriceEdition, estimate: Estimate) -> list[Line]:
    """What the price list says for a quantity, the surcharge and the minimum as lines of their own."""
    return [
        Line(
            kind=LineKind(one.kind),
            name=edition.name,
            unit=edition.unit,
            quantity=one.quantity,
            price_fen=one.price_fen,
            amount_fen=one.amount_fen,
            edition_id=edition.id,
        )
        for one in estimate.lines
    ]


def total(lines: Iterable[Line]) -> int:
    """What they come to, in fen."""
    return sum(line.amount_fen for line in lines)


def kept(lines: Sequence[Line], quote_id: int) -> list[QuoteLine]:
    """The same as records."""
    return [
        QuoteLine(
            quote_id=quote_id,
            position=position,
            kind=line.kind,
            edition_id=line.edition_id,
            name_zh=line.name.zh,
            name_en=line.name.en,
            unit_zh=line.unit.zh,
            unit_en=line.unit.en,
            quantity=line.quantity,
            price_fen=line.price_fen,
            amount_fen=line.amount_fen,
        )
        for position, line in enumerate(lines, 1)
    ]


def amount_of(line: QuoteLine, quantity: int) -> int:
    """What a smaller quantity of an agreed line comes to, never more than the line; a sum that stands for itself is halved likewise."""
    if quantity == line.quantity:
        return line.amount_fen
    return min(line.amount_fen, times(line.price_fen, quantity))
