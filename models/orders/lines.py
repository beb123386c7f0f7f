"""The lines of a price, before they are kept: from the price list, or in a colleague's own words (R047, R064, R078)."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from models.estate import Both
from models.money import times
from models.orders.tables import QuoteLine
from models.prices.estimate import ONE, Estimate, LineKind
from models.prices.tables import PriceEdition

MOST_FEN = 10_000_000  # nothing that an office does by an order costs more than a hundred thousand yuan
WORK = frozenset({LineKind.LABOUR, LineKind.MINIMUM})  # what the surcharge is counted on
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
            kind=one.kind,
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
    """What a smaller quantity of an agreed line comes to by itself, in fen, never more than the line."""
    if quantity == line.quantity:
        return line.amount_fen
    return min(line.amount_fen, times(line.price_fen, quantity))


@dataclass(frozen=True)
class Done:
    """How many hundredths of an agreed line were done, and what that comes to in fen."""

    quantity: int
    amount_fen: int


def counted_lines(lines: Sequence[QuoteLine], done: Mapping[int, int]) -> dict[int, Done]:
    """What every agreed line comes to, all of those of which nothing is said; in hundredths, by id.

    The minimum is for work that was done, and the surcharge is a share of what the work came to (DOMAIN 4.4).
    """
    found = {one.id: _done(one, done.get(one.id, one.quantity)) for one in lines}
    for one in (one for one in lines if one.kind == LineKind.MINIMUM):
        labour = _of_item(lines, one, {LineKind.LABOUR})
        if labour and not any(found[other.id].amount_fen for other in labour):
            found[one.id] = Done(0, 0)
    for one in (one for one in lines if one.kind == LineKind.SURCHARGE):
        work = _of_item(lines, one, WORK) or _of_edition(lines, one)
        share, whole = sum(found[other.id].amount_fen for other in work), sum(other.amount_fen for other in work)
        if share < whole:
            found[one.id] = _share(one, found[one.id], share, whole)
    return found


def _done(line: QuoteLine, quantity: int) -> Done:
    return Done(quantity, amount_of(line, quantity))


def _of_item(lines: Sequence[QuoteLine], line: QuoteLine, kinds: Set[LineKind]) -> list[QuoteLine]:
    """The lines of these kinds of the same item of the same price."""
    item = (line.quote_id, line.edition_id)
    return [one for one in lines if (one.quote_id, one.edition_id) == item and one.kind in kinds]


def _of_edition(lines: Sequence[QuoteLine], line: QuoteLine) -> list[QuoteLine]:
    """The work of the same item, where its surcharge came with another time, later."""
    return [one for one in lines if one.edition_id == line.edition_id is not None and one.kind in WORK]


def _share(line: QuoteLine, said: Done, share: int, whole: int) -> Done:
    fen = (2 * line.amount_fen * share + whole) // (2 * whole)
    return Done(min(said.quantity, line.quantity * share // whole), min(said.amount_fen, fen))
