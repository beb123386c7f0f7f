"""What an owner with open tickets sends outside of any form: it is kept, and asked which ticket it belongs to (R043, R045)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.forms.choices import Choose
from bot.forms.engine import give_up, load
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen
from bot.tables import Draft
from bot.texts import T, Words, listed
from handlers.owner.lost import ReportLoss
from handlers.owner.numbers import last_digits, not_found, ticket_number
from handlers.owner.report import ReportRepair
from handlers.owner.services import service_named
from handlers.taps import Go, MissThis, Place, ReportThis
from handlers.ticket.owner_card import owner_card
from models.media.tables import MediaKind
from models.refusals import Gone
from models.tickets.details import MOST_WORDS, add_details
from models.tickets.lifecycle import OPEN
from models.tickets.queries import reported_by
from models.tickets.tables import Ticket

MOST = 5
CHOSEN = "chosen"  # noted once somebody has said themselves which ticket it is about
ANOTHER = Button(T("button", "Report another matter"), ReportThis())
LOSS = Button(T("button", "Report a loss"), MissThis())


def open_ones(scene: Scene) -> Sequence[Ticket]:
    """The tickets that it can belong to, the newest first."""
    return [one for one in reported_by(scene.session, scene.me) if one.status in OPEN][:MOST]


def _tickets(form: Form) -> list[Option]:
    return [Option(str(one.id), listed([one.number, one.symptom.owner_name], " ")) for one in _possible(form)]


def _possible(form: Form) -> list[Ticket]:
    """All that are open; of a message that was put aside only the one that was chosen."""
    return [one for one in open_ones(form.scene) if form.about in (0, one.id)]


def _has_its_ticket(form: Form) -> bool:
    return bool(form.about or form.draft.notes.get(CHOSEN)) and "which" in form


@dataclass(frozen=True, kw_only=True)
class WhichTicket(Choose):
    """One of the open tickets, or a new report that takes along what was sent; of a single one the read-back asks."""

    def pick(self, form: Form, key: str) -> Any:
        """From now on it stays with this ticket."""
        chosen = super().pick(form, key)
        form.note(CHOSEN, self.name)
        return chosen

    def write(self, form: Form, text: str) -> Any:
        """The same, typed: the label, the whole number, or its last three digits."""
        typed = ticket_number(text) or last_digits(text)
        fits = [str(one.id) for one in _possible(form) if typed and one.number.endswith(typed)]
        if typed and not fits:
            raise NotAnAnswer(not_found(typed), stray=False)
        chosen = fits[0] if len(fits) == 1 else super().write(form, text)
        form.note(CHOSEN, self.name)
        return chosen

    def rows(self, form: Form, button: Callable[[Option], Button]) -> tuple[Row, ...]:
        """The new report stands under the tickets."""
        another = () if form.about else ((ANOTHER, LOSS),)
        return (*super().rows(form, button), *another)


class Belongs(Flow):
    """Which ticket it is about; the words and pictures are there already."""

    name = "belongs"
    title = T("button", "Your message")
    takes_words = "words"
    send_label = T("button", "Add it")

    which = WhichTicket(
        ask=T("owner", "Which ticket is it about, please?"),
        label=T("label", "Ticket"),
        among=_tickets,
        per_row=1,
    )
    words = Write(
        ask=T("owner", "Please write a few words."),
        label=T("label", "In your words"),
        at_most=MOST_WORDS,
        unasked=lambda _form: True,
        optional=True,
    )
    photos = Photos(
        ask=T("owner", "Please send pictures or voice notes, up to five."),
        label=T("label", "Enclosed"),
        at_most=5,
        also=frozenset({MediaKind.DOCUMENT, MediaKind.LOCATION}),
        unasked=lambda _form: True,
        optional=True,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only as long as there is a ticket that it can belong to."""
        if not _tickets(form):
            raise Gone

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Whether it belongs to the ticket, as soon as that is known."""
        chosen = next((one for one in open_ones(form.scene) if str(one.id) == form.get("which")), None)
        if chosen is None:
            return None
        return T("owner", "Shall we add it to {number}, {what}?", number=chosen.number, what=chosen.symptom.owner_name)

    @classmethod
    def below(cls, form: Form) -> tuple[Row, ...]:
        """It may be another matter after all, as long as nobody has said what it is about."""
        home = (Button(T("button", "Home"), Go(Place.HOME)),)
        return (home,) if _has_its_ticket(form) else ((ANOTHER, LOSS), home)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is added, and whoever has the matter in hand hears at once."""
        scene, number = form.scene, int(form["which"])
        media = [one.id for one in form.media("photos")]
        add_details(scene.session, number, by=scene.me, now=scene.now, words=form.get("words") or "", media=media)
        return owner_card(scene, number).headed(T("owner", "Thank you, we have added it and told our colleagues."))


def belongs(scene: Scene, words: str = "") -> Open:
    """Ask where it belongs; what was sent before and still waits to be sorted goes along."""
    _put_aside(scene)
    earlier = _taken_along(scene)
    return Open(Belongs, given=_joined(earlier, {"words": words} if words else {}))


def report_this(scene: Scene, _tap: ReportThis) -> Reply:
    """A new report, with the words and pictures that were sent, behind those of one that rests; or the service that they name."""
    sent, begun = _taken_along(scene), load(scene, ReportRepair.name)
    if set(sent) == {"words"} and (service := service_named(scene, sent["words"])) is not None:
        return service
    earlier = {name: value for name, value in (_sent(begun) if begun else {}).items() if name in sent}
    return Open(ReportRepair, given=_joined(earlier, sent))


def miss_this(scene: Scene, _tap: MissThis) -> Reply:
    """A loss, with the words and pictures that were sent."""
    return Open(ReportLoss, given=_taken_along(scene))


def _put_aside(scene: Scene) -> None:
    """A message whose ticket was chosen rests by itself, behind an earlier one of the same ticket: the next is another."""
    form = load(scene, Belongs.name)
    if form is None or not _has_its_ticket(form):
        return
    key, sent = Belongs.key(int(form["which"])), _sent(form)
    give_up(form)
    if (there := load(scene, key)) is None:
        draft = Draft(conversation_id=form.draft.conversation_id, key=key, updated_at=form.draft.updated_at)
        scene.session.add(draft)
        there = Form(scene, Belongs, draft)
    for name, value in _joined(_sent(there), sent).items():
        there.keep(name, value, touch=False)


def _sent(form: Form) -> dict[str, Any]:
    kept = {"words": form.get("words"), "photos": [one.id for one in form.media("photos")]}
    return {name: value for name, value in kept.items() if value}


def _joined(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """The words one under the other, the pictures one after the other."""
    words = "\n".join(part["words"] for part in (earlier, later) if "words" in part)
    photos = [*earlier.get("photos", ()), *later.get("photos", ())]
    return {**({"words": words} if words else {}), **({"photos": photos} if photos else {})}


def _taken_along(scene: Scene) -> dict[str, Any]:
    """What waits to be sorted; its form is settled by what is done with it now."""
    form = load(scene, Belongs.name)
    if form is None:
        return {}
    give_up(form)
    return _sent(form)
