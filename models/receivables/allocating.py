"""Which lines a payment goes to: the oldest first, own and agency apart, what is in question not at all (DOMAIN 4.8). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Open:
    """A line with something to pay, in fen."""

    id: int
    due_on: date
    own: bool
    fen: int
    disputed: bool = False


@dataclass(frozen=True)
class Share:
    """So many fen of a payment for a line."""

    id: int
    fen: int


def allocate(lines: Iterable[Open], fen: int, chosen: frozenset[int] = frozenset()) -> tuple[Sequence[Share], int]:
    """Spread a payment of so many fen over the lines; returns the shares and what is left over, in fen.

    Lines that the payer has chosen come first, disputed ones among them too. Then the oldest due date; within one date the own
    fees in full before the agency's, each by its number.
    """
    shares: list[Share] = []
    wanted = [one for one in lines if one.fen > 0 and (not one.disputed or one.id in chosen)]
    for one in sorted(wanted, key=lambda one: (one.id not in chosen, one.due_on, not one.own, one.id)):
        if (part := min(one.fen, fen)) <= 0:
            break
        shares.append(Share(one.id, part))
        fen -= part
    return shares, fen
