"""What colleagues hear of tasks: given, done, more time, another date, other hands, today, late (R016)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.notices.making import Maker, card_under
from models.assignments.lifecycle import State
from models.assignments.tables import Assignment
from models.notices import Notice


def _if_open(heading: T) -> Maker:
    """A reminder that has nothing to say once the task has ended."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        one = scene.session.get(Assignment, notice.facts["assignment"])
        return card_under(heading)(scene, notice) if one is not None and one.state == State.OPEN else None

    return make


def _passed(scene: Scene, notice: Notice) -> Screen | None:
    """To who had it: without a word of what it says, because it is no longer theirs to read."""
    one = scene.session.get(Assignment, notice.facts["assignment"])
    if one is None:
        return None
    who = one.giver.person.name if one.giver else T("staff", "the office")
    return Screen(
        T(
            "staff",
            "The task of {time} from {name} is with a colleague now; you need not do it.",
            time=one.given_at,
            name=who,
        )
    )


STAFF: dict[str, Maker] = {
    "assignment.given": card_under(T("staff", "<b>A task for you</b>")),
    "assignment.done": card_under(T("staff", "<b>A task is done</b>")),
    "assignment.asked": card_under(T("staff", "<b>More time is asked for</b>: please decide")),
    "assignment.agreed": card_under(T("staff", "<b>You have more time</b>")),
    "assignment.kept": card_under(T("staff", "<b>The date stands</b>: please keep it, or talk to who gave it")),
    "assignment.redated": card_under(T("staff", "<b>The date has changed</b>")),
    "assignment.passed": _passed,
    "assignment.called_off": card_under(T("staff", "<b>This task is called off</b>")),
    "assignment.today": _if_open(T("staff", "<b>To be done today</b>")),
    "assignment.late": _if_open(T("staff", "<b>This task is late</b>: please finish it, or say why it takes longer")),
    "assignment.late_giver": _if_open(T("staff", "<b>A task that you gave is late</b>")),
    "assignment.returned": card_under(T("staff", "<b>A task is back with you</b>: please give it to somebody else")),
    "assignment.inherited": card_under(T("staff", "<b>This task is yours now</b>: who gave it has left")),
}
