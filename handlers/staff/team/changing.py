"""Changing and ending employments: one short form each, every change with its reason (R017)."""

from collections.abc import Callable
from typing import Any, ClassVar

from bot.forms.choices import Choose, ChooseSeveral
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words, lines, listed
from handlers.staff.asking import reason, which_department, which_role, which_trades
from handlers.staff.names import ROLE, gap_of, trades_of
from handlers.staff.team.hiring import AboutStaff, department_of, phone_question
from handlers.staff.team.people import person_card, somebody
from models.people import CUSTOMER_SERVICE, Role, Staff
from models.staffing import employment, leaving
from models.staffing.gaps import coming_holes
from models.staffing.holding import Holding, holding
from models.staffing.leaving import heads_of


def _present(form: Form, what: str) -> Words:
    staff = somebody(form.scene, form.about)
    known: dict[str, Callable[[Staff], Words]] = {
        "role": lambda one: ROLE[one.role],
        "department": lambda one: one.department.name,
        "title": lambda one: one.title,
        "trades": lambda one: trades_of(one.trades),
    }
    said = known[what](staff) if what in known else employment.fact_of(staff, what)
    return T("staff", "Now: {value}", value=said or "-")


class _Change(AboutStaff):
    """The parent of the forms that change one fact of somebody."""

    what: ClassVar[str]

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Who it is, and how it stands now."""
        return lines(super().opening(form), _present(form, cls.what))

    @classmethod
    def deed(cls, form: Form, value: Any, because: str) -> None:
        """Change it."""
        scene = form.scene
        employment.change_fact(scene.session, form.about, cls.what, value, by=scene.me, now=scene.now, why=because)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Change it, and show the card."""
        cls.deed(form, form.get("value") or "", form["why"])
        return person_card(form.scene, form.about).headed(T("staff", "Changed."))


class ChangeRole(_Change):
    """Another role."""

    name, what = "staff_role", "role"
    title = T("button", "Change the role")
    value = Choose(
        ask=T("staff", "Which role? It decides what they may do."), label=T("staff", "Role"), among=which_role
    )
    why = reason()

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """Which move-ins pass on; and who leads the department already."""
        passing, heads = cls._move_ins(form), cls._other_heads(form)
        return lines(passing, heads) if passing or heads else None

    @classmethod
    def _move_ins(cls, form: Form) -> Words | None:
        staff, role = somebody(form.scene, form.about), form.get("value")
        held = holding(form.scene.session, staff).move_ins
        if not held or not role or role in CUSTOMER_SERVICE:
            return None
        units = listed([one.unit.number for one in held], ", ")
        return T("staff", "Move-ins that pass to whoever is in charge: {units}.", units=units)

    @classmethod
    def _other_heads(cls, form: Form) -> Words | None:
        staff = somebody(form.scene, form.about)
        others = [one for one in heads_of(form.scene.session, staff.department) if one.person_id != staff.person_id]
        if form.get("value") != Role.DEPT_HEAD or not others:
            return None
        names = listed([one.person.name for one in others], ", ")
        return T("staff", "The department has a head already: {names}. Both would assign then.", names=names)

    @classmethod
    def deed(cls, form: Form, value: Any, because: str) -> None:
        """The rights change with the next tap."""
        scene = form.scene
        employment.change_role(scene.session, form.about, Role(value), by=scene.me, now=scene.now, why=because)


class ChangeDepartment(_Change):
    """Another department; jobs in hand stay with the old one."""

    name, what = "staff_department", "department"
    title = T("button", "Change the department")
    value = Choose(ask=T("staff", "Which department?"), label=T("staff", "Department"), among=which_department)
    why = reason()

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What stays behind."""
        jobs = holding(form.scene.session, somebody(form.scene, form.about)).jobs
        return T("staff", "{count} jobs in hand go back to the head.", count=len(jobs)) if jobs else None

    @classmethod
    def deed(cls, form: Form, value: Any, because: str) -> None:
        """Move them."""
        scene = form.scene
        to = department_of(scene, value)
        employment.change_department(scene.session, form.about, to, by=scene.me, now=scene.now, why=because)


class ChangeTitle(_Change):
    """Another title."""

    name, what = "staff_title", "title"
    title = T("button", "Change the title")
    value = Write(ask=T("staff", "The new title?"), label=T("staff", "Title"), at_most=40)
    why = reason()


class ChangeName(_Change):
    """A name that was written wrongly, or has changed."""

    name, what = "staff_name", "name"
    title = T("button", "Change the name")
    value = Write(ask=T("staff", "The right name?"), label=T("staff", "Name"), at_most=40)
    why = reason()


class ChangePhone(_Change):
    """Another telephone; without one, they are reached by the bot only."""

    name, what = "staff_phone", "phone"
    title = T("button", "Change the telephone")
    value = phone_question()
    why = reason()


class ChangeTrades(_Change):
    """Other trades."""

    name, what = "staff_trades", "trades"
    title = T("button", "Change the trades")
    value = ChooseSeveral(
        ask=T("staff", "Which trades? Tap all that fit, then “That is all”."),
        label=T("staff", "Trades"),
        among=which_trades,
    )
    why = reason()

    @classmethod
    def deed(cls, form: Form, value: Any, because: str) -> None:
        """Change them."""
        super().deed(form, " ".join(value["keys"]), because)


def _endings(form: Form) -> list[Option]:
    return [
        Option("resigned", T("button", "Resigned")),
        Option("contract", T("button", "Contract ended")),
        Option("moved", T("button", "Moved to another office")),
        Option("retired", T("button", "Retired")),
    ]


def _passing(held: Holding) -> list[Words]:
    """Which move-ins pass to whoever is in charge, and which found things have to be asked for (R010, R206)."""
    units = listed([one.unit.number for one in held.move_ins], ", ")
    numbers = listed([one.number for one in held.found], ", ")
    passing = T("staff", "Move-ins that pass to whoever is in charge: {units}.", units=units)
    asked = T("staff", "Still with them, please ask for it now: {numbers}.", numbers=numbers)
    return [*([passing] if held.move_ins else []), *([asked] if held.found else [])]


def _tasks(held: Holding) -> list[Words]:
    """What becomes of the tasks that they have, and of those that they gave (R016)."""
    mine = T("staff", "{count} tasks go back to who gave them.", count=len(held.tasks))
    given = T("staff", "{count} tasks that they gave become yours.", count=len(held.given))
    return [*([mine] if held.tasks else []), *([given] if held.given else [])]


class EndStaff(AboutStaff):
    """The end of an employment: first what it means, then the reason, then once more."""

    name = "end_staff"
    title = T("button", "End employment")
    send_label = T("button", "End it now")
    why = reason(_endings)

    @classmethod
    def check(cls, form: Form) -> None:
        """Not oneself, and not the last manager."""
        super().check(form)
        scene = form.scene
        leading = employment.managers(scene.session, scene.project.id)
        leaving.check_may_leave(scene.session, somebody(scene, form.about), scene.me, leading)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Who it is, and what they hold."""
        staff = somebody(form.scene, form.about)
        held = holding(form.scene.session, staff)
        jobs = [T("staff", "Job {number} goes back to the head.", number=one.number) for one in held.jobs]
        calls = T("staff", "{count} calls go to the desk.", count=len(held.calls)) if held.calls else None
        access = T("staff", "Access ends at once, shifts end today; an unused invitation is void.")
        return lines(super().opening(form), access, *jobs, calls, *_tasks(held), *_passing(held))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """End it, and say what came of it."""
        scene = form.scene
        left = leaving.end(scene.session, form.about, by=scene.me, now=scene.now, why=form["why"])
        name, department = left.staff.person.name, left.staff.department.name
        said = lines(
            T("staff", "{name} no longer works here. Back with the head: {jobs} jobs; with the desk: {calls} calls.",
              name=name, jobs=len(left.jobs), calls=left.calls),
            T("staff", "Back with who gave them: {count} tasks.", count=left.tasks) if left.tasks else None,
            T("staff", "Yours now: {count} tasks that they had given.", count=left.given) if left.given else None,
            T("staff", "With whoever is in charge: {count} move-ins.", count=left.move_ins) if left.move_ins else None,
            T("staff", "The supervisor is told of {count} found things that they still have.", count=left.found) if left.found else None,
            T("staff", "With the desk: {talks} conversations, {messages} messages.", talks=left.talks, messages=left.messages)
            if left.talks or left.messages else None,
            T("staff", "The {department} has no head now: please name one.", department=department) if left.headless else None,
            *map(gap_of, coming_holes(scene.session, scene.project, scene.now)),
        )  # fmt: skip
        return person_card(scene, form.about).headed(said)


FLOWS = (
    ChangeRole,
    ChangeDepartment,
    ChangeTitle,
    ChangeName,
    ChangePhone,
    ChangeTrades,
    EndStaff,
)
