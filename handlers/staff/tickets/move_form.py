"""What the forms about one move of one ticket have in common."""

from typing import ClassVar

from bot.forms.flow import Flow, Form
from bot.texts import Words
from handlers.staff.tickets.job import check_move, ticket_version, which_job
from models.tickets.queries import visible
from models.tickets.tables import Ticket


class MoveForm(Flow):
    """A form that ends in a move: open to who may make it, and decided on the version that was seen."""

    subject = "ticket"
    move: ClassVar[str] = ""

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        check_move(form, cls.move)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of the ticket that was decided on."""
        return ticket_version(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job."""
        return which_job(form)


def ticket_of(form: Form) -> Ticket:
    """The ticket that a form is about."""
    return visible(form.scene.session, form.about, form.scene.me, form.scene.now)
