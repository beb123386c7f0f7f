"""The steps of a move-in, a form each: what belongs to the step, its paper for the archive, a note (R011, R103)."""

import re
from typing import ClassVar

from sqlalchemy import select

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.staff.move_in.cards import DONE, move_in_card, yuan
from handlers.staff.move_in.forms import MoveInForm
from handlers.staff.register.archive_forms import pages
from models.estate import Department
from models.move_in import actions
from models.move_in.lifecycle import State
from models.move_in.reading import log_of, standing
from models.people import Staff
from models.roles import ENGINEERING

SUM = re.compile(r"^[¥￥]?(\d{1,8})(?:\.(\d{1,2}))?元?$")


def read_sum(_form: Form, text: str) -> int | None:
    """Yuan as people write them, in fen; None for anything else."""
    found = SUM.match(re.sub(r"[,，\s]", "", text))
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


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
        actions.move_for(form.scene.session, cls.one(form), cls.state.value, form.scene.me)

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
            words=form.get("words") or "",
            amount_fen=form.get("amount"),
            companion_id=int(companion) if companion else None,
            media=[one.id for one in form.media("paper")],
            **cls.deed(form),
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
    entered = standing(log_of(form.scene.session, MoveInForm.one(form))).get(State.COMPUTE)
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


FLOWS = (Registered, Signed, FeesComputed, FeesTaken, FeesConfirmed, KeysHandedOver, MetersRead, Inspected)
