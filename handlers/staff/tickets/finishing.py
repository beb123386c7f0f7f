"""The end of a job: what it costs, a result, and a picture of it (R026, R047, R074)."""

from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Row, Screen
from bot.texts import T
from handlers.staff.tickets.causes import CAUSE
from handlers.staff.tickets.fee import free_because, is_unsaid, quote_first
from handlers.staff.tickets.move_form import MoveForm, ticket_of
from handlers.ticket.results import HELPED, REPAIRED
from handlers.ticket.staff_card import staff_card
from models.refusals import DoorClosed, StillUnclear
from models.tickets import actions
from models.tickets.visit_queries import waits_outside


def _results(form: Form) -> list[Option]:
    return [Option(code, words) for code, words in (HELPED if ticket_of(form).is_help else REPAIRED).items()]


def _no_picture(form: Form) -> list[Option]:
    return [
        Option("unseen", T("button", "Nothing to be seen")),
        Option("unwished", T("button", "Customer preferred no picture")),
        Option("hands", T("button", "Both hands were needed")),
    ]


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
    asks_first = ("free",)

    free = free_because(
        T("staff", "What does it cost? Free: tap why, or write it. To be paid: name the price first."),
        when=lambda form: is_unsaid(ticket_of(form)),
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

    @classmethod
    def above(cls, form: Form) -> tuple[Row, ...]:
        """The way to a price."""
        return quote_first(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Report it to the first receiver."""
        scene = form.scene
        media, reason = [one.id for one in form.media("photos")], form["photos"]
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
        thanks = T("staff", "Reported. The first receiver tells the owner. Thank you.")
        return staff_card(scene, form.about).headed(thanks)


FLOWS: tuple[type[Flow], ...] = (FinishJob,)
