"""What is said of incidents: news to those whom they affect, and to the office whose turn it is (R099, R149)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.incident_words import said, what, where
from handlers.notices.making import Maker
from models.incidents.lifecycle import LASTING, State
from models.incidents.tables import Incident, IncidentStep
from models.notices import Notice


def _news(scene: Scene, notice: Notice) -> Screen | None:
    """The newest first, over the card as it stands."""
    card = scene.routes.card(scene, notice.subject)
    step = scene.session.get(IncidentStep, notice.facts["step"])
    incident = scene.session.get(Incident, notice.facts["incident"])
    if card is None or step is None or incident is None:
        return None
    facts = {"what": what(incident), "where": where(incident.area), "news": said(step.move, step.words)}
    return card.headed(T("owner", "Hello, please note: {what}, {where}; {news}.", **facts))


def _while_it_lasts(heading: Words) -> Maker:
    return _in(LASTING, heading)


def _in(states: frozenset[State], heading: Words) -> Maker:
    def make(scene: Scene, notice: Notice) -> Screen | None:
        incident = scene.session.get_one(Incident, notice.facts["incident"])
        card = scene.routes.card(scene, notice.subject) if incident.state in states else None
        return card.headed(heading) if card else None

    return make


ALWAYS = frozenset(State)
OWNER: dict[str, Maker] = {"incident.news": _news}
STAFF: dict[str, Maker] = {
    "incident.led": _while_it_lasts(T("staff", "Somebody leads it now")),
    "incident.major": _while_it_lasts(T("staff", "<b>A major incident</b>: please see to it yourself")),
    "incident.joined": _while_it_lasts(T("staff", "Another incident turned out to be this one")),
    "incident.start": _while_it_lasts(T("staff", "Everybody affected has been told")),
    "incident.progress": _while_it_lasts(T("staff", "There is news")),
    "incident.control": _while_it_lasts(T("staff", "It is under control")),
    "incident.again": _while_it_lasts(T("staff", "<b>It has come up again</b>: please act at once")),
    "incident.end": _in(ALWAYS, T("staff", "It is over. The report is due the same day")),
    "incident.false_alarm": _in(ALWAYS, T("staff", "It was a false alarm")),
    "incident.quiet": _while_it_lasts(T("staff", "Its last urgent job is done: is it over? Please say so")),
    "incident.news_due": _while_it_lasts(T("staff", "Nobody has heard anything for a while: please say how it stands")),
    "incident.report_due": _in(frozenset({State.OVER}), T("staff", "The report is still to be written")),
    "incident.reported": _in(frozenset({State.REPORTED}), T("staff", "A report for you to read and confirm")),
    "incident.returned": _in(frozenset({State.OVER}), T("staff", "Your report is back: please complete it")),
    "incident.confirmed": _in(ALWAYS, T("staff", "Your report was confirmed")),
}
