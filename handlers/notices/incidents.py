"""What is said of incidents: news to those whom they affect, and to the office whose turn it is (R099, R149)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.notices.making import Maker
from models.incidents.lifecycle import LASTING, State
from models.incidents.tables import Incident
from models.notices import Notice
from models.roles import IN_CHARGE

ALWAYS = frozenset(State)


def _news(scene: Scene, notice: Notice) -> Screen | None:
    """The card itself: its first line says what is to be done, or what is new."""
    return scene.routes.card(scene, notice.subject)


def _ended(scene: Scene, notice: Notice) -> Screen | None:
    """Over; those in charge read that the report is theirs."""
    report = T("staff", "It is over. The report is due the same day")
    return _in(ALWAYS, report if scene.staff.role in IN_CHARGE else T("staff", "It is over"))(scene, notice)


def _while_it_lasts(heading: Words) -> Maker:
    return _in(LASTING, heading)


def _in(states: frozenset[State], heading: Words) -> Maker:
    def make(scene: Scene, notice: Notice) -> Screen | None:
        incident = scene.session.get_one(Incident, notice.facts["incident"])
        card = scene.routes.card(scene, notice.subject) if incident.state in states else None
        return card.headed(heading) if card else None

    return make


OWNER: dict[str, Maker] = {"incident.news": _news}
STAFF: dict[str, Maker] = {
    "incident.led": _while_it_lasts(T("staff", "Somebody leads it now")),
    "incident.major": _while_it_lasts(T("staff", "<b>A major incident</b>: please see to it yourself")),
    "incident.joined": _while_it_lasts(T("staff", "Another incident turned out to be this one")),
    "incident.start": _while_it_lasts(T("staff", "Everybody affected has been told")),
    "incident.progress": _while_it_lasts(T("staff", "There is news")),
    "incident.control": _while_it_lasts(T("staff", "It is under control")),
    "incident.again": _while_it_lasts(T("staff", "<b>It has come up again</b>: please act at once")),
    "incident.end": _ended,
    "incident.lapse": _in(ALWAYS, T("staff", "The alarm was taken back: nothing is to be done")),
    "incident.false_alarm": _in(ALWAYS, T("staff", "It was a false alarm")),
    "incident.quiet": _while_it_lasts(T("staff", "Its last urgent job is done: is it over? Please say so")),
    "incident.news_due": _while_it_lasts(T("staff", "Nobody has heard anything for a while: please say how it stands")),
    "incident.report_due": _in(frozenset({State.OVER}), T("staff", "The report is still to be written")),
    "incident.reported": _in(frozenset({State.REPORTED}), T("staff", "A report for you to read and confirm")),
    "incident.returned": _in(frozenset({State.OVER}), T("staff", "Your report is back: please complete it")),
    "incident.confirmed": _in(ALWAYS, T("staff", "Your report was confirmed")),
}
