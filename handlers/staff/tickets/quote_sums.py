"""What the lines of a price that is being made come to: the list's at the price of the day, others as they were written (DOMAIN 4.4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms.flow import Form
from handlers.staff.tickets.move_form import ticket_of
from models.capacity.free import is_outside
from models.hours import hours_of
from models.money import percent_of
from models.orders.lines import PIECE, WORK, Line, lines_of, lump
from models.orders.surcharge import SURCHARGE
from models.policy import policy_of
from models.prices.estimate import ONE, LineKind, estimate
from models.prices.reading import day_of, edition, edition_on, outside_hours
from models.prices.tables import PriceEdition

Kept = Mapping[str, Any]
DEARER = "dearer"


def edition_of(form: Form, edition_id: int) -> PriceEdition:
    """The price of the day of an item of the list; raises Gone for none."""
    scene = form.scene
    chosen = edition(scene.session, edition_id)
    return edition_on(scene.session, chosen.item_id, day_of(scene.project, scene.now)) or chosen


def lines_in(form: Form, kept: Sequence[Kept]) -> list[Line]:
    """The lines of a form, as the deed takes them."""
    found: list[Line] = []
    for one in kept:
        found += _surcharge(form, found) if one["kind"] == DEARER else _lines(form, one)
    return found


def _lines(form: Form, one: Kept) -> list[Line]:
    if one["kind"] == "item":
        edition = edition_of(form, one["edition"])
        counted = estimate(edition, one["quantity"])
        return lines_of(edition, counted) if counted else []
    if "edition" in one:
        edition = edition_of(form, one["edition"])
        return [Line(LineKind.LABOUR, edition.name, PIECE, ONE, one["fen"], one["fen"], edition.id)]
    return [lump(LineKind.MATERIAL if one["kind"] == "material" else LineKind.LABOUR, one["words"], one["fen"])]


def _surcharge(form: Form, before: Sequence[Line]) -> list[Line]:
    """On labour with its minimum, never on material."""
    labour = sum(one.amount_fen for one in before if one.kind in WORK)
    extra = percent_of(labour, policy_of(form.scene.project).service_surcharge_percent)
    return [Line(LineKind.SURCHARGE, SURCHARGE, PIECE, ONE, extra, extra)] if extra else []


def may_be_dearer(form: Form, kept: Sequence[Kept]) -> bool:
    """Whether the work falls outside service hours, now or by its appointment, and that is not counted yet."""
    ticket, project = ticket_of(form), form.scene.project
    if any(one["kind"] == DEARER for one in kept) or not policy_of(project).service_surcharge_percent:
        return False
    start = ticket.appointed_from or ticket.wished_from
    if start is not None and start > form.scene.now:
        return is_outside(hours_of(project), start, ticket.appointed_to or ticket.wished_to or start)
    return outside_hours(project, form.scene.now)


def before_surcharge(kept: Sequence[Kept], line: Kept) -> list[Kept]:
    """One more line; the surcharge stays the last, for it is counted on all of them."""
    last = [one for one in kept if one["kind"] == DEARER]
    return [*(one for one in kept if one["kind"] != DEARER), line, *last]


def guaranteed_days(form: Form, kept: Sequence[Kept], own: int) -> int:
    """The longest guarantee of the items, or the colleague's own for what is not on the list."""
    return max((own, *(edition_of(form, one["edition"]).guarantee_days for one in kept if "edition" in one)))


def has_own_work(kept: Sequence[Kept]) -> bool:
    """Whether there is work in it that the list does not know, with a guarantee of its own."""
    return any(one["kind"] == "own" for one in kept)


def at_least(text: str, characters: int) -> bool:
    """Whether there are so many characters in it, and not only figures."""
    return len(text) >= characters and not text.isdecimal()
