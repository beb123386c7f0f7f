"""The end of a job: what it costs, a result, and a picture of it (R026, R047, R074)."""

from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Row, Screen
from bot.texts import Money, T, Words
from handlers.staff.tickets.causes import CAUSE
from handlers.staff.tickets.done_lines import DoneLines, agreed, done_of, is_for_nothing, to_charge
from handlers.staff.tickets.fee import free_because, quote_first
from handlers.staff.tickets.move_form import MoveForm, ticket_of
from handlers.ticket.results import HELPED, REPAIRED
from handlers.ticket.staff_card import staff_card
from models.ledger.posting import owed_fen
from models.orders.charging import charge
from models.orders.freeing import is_fee_open
from models.orders.gates import may_be_ended
from models.orders.lifecycle import State
from models.orders.tables import Order
from models.prices.estimate import LineKind
from models.refusals import DoorClosed, Outdated, Refusal, StillUnclear
from models.tickets import actions
from models.tickets.visit_queries import waits_outside

READ = "order"  # what is noted in the draft: which version of the order was read back


def _results(form: Form) -> list[Option]:
    return [Option(code, words) for code, words in (HELPED if ticket_of(form).is_help else REPAIRED).items()]


def _no_picture(form: Form) -> list[Option]:
    return [
        Option("unseen", T("button", "Nothing to be seen")),
        Option("unwished", T("button", "Customer preferred no picture")),
        Option("hands", T("button", "Both hands were needed")),
    ]


def _why_nothing(_form: Form) -> list[Option]:
    return [
        Option("unneeded", T("button", "It was not needed after all")),
        Option("failed", T("button", "It could not be repaired")),
        Option("unwished", T("button", "The owner no longer wished it")),
    ]


def _no_receipt(form: Form) -> list[Option]:
    return [Option("store", T("button", "Out of our own store"))]


class ReportJob(MoveForm):
    """The result is compulsory, and a picture of it or why there is none; the usual answers need one tap each (R026, 5.1)."""

    send_label = T("button", "Report as done")

    result = Write(
        ask=T("staff", "What was done? Tap one, or write it. The owner will read it."),
        label=T("staff", "Result"),
        suggestions=_results,
        to_owner=True,
    )
    cause = CAUSE
    photos = Photos(
        ask=T("staff", "Please send a picture of the result. If there is none, tap or write why."),
        label=T("staff", "Picture"),
        instead=_no_picture,
    )


class FinishJob(ReportJob):
    """Done on the spot; where nobody has said yet whether it is to be paid, that is asked first (R047)."""

    name = "finish"
    move = "finish"
    title = T("button", "Finish")
    asks_first = ("free", "done", "nothing")

    free = free_because(
        T("staff", "What does it cost? Free: tap why, or write it. To be paid: name the price first."),
        when=lambda form: is_fee_open(form.scene.session, ticket_of(form)),
    )
    done = DoneLines(
        ask=T("staff", "Was everything done that was agreed?"),
        label=T("staff", "Charged"),
        when=lambda form: bool(agreed(form)),
    )
    nothing = Write(
        ask=T(
            "staff",
            "Nothing of what was agreed is charged. Why? The audit reads it, and the owner hears that nothing is to be paid.",
        ),
        label=T("staff", "Nothing to pay, because"),
        at_most=200,
        suggestions=_why_nothing,
        when=is_for_nothing,
    )
    receipt = Photos(
        ask=T("staff", "Please take a picture of the receipt of the material. If there is none, write why."),
        label=T("staff", "Material's receipt"),
        at_most=3,
        instead=_no_receipt,
        when=lambda form: any(one.kind == LineKind.MATERIAL for one in agreed(form)),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the one who is there, and only what is known."""
        super().check(form)
        ticket = ticket_of(form)
        if waits_outside(form.scene.session, ticket):
            raise DoorClosed(ticket=ticket.id)
        if ticket.unclear:
            raise StillUnclear(ticket=ticket.id)
        if not is_fee_open(form.scene.session, ticket):
            may_be_ended(form.scene.session, ticket)

    @classmethod
    def above(cls, form: Form) -> tuple[Row, ...]:
        """The way to a price."""
        return quote_first(form)

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What was agreed when it was read back is noted: what comes on top later is not charged unseen."""
        order = to_charge(form)
        form.note(READ, str(order.version) if order else None)
        return None

    @classmethod
    def reread(cls, form: Form, refusal: Refusal) -> bool:
        """What has changed meanwhile is read before it is charged."""
        return isinstance(refusal, Outdated) and to_charge(form) is not None

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Charge it, and report it to the first receiver."""
        scene, order = form.scene, to_charge(form)
        media, reason = [one.id for one in form.media("photos")], form["photos"]
        if order is not None:
            _charge(form, order)
        actions.finish(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            result=form["result"],
            cause=form.get("cause") or "",
            media=media,
            no_photo=reason if isinstance(reason, str) else "",
            free=form.get("free") or "",
            seen=form.seen,
        )
        return staff_card(scene, form.about).headed(_thanks(scene, order))


def _charge(form: Form, order: Order) -> None:
    """What was read back, and nothing else."""
    scene, seen = form.scene, int(form.draft.notes.get(READ) or 0)
    receipt = form.get("receipt")
    charge(
        scene.session,
        order.id,
        by=scene.me,
        now=scene.now,
        done=done_of(form.get("done")),
        reason=form.get("nothing") or "",
        receipts=[one.id for one in form.media("receipt")],
        no_receipt=receipt if isinstance(receipt, str) else "",
        seen=seen,
    )


def _thanks(scene: Scene, order: Order | None) -> Words:
    """Where there is something to be paid, that comes next."""
    owed = owed_fen(scene.session, order.subject) if order else 0
    if order is not None and order.state == State.COLLECTED:
        return T("staff", "Reported, and nothing is to be paid; customer service looks at it. Thank you.")
    if owed > 0:
        return T("staff", "Reported and charged: {amount}. Please take the money now.", amount=Money(owed))
    return T("staff", "Reported. The first receiver tells the owner. Thank you.")


FLOWS: tuple[type[Flow], ...] = (FinishJob,)
