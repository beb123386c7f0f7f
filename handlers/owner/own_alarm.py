"""While somebody's own alarm lasts, what they write or send outside of any form goes straight to it (R098, DOMAIN 5.2)."""

from bot.forms.courtesies import is_courtesy
from bot.forms.screens import conversation_of
from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.owner.emergency import EmergencyDetails, how_far, number_in
from handlers.owner.first_instructions import call_at_once, first_instructions
from handlers.start import going_on
from handlers.taps import Emergency, Go, OpenTicket, Place, RaiseAlarm, ReportThis, TellMore
from handlers.ticket.alarm_words import taken_by
from models.catalogue import Danger, Urgency, catalogue
from models.media.actions import Sent, receive
from models.tickets.danger_notes import keep_with_alarm
from models.tickets.emergency import open_alarms, tell_phone, tell_picture, tell_words
from models.tickets.tables import Ticket

EMERGENCY = Button(T("button", "Emergency help"), Emergency())
ANOTHER = Button(T("button", "Report another matter"), ReportThis())


def dangers_in(text: str) -> list[Danger]:
    """What somebody who writes this may mean."""
    return [one for one in catalogue().dangers if one.meant_by(text)]


def own_alarm(scene: Scene) -> Ticket | None:
    """The one that comes first, of somebody who has raised an alarm that is not over."""
    return next(iter(open_alarms(scene.session, scene.person)), None) if scene.person else None


def say_more(scene: Scene) -> tuple[Row, ...]:
    """The way back to an alarm that lasts, for whoever raised it."""
    ticket = own_alarm(scene)
    if ticket is None or ticket.urgency != Urgency.U0 or ticket.reporter_id != scene.me.id:
        return ()
    return ((Button(T("button", "Say more about your alarm"), TellMore(ticket.id)),),)


def ways_back(scene: Scene) -> tuple[Row, ...]:
    """To an alarm that lasts, and to the other forms that wait."""
    alarm = say_more(scene)
    return (*alarm, *rows_of(going_on(scene, but=EmergencyDetails if alarm else None)))


def told_alarm(scene: Scene, text: str) -> Screen | None:
    """Pass words on to everybody who sees to the alarm; None without one, and for mere kind words."""
    ticket = own_alarm(scene)
    if ticket is None or (is_courtesy(text) and not catalogue().nobody_comes.meant_by(text)):
        return None
    _tell(scene, ticket, text)
    others = [one for one in dangers_in(text) if one.code != ticket.symptom_code]
    if others:
        keep_with_alarm(scene.session, ticket, by=scene.me, words=text, now=scene.now)
    words = T(
        "owner", "Your words have been passed on to everybody who sees to {number}. Thank you.", number=ticket.number
    )
    return _passed_on(scene, ticket, words, others)


def shown_alarm(scene: Scene, sent: Sent) -> Screen | None:
    """The same of a picture, a voice note, a file or a place; words of danger under it are told by themselves."""
    ticket = own_alarm(scene)
    if ticket is None:
        return None
    session, bot_id = scene.session, conversation_of(scene).bot_id
    media = receive(session, scene.project, sent, by=scene.me, bot_id=bot_id, now=scene.now)
    tell_picture(session, ticket.id, by=scene.me, now=scene.now, media=media.id)
    if sent.caption.strip() and not dangers_in(sent.caption):
        _tell(scene, ticket, sent.caption)
    words = T(
        "owner", "What you sent has been passed on to everybody who sees to {number}. Thank you.", number=ticket.number
    )
    return _passed_on(scene, ticket, words, [])


def _tell(scene: Scene, ticket: Ticket, text: str) -> None:
    """The words, and the telephone number among them, where the office has none."""
    me, now = scene.me, scene.now
    tell_words(scene.session, ticket.id, by=me, now=now, words=text.strip())
    if not me.phone and ticket.reporter_id == me.id and (phone := number_in(text)):
        tell_phone(scene.session, ticket.id, by=me, now=now, phone=phone)


def _passed_on(scene: Scene, ticket: Ticket, news: Words, others: list[Danger]) -> Screen:
    """The telephone first; what was written of besides is one more tap away."""
    danger = ticket.urgency == Urgency.U0
    press = T("owner", "If that is another danger, please press it below: the alarm goes out at once. Thank you.")
    words = lines(
        call_at_once(scene) if danger else _telephone(scene),
        news,
        how_far(scene, ticket) if danger else taken_by(scene, ticket),
        first_instructions(scene, ticket.symptom_code),
        press if others and not scene.me.guest else None,
    )
    alarms = [] if scene.me.guest else [Button(one.name, RaiseAlarm(one.code)) for one in others]
    return Screen(words, (*rows_of(alarms), *say_more(scene), *_ways_on(scene, ticket)))


def _telephone(scene: Scene) -> Words:
    phone = scene.project.control_room_phone
    return T("owner", "Control room, day and night: <b>{phone}</b>. Thank you.", phone=phone)


def _ways_on(scene: Scene, ticket: Ticket) -> tuple[Row, ...]:
    if not scene.admitted:
        return ((EMERGENCY,),)
    mine, home = Button(T("button", "The ticket"), OpenTicket(ticket.id)), Button(T("button", "Home"), Go(Place.HOME))
    return ((EMERGENCY,), (ANOTHER,), (mine, home))
