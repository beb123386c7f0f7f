"""Who has no unit any more may still tell the office about the time here, and follow that, and sees nothing else (R081, R205)."""

from collections.abc import Sequence

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.media import Photos
from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T
from handlers.complaint_taps import OpenComplaint, OwnComplaints
from handlers.owner.complaint import TellUs, filled_in
from handlers.owner.complaint_card import line_of, teller
from handlers.owner.own_alarm import EMERGENCY
from handlers.taps import Begin
from models.complaints.filing import tell_the_office
from models.complaints.parts import complaints_of
from models.estate import Unit

MOST = 10
ABOUT_THEN = Button(T("button", "About my time here"), OwnComplaints())


def own_complaints(scene: Scene, tap: OwnComplaints) -> Screen:
    """What they have told the office, and the way to tell more; raises NotYours for a stranger."""
    words = T(
        "owner",
        "You are welcome to tell us about your time here, or to look how your matter stands. Please choose below. Thank you.",
    )
    known = complaints_of(scene.session, teller(scene))[:MOST]
    lines_ = rows_of(Button(line_of(one), OpenComplaint(one.id)) for one in known)
    return Screen(words, (*lines_, (Button(TellAfterwards.title, Begin(TellAfterwards.name, 0)),), (EMERGENCY,)))


def way_to_tell(scene: Scene) -> tuple[Row, ...]:
    """The button on the first screen of who was at home here; none for strangers."""
    return ((ABOUT_THEN,),) if scene.former is not None else ()


class TellAfterwards(TellUs):
    """The same questions; no unit is theirs to speak for."""

    name = "tell_afterwards"
    for_all = True
    unit = Choose(
        ask=T("owner", "Which unit is it about?"),
        label=T("label", "Unit"),
        among=lambda _form: [],
        when=lambda _form: False,
    )
    photos = Photos(
        ask=T("owner", "Please send pictures or voice notes, up to five."),
        label=T("label", "Enclosed"),
        when=lambda _form: False,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who was at home here."""
        teller(form.scene)

    @classmethod
    def units(cls, form: Form) -> Sequence[Unit]:
        """None."""
        return ()

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Record it; the receipt comes as a message of its own."""
        scene = form.scene
        tell_the_office(scene.session, project=scene.project, by=teller(scene), now=scene.now, **filled_in(form))
        return Screen(T("owner", "Thank you, it has been passed on. The number follows at once."))
