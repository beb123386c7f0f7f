"""Taking people on: a new colleague, a new invitation, somebody who comes back (R001, R017)."""

from bot.forms.choices import Choose, ChooseSeveral
from bot.forms.flow import Flow, Form
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Typed, Write
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import LANGUAGES, Reader, T, Words, render
from handlers import typed
from handlers.staff.asking import reason, which_department, which_role, which_trades
from handlers.staff.names import ROLE
from handlers.staff.team.people import departments, invitation, somebody
from models.estate import Both, Department
from models.invitations import free_number
from models.people import PERFORMERS, Role
from models.refusals import NotYours, TooLate
from models.staffing import employment


def check_manager(form: Form) -> None:
    """Only the manager; raises NotYours."""
    if form.scene.staff.role != Role.MANAGER:
        raise NotYours(**({"staff": form.about} if form.about else {}))


def department_of(scene: Scene, code: str) -> Department:
    """The department with this code."""
    return next(one for one in departments(scene) if one.code == code)


def _free_number(form: Form, text: str) -> str | None:
    number = typed.staff_number(text)
    if number and employment.number_taken(form.scene.session, form.scene.project, number):
        raise NotAnAnswer(T("staff", "Somebody has no. {number} already. Please give another one.", number=number))
    return number


def _number_proposed(form: Form) -> list[Option]:
    number = free_number(form.scene.session, form.scene.project)
    return [Option(number, number)]


def _free_phone(form: Form, text: str) -> str | None:
    phone = typed.phone(text)
    known = employment.with_phone(form.scene.session, form.scene.project, phone or "", but=form.about)
    if known is None:
        return phone
    if known.left_at:
        words = T(
            "staff",
            "{name} ({number}) had this number and has left. To take them on again, open their card under “Former colleagues”.",
            name=known.person.name,
            number=known.number,
        )
    else:
        words = T(
            "staff",
            "{name} ({number}) has this number. Please give another one, or go on without.",
            name=known.person.name,
            number=known.number,
        )
    raise NotAnAnswer(words)


def in_every_language(scene: Scene, words: Words) -> Both:
    """Words of the house as a name in both languages."""
    zh, en = (render(words, Reader(language, scene.reader.zone), escape=False) for language in LANGUAGES)
    return Both(zh, en)


def phone_question() -> Typed:
    """A telephone that nobody else of the staff has."""
    return Typed(
        ask=T("staff", "Telephone?"),
        label=T("staff", "Telephone"),
        read=_free_phone,
        shows=lambda form, value: str(value),
        example="13800000000",
        optional=True,
    )


class Hire(Flow):
    """A new colleague, and the invitation with which they get in."""

    name = "hire"
    title = T("button", "Add somebody")
    send_label = T("button", "Take on and invite")

    called = Write(ask=T("staff", "What is their name?"), label=T("staff", "Name"), at_most=40)
    department = Choose(ask=T("staff", "Which department?"), label=T("staff", "Department"), among=which_department)
    role = Choose(
        ask=T("staff", "Which role? It decides what they may do."), label=T("staff", "Role"), among=which_role
    )
    trades = ChooseSeveral(
        ask=T("staff", "Which trades? Tap all that fit, then “That is all”."),
        label=T("staff", "Trades"),
        among=which_trades,
        when=lambda form: form.get("role") in PERFORMERS,
    )
    position = Write(
        ask=T("staff", "Their title, as colleagues and owners read it? Without one, it is the role."),
        label=T("staff", "Title"),
        at_most=40,
        optional=True,
    )
    phone = phone_question()
    number = Typed(
        ask=T("staff", "Which staff number? Tap the proposed one, or write another."),
        label=T("staff", "Number"),
        read=_free_number,
        shows=lambda form, value: str(value),
        example="E024",
        suggestions=_number_proposed,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the manager."""
        check_manager(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Take them on, and show the invitation."""
        scene, role, title = form.scene, Role(form["role"]), form.get("position")
        staff, code = employment.hire(
            scene.session,
            scene.project,
            by=scene.me,
            now=scene.now,
            name=form["called"],
            number=form["number"],
            department=department_of(scene, form["department"]),
            role=role,
            title=Both(title, title) if title else in_every_language(scene, ROLE[role]),
            trades=(form.get("trades") or {"keys": []})["keys"],
            phone=form.get("phone") or "",
        )
        return invitation(scene, staff.person_id, code)


class AboutStaff(Flow):
    """The parent of forms about one colleague: they return to the card."""

    subject = "staff"

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the manager, and only about somebody who works here."""
        check_manager(form)
        if somebody(form.scene, form.about).left_at:
            raise TooLate(staff=form.about)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Who it is."""
        staff = somebody(form.scene, form.about)
        return T("staff", "{name} ({number}), {title}", name=staff.person.name, number=staff.number, title=staff.title)


class Invite(AboutStaff):
    """A new link for somebody who lost theirs, or has another telephone account."""

    name = "invite"
    title = T("button", "New invitation")
    send_label = T("button", "Make the invitation")

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What becomes of the old one."""
        return T(
            "staff", "An earlier invitation is void then; who is on the bot stays on it until the new one is used."
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Make it."""
        scene = form.scene
        code = employment.invite_again(scene.session, form.about, by=scene.me, now=scene.now)
        return invitation(scene, form.about, code)


class Rehire(AboutStaff):
    """Somebody comes back: the same person and number, a new invitation."""

    name = "rehire"
    title = T("button", "Take on again")
    send_label = T("button", "Take on and invite")
    why = reason()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only somebody who has left."""
        check_manager(form)
        if somebody(form.scene, form.about).left_at is None:
            raise TooLate(staff=form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Take them on, and show the invitation."""
        scene = form.scene
        code = employment.rehire(scene.session, form.about, by=scene.me, now=scene.now, why=form["why"])
        return invitation(scene, form.about, code)


FLOWS = (Hire, Invite, Rehire)
