"""What is going on in the building, for those whom it affects: what to do, how it stands, safe or in need of help (R099, R149)."""

from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines
from handlers.incident_taps import AmSafe, NeedHelp, OpenIncident
from handlers.incident_words import told_of, what
from handlers.owner.emergency import EmergencyDetails
from handlers.parts import Part
from handlers.taps import Emergency, Go, Place
from models.catalogue import catalogue
from models.incidents import actions
from models.incidents.lifecycle import LASTING
from models.incidents.reading import affecting, reading_of, shown
from models.incidents.tables import Incident
from models.incidents.telling import is_danger


def incident_card(scene: Scene, incident_id: int) -> Screen:
    """What those whom it affects read of it; raises Gone for everybody else."""
    one = shown(scene.session, incident_id, scene.me, scene.now)
    words = lines(told_of(scene, one), _answered(scene, one))
    if scene.me.guest:
        return Screen(words, ((Button(T("button", "Emergency help"), Emergency()),),), one.subject, state=one.state)
    return Screen(words, _rows(scene, one), one.subject, state=one.state)


def _answered(scene: Scene, one: Incident) -> Words | None:
    mine = reading_of(scene.session, one, scene.me)
    if mine is None or one.state not in LASTING or not is_danger(one):
        return None
    if mine.help_at:
        return T("owner", "You have asked for help. Colleagues have been told; in need please call. Thank you.")
    if mine.safe_at:
        return T("owner", "You have told us that you are well. Thank you.")
    return T("owner", "Please tell us below that you are safe, or that you need help.")


def _rows(scene: Scene, one: Incident) -> tuple[Row, ...]:
    last = (Button(T("button", "Talk to a person"), Go(Place.PERSON)), Button(T("button", "Home"), Go(Place.HOME)))
    if one.state not in LASTING:
        return (last,)
    mine = reading_of(scene.session, one, scene.me)
    safe = T("button", "I am safe") if is_danger(one) else T("button", "I have read it")
    rows: list[Row] = [] if mine is None or mine.safe_at else [(Button(safe, AmSafe(one.id)),)]
    if is_danger(one):
        rows.append((Button(T("button", "I need help"), NeedHelp(one.id)),))
    return (*rows, last)


def open_incident(scene: Scene, tap: OpenIncident) -> Reply:
    """The card."""
    return incident_card(scene, tap.incident)


def am_safe(scene: Scene, tap: AmSafe) -> Reply:
    """The office knows that nobody has to look."""
    one = actions.say_safe(scene.session, tap.incident, by=scene.me, now=scene.now)
    return incident_card(scene, one.id).with_toast(T("owner", "Thank you for telling us."))


def said_safe(scene: Scene, text: str) -> Screen | None:
    """Whom it affects, and who writes that all are well; None for anything else."""
    one = affecting(scene.session, scene.person) if scene.person else None
    if one is None or not is_danger(one) or not catalogue().all_safe.meant_by(text):
        return None
    actions.say_safe(scene.session, one.id, by=scene.me, now=scene.now)
    return incident_card(scene, one.id).headed(T("owner", "Thank you for telling us."))


def need_help(scene: Scene, tap: NeedHelp) -> Reply:
    """The alarm is out; then come the questions."""
    ticket = actions.ask_for_help(scene.session, tap.incident, by=scene.me, now=scene.now)
    return Open(EmergencyDetails, ticket.id)


def current(scene: Scene) -> tuple[Row, ...]:
    """The way to what is going on, above the menu."""
    one = affecting(scene.session, scene.me)
    return ((Button(T("button", "Now: {danger}", danger=what(one)), OpenIncident(one.id)),),) if one else ()


INCIDENTS = Part(
    taps={OpenIncident: open_incident, AmSafe: am_safe, NeedHelp: need_help},
    cards={"incident": incident_card},
)
