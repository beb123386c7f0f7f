"""Forms of a move-in: opened, planned, sent back, called off, and the report of a defect (R010, R103, R105)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.moments import When, chosen
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.staff.about_one import AboutOne
from handlers.staff.asking import reason
from handlers.staff.case_taps import ReportDefect
from handlers.staff.home import home
from handlers.staff.move_in.cards import STEP, move_in_card
from handlers.staff.tickets.proxy import ProxyReport
from handlers.ticket.times import days
from models.estate import Unit
from models.move_in import actions
from models.move_in.keeping import change_keeper
from models.move_in.lifecycle import STEP_OF, STEPS, Step
from models.move_in.reading import may_open, parts_of, visible
from models.move_in.tables import MoveIn
from models.move_in.telling import responsible
from models.refusals import TooLate
from models.rota import staff_of


class BeginMoveIn(Flow):
    """Customer service opens it, for whoever uses the unit."""

    name = "move_in_open"
    title = T("button", "Open a move-in")
    subject = "unit"

    words = Write(
        ask=T("staff", "Anything to note, such as when they wish to move in?"),
        label=T("staff", "Note"),
        at_most=200,
        optional=True,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only customer service, and only one at a time."""
        actions.unit_to_begin(form.scene.session, form.about, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit, and who uses it by the register."""
        unit = form.scene.session.get_one(Unit, form.about)
        return T(
            "staff",
            "Unit {unit}: {name} moves in. If it is somebody else, change the file first.",
            unit=unit.number,
            name=unit.occupier_name or unit.owner_name,
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The first step waits; or, where a colleague was quicker, the one that is open."""
        scene, words = form.scene, form.get("words") or ""
        try:
            case = actions.begin(scene.session, form.about, by=scene.me, now=scene.now, words=words)
        except TooLate as known:
            quicker = T("staff", "A colleague has just opened it.")
            return move_in_card(scene, known.facts["move_in"]).headed(quicker)
        return move_in_card(scene, case.id).headed(T("staff", "Opened."))


class MoveInForm(AboutOne[MoveIn]):
    """The parent of forms about one move-in."""

    subject = "move_in"

    @classmethod
    def one(cls, form: Form) -> MoveIn:
        """The move-in; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        actions.move_for(form.scene.session, cls.one(form), cls.move, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit, and who."""
        case = cls.one(form)
        return listed([T("staff", "Unit {unit}", unit=case.unit.number), case.occupier])


def _steps_to_come(form: Form) -> list[Option]:
    steps, case = list(STEPS), MoveInForm.one(form)
    first = steps.index(STEP_OF[case.state]) if case.state in STEP_OF else len(steps)
    return [Option(step, STEP[step]) for step in steps[first:]]


class PlanStep(MoveInForm):
    """For which day a step is planned."""

    name = "move_in_plan"
    move = "plan"
    title = T("button", "Plan a step")

    step = Choose(ask=T("staff", "Which step?"), label=T("staff", "Step"), among=_steps_to_come, ask_even_one=True)
    day = When(
        ask=T("staff", "For which day? Choose, or write a day."), label=T("staff", "Day"), among=days, hour=False
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It stands on the card."""
        scene = form.scene
        step, day = Step(form["step"]), chosen(form, form["day"]).day
        actions.plan(scene.session, form.about, step, day=day, **cls.deed(form))
        return move_in_card(scene, form.about)


class SendBack(MoveInForm):
    """What was done last has to be done again, and why."""

    name = "move_in_back"
    move = "send_back"
    title = T("button", "Have it done again")

    words = reason(
        lambda _form: [
            Option("paper", T("button", "A paper is missing")),
            Option("wrong", T("button", "Something is entered wrongly")),
        ],
        T("staff", "What has to be done again, and why? Your colleague reads it."),
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Who does it hears; whose part ended with it reads so, and no card."""
        scene = form.scene
        case = actions.send_back(scene.session, form.about, words=form["words"], **cls.deed(form))
        told = [one.person.name for one in responsible(scene.session, case) if one.person_id != scene.me.id]
        said = (
            T("staff", "Sent back. {names} have been told.", names=listed(told, ", "))
            if told
            else T("staff", "Sent back. It is with you again.")
        )
        return move_in_card(scene, case.id).headed(said) if parts_of(scene.me, case) else home(scene).headed(said)


class CallOffMoveIn(MoveInForm):
    """They do not move in, and why."""

    name = "move_in_off"
    move = "call_off"
    title = T("button", "Call off the move-in")

    words = reason(
        lambda _form: [
            Option("contract", T("button", "The contract did not come about")),
            Option("mistake", T("button", "Opened by mistake")),
        ],
        T("staff", "Why is the move-in called off?"),
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Everybody concerned hears."""
        actions.call_off(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return move_in_card(form.scene, form.about).headed(T("staff", "Called off. Those concerned have been told."))


def _colleagues(form: Form) -> list[Option]:
    """Everybody of customer service but who looks after it now."""
    scene, keeper = form.scene, MoveInForm.one(form).keeper_id
    others = [one for one in staff_of(scene.session, scene.project) if may_open(one) and one.person_id != keeper]
    return [Option(str(one.person_id), listed([one.person.name, one.title], " ")) for one in others]


class ChangeKeeper(MoveInForm):
    """Somebody else of customer service looks after it from now on."""

    name = "move_in_keeper"
    move = "keeper"
    title = T("button", "Somebody else looks after it")

    to = Choose(
        ask=T("staff", "Who looks after it from now on?"),
        label=T("staff", "To whom"),
        among=_colleagues,
        ask_even_one=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Both hear."""
        change_keeper(form.scene.session, form.about, to=int(form["to"]), **cls.deed(form))
        return move_in_card(form.scene, form.about).headed(T("staff", "Passed on. Your colleagues have been told."))


def report_defect(scene: Scene, tap: ReportDefect) -> Reply:
    """The form of a report for an owner, with the unit of the move-in filled in (R105)."""
    unit = visible(scene.session, tap.case, scene.me).unit
    return Open(ProxyReport, given={"find": unit.number, "unit": str(unit.id)})


FLOWS = (BeginMoveIn, PlanStep, SendBack, ChangeKeeper, CallOffMoveIn)
