"""The staff's first screen by role, with numbers on the buttons, and what a stranger sees."""

from collections.abc import Iterator

from bot.forms.flow import Flow
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import Money, T, Words, lines
from handlers.staff.cash.menu import WATCHES as MONEY_WATCHES
from handlers.staff.cash.menu import waiting as money_waiting
from handlers.staff.fees.lists import SendBankList, SendList
from handlers.staff.lists import LISTS, count
from handlers.staff.office_menu import may_open
from handlers.staff.register.imports import WORKBOOK, SendWorkbook
from handlers.staff.search import nothing_found, typed
from handlers.staff.talks.forms import Answer, answer_with
from handlers.staff.team.checkin import duty_of
from handlers.start import going_on
from handlers.taps import Go, Place
from models.assignments.leaving import in_hand
from models.enquiries.reading import RECEIVES, waiting
from models.incidents.reading import IN_COMMAND, lasting
from models.ledger.queries import holding_of
from models.ledger.rights import CONFIRMS
from models.marks.sight import marks_for
from models.media.actions import Sent
from models.move_in.reading import waiting_for
from models.people import Role
from models.receivables.rights import OPENS
from models.reports.reading import reads_reports, unsubmitted
from models.rota import on_duty
from models.samples.reading import samples_for
from models.setup.runs import IMPORTERS
from models.talks.queries import held_by

SERVICE = (Place.PROXY, Place.DESK, Place.FEEDBACK, Place.CALLS, Place.COMPLAINTS, Place.OPEN, Place.LEDGER)
MENU = {
    Role.MANAGER: (
        *(Place.DIGEST, Place.OPEN, Place.DESK, Place.COMPLAINTS),
        *(Place.ASSIGN, Place.CALLS, Place.PROXY, Place.LEDGER, Place.PAID_ORDERS),
    ),
    Role.CS_SUPERVISOR: (
        *(Place.DIGEST, Place.OPEN, Place.DESK, Place.FEEDBACK, Place.COMPLAINTS),
        *(Place.CALLS, Place.ASSIGN, Place.PROXY, Place.LEDGER, Place.MOVE_INS, Place.PAID_ORDERS),
    ),
    Role.CS_DESK: (*SERVICE, Place.MOVE_INS),
    Role.CS_FIELD: (*SERVICE, Place.MOVE_INS),
    Role.DEPT_HEAD: (Place.ASSIGN, Place.OPEN, Place.TASKS, Place.PROXY, Place.DIGEST, Place.PAID_ORDERS),
    Role.CONTROL_ROOM: (Place.PROXY, Place.DESK, Place.CALLS, Place.TASKS),
    Role.CASHIER: (Place.MOVE_INS, Place.PROXY, Place.FOUND),
    Role.FINANCE: (Place.RECEIVE, Place.PAID_ORDERS, Place.MOVE_INS),
    Role.ADMIN: (Place.PROXY, Place.FOUND),
}
PERFORMS = (Place.TASKS, Place.PROXY, Place.FOUND)

TITLES: dict[Place, Words] = {
    Place.DIGEST: T("button", "Daily digest"),
    Place.LEDGER: T("button", "Repair ledger"),
    Place.PROXY: T("button", "Enter for an owner"),
    Place.FOUND: T("button", "Lost and found"),
    Place.PAID_ORDERS: T("button", "Paid orders"),
}


def home(scene: Scene) -> Screen:
    """What waits for this person."""
    staff = scene.staff
    duty, check_in = duty_of(scene)
    words = T(
        "staff", "<b>{name}</b>, {title}, {duty}. Please choose.", name=scene.me.name, title=staff.title, duty=duty
    )
    buttons = [Button(_label(scene, place), Go(place)) for place in MENU.get(staff.role, PERFORMS)]
    if Place.MOVE_INS not in MENU.get(staff.role, ()) and waiting_for(scene.session, staff):
        buttons.append(Button(_label(scene, Place.MOVE_INS), Go(Place.MOVE_INS)))
    if staff.role in RECEIVES and waiting(scene.session, scene.project):
        buttons.append(Button(_label(scene, Place.ENQUIRIES), Go(Place.ENQUIRIES)))
    if Place.TASKS not in MENU.get(staff.role, PERFORMS) and count(scene, Place.TASKS):
        buttons.append(Button(_label(scene, Place.TASKS), Go(Place.TASKS)))
    waits = (one for one in (Place.AUDIT, Place.EXPLAIN, Place.REFUNDS, Place.TALKS) if count(scene, one))
    buttons += [Button(_label(scene, place), Go(place)) for place in waits]
    if upset := len(marks_for(scene.session, scene.project, staff, scene.now)):
        buttons.append(Button(T("button", "Owners who are upset ({count})", count=upset), Go(Place.MARKS)))
    if tasks := len(in_hand(scene.session, staff)):
        buttons.append(Button(T("button", "Tasks for me ({count})", count=tasks), Go(Place.MY_ASSIGNMENTS)))
    buttons.extend(_reports(scene))
    if staff.role in IN_COMMAND and (going_now := len(lasting(scene.session, scene.project))):
        buttons.insert(0, Button(T("button", "Incidents ({count})", count=going_now), Go(Place.INCIDENTS)))
    buttons.extend(_money(scene))
    language = Button(T("button", "中文 / English"), Go(Place.LANGUAGE))
    last = (Button(T("button", "The office"), Go(Place.OFFICE)), language) if may_open(staff.role) else (language,)
    return Screen(words, (*check_in, *rows_of(going_on(scene)), *rows_of(buttons, 2), last))


def _reports(scene: Scene) -> Iterator[Button]:
    """Reports that wait for their words, and tickets to be looked at again (R157, J34)."""
    if not reads_reports(scene.staff):
        return
    if open_ones := len(unsubmitted(scene.session, scene.project)):
        yield Button(T("button", "Reports ({count})", count=open_ones), Go(Place.REPORTS))
    if checks := len(samples_for(scene.session, scene.staff, waiting=True)):
        yield Button(T("button", "Quality checks ({count})", count=checks), Go(Place.SAMPLES))


def _money(scene: Scene) -> Iterator[Button]:
    """What is on hand, and what waits to be counted, found or settled (R126)."""
    if mine := holding_of(scene.session, scene.me).fen:
        yield Button(T("button", "On hand: {money}", money=Money(mine)), Go(Place.CASH))
    elif scene.staff.role in MONEY_WATCHES:
        yield Button(T("button", "Money ({count})", count=money_waiting(scene)), Go(Place.CASH))


def _label(scene: Scene, place: Place) -> Words:
    if place in TITLES:
        return TITLES[place]
    return T("button", "{list} ({count})", list=LISTS[place].title, count=count(scene, place))


def stranger(scene: Scene) -> Screen:
    """Only registered employees get in (R001)."""
    words = T(
        "staff",
        "This is the work bot of {building}. It is open to registered staff only. Please ask your manager for an invitation link. "
        "If you are an owner, please call the service desk at {desk}.",
        building=scene.project.name,
        desk=scene.project.desk_phone,
    )
    return Screen(words)


def free_text(scene: Scene, text: str) -> Reply:
    """Words outside of any form: a unit, a number or a name is looked for at once (R169); else they answer who is talked to."""
    found = typed(scene, text)
    if found is None and len(talks := held_by(scene.session, scene.staff)) == 1:
        return answer_with(scene, talks[0], text)
    return found or home(scene).headed(nothing_found(scene, text))


def talk_to_a_person(scene: Scene, _about: str = "") -> Screen:
    """Whom a member of staff can ask: the supervisor, and the desk."""
    people = [
        one
        for one in on_duty(scene.session, scene.project, scene.now)
        if one.role in {Role.CS_SUPERVISOR, Role.MANAGER, Role.DEPT_HEAD}
    ]
    known = [
        T("staff", "{name}, {title}: {phone}", name=one.person.name, title=one.title, phone=one.person.phone)
        for one in people
    ]
    desk = T(
        "staff",
        "Service desk: {phone}. Control room: {room}.",
        phone=scene.project.desk_phone,
        room=scene.project.control_room_phone,
    )
    return Screen(
        lines(T("staff", "Whom you can call now:"), *known, desk),
        (*rows_of(going_on(scene)), (Button(T("button", "Home"), Go(Place.HOME)),)),
    )


def _workbook(scene: Scene) -> type[Flow] | None:
    """The form for a workbook that somebody simply sends: the bank's list of finance, receivables, or the register."""
    role = scene.staff.role
    if role in CONFIRMS:
        return SendBankList
    return SendList if role in OPENS else SendWorkbook if role in IMPORTERS else None


def free_media(scene: Scene, sent: Sent) -> Reply:
    """A picture outside of any form: for the owner who is talked to; or the workbook, which a manager may fill in for hours."""
    if sent.name.lower().endswith(WORKBOOK) and (flow := _workbook(scene)) is not None:
        return Open(flow)
    if len(talks := held_by(scene.session, scene.staff)) == 1:
        return Open(Answer, talks[0].id)
    return home(scene).headed(
        T("staff", "Thank you. Please open the job first and send the picture where it is asked for.")
    )
