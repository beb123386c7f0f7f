"""The desk finds that two tickets are one matter (DOMAIN 5.2)."""

from collections.abc import Sequence

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer, Option
from bot.scene import Open, Reply, Scene
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.staff.tickets.passing import AboutTicket, shown_after
from handlers.taps import MergeInto
from handlers.words import short_where
from models.tickets.merging import merge
from models.tickets.queries import like, visible
from models.tickets.tables import Ticket

MOST = 8


def _candidates(form: Form) -> Sequence[Ticket]:
    scene = form.scene
    return like(scene.session, visible(scene.session, form.about, scene.me, scene.now))


def _label(one: Ticket) -> Words:
    return listed([short_where(one), one.symptom.name, one.number], " ")


class PickTicket(Choose):
    """One of the likely ones by button, any open one by its number, of which the end is enough."""

    def write(self, form: Form, text: str) -> str:
        """The ticket with this number; raises NotAnAnswer for none, several, itself, or one that has ended."""
        wanted = text.strip().upper()
        tail = wanted.zfill(3) if wanted.isdecimal() else wanted
        fitting = [one for one in _candidates(form) if one.number == wanted or (tail and one.number.endswith(tail))]
        if len(fitting) != 1:
            sorry = T("staff", "It must be the number of one other ticket with work still to do. Please type it whole.")
            raise NotAnAnswer(sorry)
        return str(fitting[0].id)

    def still_good(self, form: Form, value: str) -> bool:
        """Whether it still has work to do."""
        return value in {str(one.id) for one in _candidates(form)}

    def said(self, form: Form, value: str) -> Words:
        """The ticket in one line."""
        return next((_label(one) for one in _candidates(form) if str(one.id) == value), value)


def _likely(form: Form) -> list[Option]:
    return [Option(str(one.id), _label(one)) for one in _candidates(form)[:MOST]]


def merge_into(scene: Scene, tap: MergeInto) -> Reply:
    """The form with its only question answered: read back, and sent with one tap more."""
    return Open(Merge, tap.ticket, given={"into": str(tap.into)})


class Merge(AboutTicket):
    """The matter goes on under the other number; everybody who waits for it hears so."""

    name = "merge"
    title = T("button", "Same matter as another")
    send_label = T("button", "Merge the two")

    into = PickTicket(
        ask=T("staff", "As which one does it go on? Tap it, or type its number."),
        label=T("staff", "Goes on as"),
        among=_likely,
        ask_even_one=True,
        per_row=1,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """One ticket, and nobody forgotten."""
        scene = form.scene
        ticket = merge(scene.session, form.about, by=scene.me, now=scene.now, into=int(form["into"]))
        target = ticket.merged_into or ticket
        done = T("staff", "{number} goes on as {target}.", number=ticket.number, target=target.number)
        return shown_after(scene, target, done)
