"""A help request is done without going there: what was done, and who helped, perhaps from outside (R031)."""

from bot.forms.flow import Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.screens import Screen
from bot.texts import T
from handlers.staff.tickets.finishing import ReportJob
from handlers.ticket.staff_card import staff_card
from models.tickets.helping import settle


def _why_no_picture(form: Form) -> list[Option]:
    return [Option("unneeded", T("button", "Nothing to be seen"))]


class Settle(ReportJob):
    """The result is compulsory here too, and it is told by the first receiver."""

    name = "settle"
    move = "settle"
    title = T("button", "Helped without going there")

    photos = Photos(
        ask=T("staff", "A picture, if there is anything to see; otherwise tap."),
        label=T("staff", "Picture"),
        instead=_why_no_picture,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Report it to the first receiver."""
        scene, reason = form.scene, form["photos"]
        settle(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            result=form["result"],
            media=[one.id for one in form.media("photos")],
            no_photo=reason if isinstance(reason, str) else "",
            seen=form.seen,
        )
        return staff_card(scene, form.about).headed(
            T("staff", "Reported. The first receiver tells the owner. Thank you.")
        )
