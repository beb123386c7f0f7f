"""The staff of the office: lists by department, a card per person, invitations, history (R001, R003, R017)."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.tables import BotAccount
from bot.texts import T, Words, lines
from handlers.staff.names import PAGE, ROLE, page_of, shift_of, trades_of, turn, ways_out
from handlers.staff.taps import ListStaff, OpenStaff, RosterOf, StaffHistory
from handlers.taps import Begin, Go, Place
from models.access.codes import open_code
from models.estate import Department
from models.people import Binding, Role, Shift, Side, Staff
from models.refusals import Gone, NotYours
from models.staffing.employment import READERS, changes_of
from models.staffing.holding import holding
from models.staffing.leaving import headless
from models.staffing.outside import outside
from models.staffing.roster import may_plan

INVITATION = "invitation"
CHANGED = {
    "hired": T("staff", "taken on"),
    "rehired": T("staff", "taken on again"),
    "invited": T("staff", "new invitation"),
    "left": T("staff", "employment ended"),
    "role": T("staff", "role"),
    "department": T("staff", "department"),
    "number": T("staff", "staff number"),
    "name": T("staff", "name"),
    "title": T("staff", "title"),
    "trades": T("staff", "trades"),
    "phone": T("staff", "telephone"),
    "shift": T("staff", "weekly shift"),
    "day": T("staff", "hours of a day"),
    "leave": T("staff", "leave"),
    "swap": T("staff", "swap"),
}


def reader(scene: Scene) -> Staff:
    """Who reads, if they may see everybody; raises NotYours."""
    if scene.staff.role not in READERS:
        raise NotYours
    return scene.staff


def somebody(scene: Scene, staff_id: int) -> Staff:
    """One of the office's people, also who has left; raises Gone."""
    found = scene.session.get(Staff, staff_id)
    if found is None or found.project_id != scene.project.id:
        raise Gone
    return found


def departments(scene: Scene) -> Sequence[Department]:
    """The departments of the office."""
    wanted = select(Department).where(Department.project_id == scene.project.id).order_by(Department.id)
    return scene.session.scalars(wanted).all()


def team(scene: Scene, department: int) -> Sequence[Staff]:
    """A department's people by number; with 0 those who have left."""
    mine = Staff.department_id == department if department else Staff.left_at.is_not(None)
    wanted = select(Staff).where(Staff.project_id == scene.project.id, mine).order_by(Staff.number)
    return scene.session.scalars(wanted.where(Staff.left_at.is_(None)) if department else wanted).all()


def staff_menu(scene: Scene) -> Reply:
    """The departments, with how many work there."""
    role, buttons, alone = reader(scene).role, [], []
    for one in departments(scene):
        count = len(team(scene, one.id))
        buttons.append(
            Button(T("button", "{department} ({count})", department=one.name, count=count), ListStaff(one.id, 0))
        )
        alone += [T("staff", "{department}: no head", department=one.name)] if headless(scene.session, one) else []
    former = Button(T("button", "Former colleagues"), ListStaff(0, 0))
    new = (Button(T("button", "Add somebody"), Begin("hire", 0)),) if role == Role.MANAGER else ()
    words = lines(T("staff", "<b>Staff</b>. Please choose a department."), *alone)
    return Screen(words, (*rows_of(buttons, 2), (*new, former), _invite_all(scene), ways_out(Go(Place.OFFICE))))


def _invite_all(scene: Scene) -> Row:
    """For the manager, while somebody has no way in."""
    waiting = outside(scene.session, scene.project, scene.now) if scene.staff.role == Role.MANAGER else ()
    label = T("button", "Invite all ({count})", count=len(waiting))
    return (Button(label, Begin("invite_all", 0)),) if waiting else ()


def list_staff(scene: Scene, tap: ListStaff) -> Reply:
    """The people of one department."""
    reader(scene)
    found = team(scene, tap.department)
    name = next((one.name for one in departments(scene) if one.id == tap.department), None)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    buttons = [Button(_line(one), OpenStaff(one.person_id)) for one in page_of(found, page)]
    words = T("staff", "<b>{department}</b>", department=name) if name else T("staff", "<b>Former colleagues</b>")
    empty = None if found else T("staff", "Nobody.")
    pages = turn(len(found), page, lambda to: ListStaff(tap.department, to))
    return Screen(lines(words, empty), (*rows_of(buttons), pages, ways_out(Go(Place.STAFF))))


def _line(staff: Staff) -> Words:
    return T("button", "{name} {number}, {title}", name=staff.person.name, number=staff.number, title=staff.title)


def open_staff(scene: Scene, tap: OpenStaff) -> Screen:
    """Somebody's card."""
    return person_card(scene, tap.staff)


def person_card(scene: Scene, staff_id: int) -> Screen:
    """Who it is, what they do, when they come, what they have in hand, and what can be changed."""
    me, staff = reader(scene), somebody(scene, staff_id)
    words = lines(
        T("staff", "<b>{name}</b>, no. {number}", name=staff.person.name, number=staff.number),
        T("staff", "{title}, {department}", title=staff.title, department=staff.department.name),
        T("staff", "Role: {role}", role=ROLE[staff.role]),
        T("staff", "Trades: {trades}", trades=trades_of(staff.trades)) if staff.trades else None,
        T("staff", "Telephone: {phone}", phone=staff.person.phone) if staff.person.phone else None,
        _on_the_bot(scene, staff),
        *(_work(scene, staff) if staff.left_at is None else ()),
    )
    return Screen(words, _rows(me, staff), f"staff:{staff_id}")


def _on_the_bot(scene: Scene, staff: Staff) -> Words:
    if staff.left_at:
        return T("staff", "Left the office on {time}.", time=staff.left_at)
    bound = select(Binding.id).where(Binding.person_id == staff.person_id, Binding.side == Side.STAFF)
    if scene.session.scalar(bound) is not None:
        return T("staff", "On the bot: yes")
    invitation = open_code(scene.session, staff.person_id, Side.STAFF, scene.now)
    if invitation:
        return T("staff", "On the bot: not yet; the invitation is good until {time}", time=invitation.expires_at)
    return T("staff", "On the bot: no; a new invitation lets them in")


def _work(scene: Scene, staff: Staff) -> list[Words]:
    today = scene.now.astimezone(scene.project.zone).date()
    wanted = select(Shift).where(Shift.staff_id == staff.person_id, ~Shift.instead).order_by(Shift.id)
    weekly = [one for one in scene.session.scalars(wanted) if one.valid_until is None or one.valid_until >= today]
    held = holding(scene.session, staff)
    return [
        *(T("staff", "Shift: {shift}", shift=shift_of(one)) for one in weekly),
        T("staff", "In hand: {jobs} jobs, {calls} calls", jobs=len(held.jobs), calls=len(held.calls)),
        *([T("staff", "Tasks in hand: {count}", count=len(held.tasks))] if held.tasks else []),
    ]


def _rows(me: Staff, staff: Staff) -> tuple[Row, ...]:
    back = ways_out(ListStaff(staff.department_id if staff.left_at is None else 0, 0))
    shifts = Button(T("button", "Shifts"), RosterOf(staff.person_id))
    if me.role != Role.MANAGER:
        return ((shifts,), back) if staff.left_at is None and may_plan(me, staff) else (back,)
    history = Button(T("button", "History"), StaffHistory(staff.person_id, 0))
    if staff.left_at:
        return ((Button(T("button", "Take on again"), Begin("rehire", staff.person_id)), history), back)
    return (
        (_change(staff, "role", T("button", "Role")), _change(staff, "department", T("button", "Department"))),
        (_change(staff, "title", T("button", "Title")), _change(staff, "trades", T("button", "Trades"))),
        (_change(staff, "phone", T("button", "Telephone")), _change(staff, "name", T("button", "Name"))),
        (shifts, history),
        (
            Button(T("button", "New invitation"), Begin("invite", staff.person_id)),
            Button(T("button", "End employment"), Begin("end_staff", staff.person_id)),
        ),
        back,
    )


def _change(staff: Staff, what: str, label: T) -> Button:
    return Button(label, Begin(f"staff_{what}", staff.person_id))


def history(scene: Scene, tap: StaffHistory) -> Screen:
    """What was changed, by whom and why; the manager reads it (R017)."""
    staff = somebody(scene, tap.staff)
    if scene.staff.role != Role.MANAGER:
        raise NotYours(staff=staff.person_id)
    found = changes_of(scene.session, staff.person_id)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    said = [
        T(
            "staff",
            "{time} {what}: from {old} to {new}, by {who}. {why}",
            time=one.at,
            what=CHANGED[one.what],
            old=_said(scene, one.what, one.old),
            new=_said(scene, one.what, one.new),
            who=one.by.name,
            why=one.why,
        )
        for one in page_of(found, page)
    ]
    title = T("staff", "<b>{name}</b>: what was changed", name=staff.person.name)
    pages = turn(len(found), page, lambda to: StaffHistory(tap.staff, to))
    words = lines(title, *(said or [T("staff", "Nothing yet.")]))
    return Screen(words, (pages, ways_out(OpenStaff(tap.staff))))


def _said(scene: Scene, what: str, code: str) -> Words:
    """One side of a change in words."""
    if not code:
        return "-"
    if what in {"hired", "left", "role"}:
        return ROLE[Role(code)]
    if what == "department":
        return next((one.name for one in departments(scene) if one.code == code), code)
    return trades_of(code.split()) if what == "trades" else code


def invitation(scene: Scene, staff_id: int, code: str) -> Screen:
    """The link to hand on, and its QR code as a picture to follow; good once, for seven days."""
    wanted = select(BotAccount.username).where(BotAccount.project_id == scene.project.id, BotAccount.side == Side.STAFF)
    link = f"https://t.me/{scene.session.scalars(wanted).first() or ''}?start={code}"
    staff = somebody(scene, staff_id)
    ask_for(scene.session, person=scene.me, kind=INVITATION, facts={"link": link, "staff": staff_id}, now=scene.now)
    words = T(
        "staff",
        "The invitation for {name} ({number}), good once, for seven days:\n{link}\n"
        "Please send it to them, or show them the QR code that follows. They open it and press Start.",
        name=staff.person.name,
        number=staff.number,
        link=link,
    )
    more = Button(T("button", "Add somebody"), Begin("hire", 0))
    return Screen(words, ((Button(T("button", "Their card"), OpenStaff(staff_id)), more), ways_out(Go(Place.STAFF))))
