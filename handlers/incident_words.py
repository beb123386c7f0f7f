"""An incident in words that both bots share: what, where, the advice, and the news as those whom it affects read them."""

from collections.abc import Sequence
from datetime import datetime

from bot.scene import Scene
from bot.texts import Clockface, T, Words, lines, listed
from models.catalogue import catalogue
from models.incidents.lifecycle import LASTING, NEWS, Advice
from models.incidents.reading import log_of
from models.incidents.tables import Incident, IncidentStep
from models.incidents.telling import is_danger
from models.incidents.whereabouts import Area

FEW = 3  # pieces of news on the card
AT_ONCE = frozenset({Advice.LEAVE, Advice.STAY, Advice.AWAY})  # before anything else is read
ADVICE = {
    Advice.LEAVE: T(
        "owner",
        "Please leave at once by the nearest stairs, keep low, cover mouth and nose, and keep away from the lifts. Thank you.",
    ),
    Advice.STAY: T("owner", "Please stay where you are and close doors and windows until we tell you more. Thank you."),
    Advice.AWAY: T("owner", "Please keep away from the place and leave the way free for our colleagues. Thank you."),
    Advice.WAIT: T(
        "owner", "Our colleagues are at work. Please wait a little; we will tell you how it stands. Thank you."
    ),
}
SAYS = {
    "start": T("label", "reported, our colleagues are at work"),
    "progress": T("label", "how it stands"),
    "control": T("label", "under control"),
    "again": T("label", "it has come up again, our colleagues are at work"),
    "end": T("label", "it is over"),
    "false_alarm": T("label", "it was a false alarm, everything is well"),
}


def what(incident: Incident) -> Words:
    """What it is, in everyday words."""
    danger = catalogue().danger(incident.symptom_code)
    return danger.name if danger else incident.symptom.owner_name


def where(area: Area) -> Words:
    """The floors that it affects."""
    if area.whole:
        return T("label", "the whole building")
    if not area.floors:
        return T("label", "one place")
    return T("label", "floors {floors}", floors=listed(area.floors, ", "))


def news_of(scene: Scene, incident: Incident) -> list[IncidentStep]:
    """The pieces of news that were told, oldest first."""
    return [one for one in log_of(scene.session, incident) if one.move in NEWS]


def said(name: str, words: str) -> Words:
    """One piece of news."""
    return T("label", "{news}: {words}", news=SAYS[name], words=words) if words else SAYS[name]


def piece(at: datetime, name: str, words: str) -> tuple[Words, Words]:
    """One piece of news, without and with its hour."""
    return said(name, words), listed([Clockface(at), said(name, words)], " ")


def told(
    incident: Incident,
    area: Area,
    news: Sequence[tuple[Words, Words]],
    advice: Advice | None,
    *,
    over: bool,
    phone: str,
) -> Words:
    """What those whom it affects read: what to do, while it lasts; what and where, with the newest; what came before; whom to call.

    The first line is all that a locked telephone shows.
    """
    facts = {"what": what(incident), "where": where(area)}
    latest = (
        T("label", "<b>{what}</b>, {where}: {news}", news=news[-1][0], **facts)
        if news
        else T("label", "<b>{what}</b>, {where}", **facts)
    )
    to_do = T("label", "<b>{words}</b>", words=ADVICE[advice]) if advice and not over else None
    first, second = (to_do, latest) if advice in AT_ONCE else (latest, to_do)
    return lines(
        first,
        second,
        *(with_hour for _, with_hour in news[:-1]),
        T("owner", "Control room, day and night: <b>{phone}</b>. Thank you.", phone=phone)
        if is_danger(incident) and not over
        else None,
        T("owner", "Thank you for your patience and your help.") if over else None,
    )


def told_of(scene: Scene, incident: Incident) -> Words:
    """The same, of an incident as it stands."""
    news = [piece(one.at, one.move, one.words) for one in news_of(scene, incident)[-FEW:]]
    over = incident.state not in LASTING
    return told(incident, incident.area, news, incident.advice, over=over, phone=scene.project.control_room_phone)
