"""The price that was read before a yes, noted in the draft: another one is read anew before anybody agrees to it (R064, R065)."""

from bot.forms.flow import Form
from models.order_refusals import PriceChanged
from models.prices.estimate import Estimate
from models.prices.tables import PriceEdition
from models.refusals import Refusal

READ, ANEW = "price", "anew"  # which price was read and its sum; that it has changed since


def note_read(form: Form, one: PriceEdition, found: Estimate) -> None:
    """This version and this sum are being read."""
    said = f"{one.id}:{found.total_fen}"
    if form.draft.notes.get(READ) != said:
        form.note(READ, said)


def price_read(form: Form) -> tuple[int, int] | None:
    """The version that was read, and the sum in fen; None where none was."""
    noted = form.draft.notes.get(READ)
    if not noted:
        return None
    version, _, fen = noted.partition(":")
    return int(version), int(fen)


def sure_read(form: Form) -> tuple[int, int]:
    """The same; raises PriceChanged where nothing was read."""
    read = price_read(form)
    if read is None:
        raise PriceChanged
    return read


def reread(form: Form, refusal: Refusal) -> bool:
    """Whether another price has to be read before anybody agrees to it; it is noted that it is another one."""
    changed = isinstance(refusal, PriceChanged)
    form.note(ANEW, "yes" if changed else None)
    return changed


def is_anew(form: Form) -> bool:
    """Whether the price has changed since it was read."""
    return bool(form.draft.notes.get(ANEW))
