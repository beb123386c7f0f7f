"""Changes of the register that owners ask for: the desk makes them, or explains (R108, R111, R180)."""

from bot.forms.flow import Flow, Form
from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines
from handlers.register_taps import GrantWish, OpenWish
from handlers.register_words import ENTRY, entry_said
from handlers.staff.phrases.question import ToOwner
from handlers.taps import Begin, Go, Place
from models.access.tables import Answer
from models.refusals import TooLate
from models.register.phones import people_with, tidy
from models.register.tables import ChangeRequest
from models.register.wishes import before, decline, grant, wish_for


def wish_card(scene: Scene, wish_id: int) -> Screen:
    """Who asks, what the entry says now, what it shall say, and why."""
    request = wish_for(scene.session, wish_id, scene.staff.person)
    unit = T("staff", "Unit {unit}", unit=request.unit.number) if request.unit else None
    words = lines(
        T("staff", "<b>Change asked for</b>, {time}", time=request.asked_at),
        T("staff", "{name}, telephone {phone}", name=request.person.called, phone=request.person.phone),
        unit,
        _asked(scene, request),
        T("staff", "Reason: {why}", why=request.why) if request.why else None,
        _taken(scene, request),
        _answered(request),
    )
    return Screen(words, _rows(request), request.card)


def _asked(scene: Scene, request: ChangeRequest) -> Words:
    """The entry, what it says or said before, and what it shall say."""
    old = before(scene.session, request)
    said = {
        "entry": ENTRY[request.field],
        "old": entry_said(request.field, old) if old else T("staff", "nothing yet"),
        "new": entry_said(request.field, request.wished),
    }
    if request.done_at:
        return T("staff", "{entry}: was {old}, asked to be {new}", **said)
    return T("staff", "{entry}: is {old}, shall be {new}", **said)


def _taken(scene: Scene, request: ChangeRequest) -> Words | None:
    """A telephone that somebody else has already cannot simply be written down."""
    if request.field != "phone" or request.done_at:
        return None
    others = people_with(scene.session, request.project_id, tidy(request.wished))
    known = [one.called for one in others if one.id != request.person_id]
    return T("staff", "Attention: this number is that of {name}.", name=known[0]) if known else None


def _answered(request: ChangeRequest) -> Words | None:
    if request.done_at is None:
        return None
    name = request.answered_by.name if request.answered_by else "-"
    if request.answer == Answer.APPROVED:
        return T("staff", "Changed by {name}, {time}.", name=name, time=request.done_at)
    return T("staff", "Explained by {name}, {time}: {words}", name=name, time=request.done_at, words=request.words)


def _rows(request: ChangeRequest) -> tuple[Row, ...]:
    back = (Button(T("button", "Requests"), Go(Place.REQUESTS)), Button(T("button", "Home"), Go(Place.HOME)))
    if request.done_at:
        return (back,)
    return (
        (Button(T("button", "Make the change"), GrantWish(request.id)),),
        (Button(T("button", "Answer with an explanation"), Begin("explain_wish", request.id)),),
        back,
    )


def open_wish(scene: Scene, tap: OpenWish) -> Screen:
    """The card."""
    return wish_card(scene, tap.wish)


def grant_wish(scene: Scene, tap: GrantWish) -> Screen:
    """One tap: it is checked and right."""
    grant(scene.session, tap.wish, by=scene.staff.person, now=scene.now)
    return wish_card(scene, tap.wish)


class ExplainWish(Flow):
    """Never a bare refusal: why, and what can be done."""

    name = "explain_wish"
    title = T("button", "Answer with an explanation")
    subject = "wish"
    send_label = T("button", "Send the answer")

    words = ToOwner(
        ask=T("staff", "What shall the owner read? Say why, and what can be done."),
        label=T("staff", "Answer"),
        at_most=200,
        reader=lambda form: wish_for(form.scene.session, form.about, form.scene.me).person,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only while it is open."""
        request = wish_for(form.scene.session, form.about, form.scene.staff.person)
        if request.done_at:
            raise TooLate(wish=request.id)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Tell the owner; the supervisor hears of it."""
        scene = form.scene
        decline(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"])
        return wish_card(scene, form.about)
