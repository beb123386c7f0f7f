"""Forms of a move-in: opened, a step done, planned, sent back, called off (R010, R011, R103)."""

import re
from typing import ClassVar

from sqlalchemy import select

from bot.forms.flow import Flow, Form
from bot.forms.moments import When, chosen
from bot.forms.questions import Choose, Option, Typed, Write
from bot.scene import Open, Reply, Scene
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.staff.archive_forms import pages
from handlers.staff.case_taps import ReportDefect
from handlers.staff.move_in import DONE, STEP, move_in_card, yuan
from handlers.staff.proxy import ProxyReport
from handlers.ticket.times import days
from models.estate import Department
from models.move_in import actions
from models.move_in.lifecycle import STEP_OF, STEPS, State, Step
from models.move_in.reading import ENGINEERING, log_of, standing, visible
from models.move_in.tables import MoveIn
from models.people import Staff

SUM = re.compile(r"^[¥￥]?(\d{1,8})(?:\.(\d{1,2}))?元?$")


def read_sum(_form: Form, text: str) -> int | None:
    """Yuan as people write them, in fen; None for anything else."""
    found = SUM.match(re.sub(r"[,，\s]", "", text))
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


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
        unit = actions.unit_to_begin(form.scene.session, form.about, form.scene.me)
        who = unit.occupier_name or unit.owner_name
        return T(
            "staff",
            "Unit {unit}: {name} moves in. If it is somebody else, change the file first.",
            unit=unit.number,
            name=who,
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The first step waits."""
        scene = form.scene
        case = actions.begin(scene.session, form.about, by=scene.me, now=scene.now, words=form.get("words") or "")
        return move_in_card(scene, case.id).headed(T("staff", "Opened."))


class MoveInForm(Flow):
    """The parent of forms about one move-in, decided on the version that was seen."""

    subject = "move_in"
    move: ClassVar[str] = ""

    @classmethod
    def case(cls, form: Form) -> MoveIn:
        """The move-in; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        actions.move_for(form.scene.session, cls.case(form), cls.move, form.scene.me)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version that was decided on."""
        return cls.case(form).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit, and who."""
        case = cls.case(form)
        return listed([T("staff", "Unit {unit}", unit=case.unit.number), case.occupier])


def _engineers(form: Form) -> list[Option]:
    scene = form.scene
    wanted = select(Staff).join(Department, Department.id == Staff.department_id)
    mine = wanted.where(Department.project_id == scene.project.id, Department.code == ENGINEERING)
    found = scene.session.scalars(mine.where(Staff.left_at.is_(None)).order_by(Staff.number))
    return [Option(str(one.person_id), listed([one.person.name, one.title], " ")) for one in found]


class StepForm(MoveInForm):
    """The parent of the forms that say that a step is done: each step has its own, so that none is taken for another."""

    state: ClassVar[State]

    words = Write(ask=T("staff", "Anything to note?"), label=T("staff", "Note"), at_most=200, optional=True)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who does the step, and only when it is its turn."""
        actions.move_for(form.scene.session, cls.case(form), cls.state.value, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit, who, and what is said to be done."""
        return listed([super().opening(form) or "", cls.title])

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Who has the next step hears."""
        scene, companion = form.scene, form.get("companion")
        case = actions.take_step(
            scene.session,
            form.about,
            cls.state,
            by=scene.me,
            now=scene.now,
            words=form.get("words") or "",
            amount_fen=form.get("amount"),
            companion_id=int(companion) if companion else None,
            media=[one.id for one in form.media("paper")],
            seen=form.seen,
        )
        done = T("staff", "Done; whoever has the next step is told.")
        return move_in_card(scene, case.id).headed(done if case.ended_at is None else None)


class PaperStep(StepForm):
    """A step from which a paper may come; it lands in the unit's archive."""

    asks_first: ClassVar[tuple[str, ...]] = ("paper",)

    paper = pages(optional=True)


class Registered(PaperStep):
    """Owner, occupier and contacts stand in the register."""

    name, state, title = "move_in_register", State.REGISTER, DONE[State.REGISTER]


class Signed(PaperStep):
    """The contract is signed."""

    name, state, title = "move_in_contract", State.CONTRACT, DONE[State.CONTRACT]


class FeesComputed(StepForm):
    """The cashier says how much is to be paid."""

    name, state, title = "move_in_compute", State.COMPUTE, DONE[State.COMPUTE]
    asks_first = ("amount",)

    amount = Typed(
        ask=T("staff", "How much is to be paid in all? In yuan."),
        label=T("staff", "Sum of the fees"),
        read=read_sum,
        shows=lambda _form, value: yuan(value),
        example="18240.00",
        at_most=20,
    )


class FeesTaken(PaperStep):
    """The cashier has the money."""

    name, state, title = "move_in_take", State.TAKE, DONE[State.TAKE]

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit, who, and how much."""
        return _with_sum(form, super().opening(form))


class FeesConfirmed(StepForm):
    """Somebody else has seen that the money is here (R011)."""

    name, state, title = "move_in_confirm", State.CONFIRM, DONE[State.CONFIRM]

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit, who, and how much."""
        return _with_sum(form, super().opening(form))


def _with_sum(form: Form, words: Words | None) -> Words:
    entered = standing(log_of(form.scene.session, MoveInForm.case(form))).get(State.COMPUTE)
    return listed([words or "", yuan(entered.amount_fen or 0)] if entered else [words or ""])


class KeysHandedOver(PaperStep):
    """Keys and papers are with the occupier."""

    name, state, title = "move_in_keys", State.KEYS, DONE[State.KEYS]


class MetersRead(PaperStep):
    """The meters are read; the record is a paper."""

    name, state, title = "move_in_meters", State.METERS, DONE[State.METERS]


class Inspected(PaperStep):
    """The unit is inspected, together with somebody of engineering."""

    name, state, title = "move_in_inspect", State.INSPECT, DONE[State.INSPECT]
    asks_first = ("companion", "paper")

    companion = Choose(
        ask=T("staff", "Who of engineering inspected with you?"),
        label=T("staff", "With"),
        among=_engineers,
        ask_even_one=True,
    )


def _steps_to_come(form: Form) -> list[Option]:
    steps, case = list(STEPS), MoveInForm.case(form)
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
        actions.plan(scene.session, form.about, step, by=scene.me, now=scene.now, day=day, seen=form.seen)
        return move_in_card(scene, form.about)


class SendBack(MoveInForm):
    """What was done last has to be done again, and why."""

    name = "move_in_back"
    move = "send_back"
    title = T("button", "Send back")

    words = Write(
        ask=T("staff", "What has to be done again, and why? Your colleague reads it."),
        label=T("staff", "Reason"),
        at_most=200,
        suggestions=lambda _form: [
            Option("paper", T("button", "A paper is missing")),
            Option("wrong", T("button", "Something is entered wrongly")),
        ],
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Who does it hears."""
        scene, words = form.scene, form["words"]
        actions.send_back(scene.session, form.about, by=scene.me, now=scene.now, words=words, seen=form.seen)
        return move_in_card(scene, form.about).headed(T("staff", "Sent back. Your colleague has been told."))


class CallOffMoveIn(MoveInForm):
    """They do not move in, and why."""

    name = "move_in_off"
    move = "call_off"
    title = T("button", "Call it off")

    words = Write(
        ask=T("staff", "Why is the move-in called off?"),
        label=T("staff", "Reason"),
        at_most=200,
        suggestions=lambda _form: [
            Option("contract", T("button", "The contract did not come about")),
            Option("mistake", T("button", "Opened by mistake")),
        ],
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Everybody concerned hears."""
        scene, words = form.scene, form["words"]
        actions.call_off(scene.session, form.about, by=scene.me, now=scene.now, words=words, seen=form.seen)
        return move_in_card(scene, form.about).headed(T("staff", "Called off. Those concerned have been told."))


def report_defect(scene: Scene, tap: ReportDefect) -> Reply:
    """The form of a report for an owner, with the unit of the move-in filled in (R105)."""
    unit = visible(scene.session, tap.case, scene.me).unit
    return Open(ProxyReport, given={"find": unit.number, "unit": str(unit.id)})


STEP_FORMS = (Registered, Signed, FeesComputed, FeesTaken, FeesConfirmed, KeysHandedOver, MetersRead, Inspected)
FLOWS = (BeginMoveIn, *STEP_FORMS, PlanStep, SendBack, CallOffMoveIn)
