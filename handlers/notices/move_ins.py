"""What colleagues hear of move-ins: whose turn it is, what was sent back, done, called off (R103)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, listed
from handlers.notices.making import Maker, card_under
from handlers.staff.move_in.cards import STEP
from models.move_in.lifecycle import ENDED, Part, State
from models.move_in.reading import parts_of
from models.move_in.tables import MoveIn
from models.move_in.telling import responsible
from models.move_in.timing import for_today
from models.notices import Notice


def _if_waiting(heading: T) -> Maker:
    """For as long as the reader has the present step."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        case = scene.session.get(MoveIn, notice.facts["move_in"])
        if case is None or case.state in ENDED:
            return None
        waits = scene.me.id in {one.person_id for one in responsible(scene.session, case)}
        return card_under(heading)(scene, notice) if waits else None

    return make


def _next(scene: Scene, notice: Notice) -> Screen | None:
    """Whose turn it is; the head of engineering, who does nothing in the bot at the inspection, reads what is expected."""
    case = scene.session.get(MoveIn, notice.facts["move_in"])
    if case is None or case.state != State.INSPECT or Part.ENGINEERING not in parts_of(scene.me, case):
        return _if_waiting(T("staff", "<b>A move-in waits for you</b>"))(scene, notice)
    return _if_waiting(T("staff", "<b>Inspection of a move-in: please send somebody along</b>"))(scene, notice)


def _called_off(scene: Scene, notice: Notice) -> Screen | None:
    """The card, or one line for who has no part in the case any more."""
    case = scene.session.get(MoveIn, notice.facts["move_in"])
    if case is None:
        return None
    if parts_of(scene.me, case):
        return card_under(T("staff", "<b>This move-in is called off</b>"))(scene, notice)
    return Screen(T("staff", "The move-in into unit {unit} is called off; you need do nothing.", unit=case.unit.number))


def _today(scene: Scene, notice: Notice) -> Screen | None:
    """What is planned for this day, for as long as the reader has the present step."""
    case = scene.session.get(MoveIn, notice.facts["move_in"])
    steps = for_today(scene.session, case, scene.now) if case is not None else []
    if not steps:
        return None
    heading = T("staff", "<b>Planned for today: {steps}</b>", steps=listed((STEP[one] for one in steps), ", "))
    return _if_waiting(heading)(scene, notice)


def _yours(scene: Scene, notice: Notice) -> Screen | None:
    """For as long as the reader looks after it."""
    case = scene.session.get(MoveIn, notice.facts["move_in"])
    if case is None or case.state in ENDED or case.keeper_id != scene.me.id:
        return None
    return card_under(T("staff", "<b>You look after this move-in from now on</b>"))(scene, notice)


def _passed(scene: Scene, notice: Notice) -> Screen | None:
    case = scene.session.get(MoveIn, notice.facts["move_in"])
    if case is None:
        return None
    who = case.keeper.person.name
    return Screen(T("staff", "{name} looks after the move-in into unit {unit} now.", name=who, unit=case.unit.number))


STAFF: dict[str, Maker] = {
    "move_in.next": _next,
    "move_in.back": _if_waiting(T("staff", "<b>A step of a move-in is back with you</b>: please see why")),
    "move_in.done": card_under(T("staff", "<b>A move-in is complete</b>")),
    "move_in.off": _called_off,
    "move_in.today": _today,
    "move_in.yours": _yours,
    "move_in.passed": _passed,
}
