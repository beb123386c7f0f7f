"""The duty roster: who comes on a day or in a week, where a post is empty, and one person's days (R005, R015)."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Clockface, T, Words, lines, listed
from handlers.staff.asking import today
from handlers.staff.names import PAGE, day_of, gap_of, page_of, shift_of, turn, ways_out
from handlers.staff.rings import own_rings
from handlers.staff.taps import OpenStaff, PickPlanned, RosterDay, RosterOf, RosterWeek
from handlers.staff.team.people import departments, somebody
from handlers.taps import Begin, Go, Place
from models.people import Leave, Role, Shift, Staff
from models.refusals import Gone, NotYours
from models.rota import plan_of, staff_of, with_shifts
from models.staffing.checkins import checked_in_on
from models.staffing.employment import READERS
from models.staffing.gaps import coming_holes
from models.staffing.leaders import EVERYBODYS
from models.staffing.plan import Plan
from models.staffing.roster import may_plan

WEEK = 7
A_DAY = timedelta(days=1)
FARTHEST = 400


def roster_menu(scene: Scene) -> Reply:
    """Today: a head sees the own department first, the others everybody."""
    me = scene.staff
    return roster_day(scene, RosterDay(today(scene).toordinal(), me.department_id if me.role == Role.DEPT_HEAD else 0))


def _day(scene: Scene, ordinal: int) -> date:
    """The day of a button; raises Gone for what nobody plans."""
    if abs(ordinal - today(scene).toordinal()) > FARTHEST:
        raise Gone
    return date.fromordinal(ordinal)


def _people(scene: Scene, department: int) -> list[Staff]:
    """Who is on the roster that this person may see; raises NotYours."""
    me = scene.staff
    if me.role not in READERS:
        raise NotYours
    if me.role == Role.DEPT_HEAD:
        department = me.department_id
    return [one for one in staff_of(scene.session, scene.project) if department in (0, one.department_id)]


def roster_day(scene: Scene, tap: RosterDay) -> Screen:
    """Who comes on a day: from when to when, on leave, checked in."""
    day, people = _day(scene, tap.day), _people(scene, tap.department)
    plan = plan_of(scene.session, scene.project, day, day)
    here = checked_in_on(scene.session, scene.project, day)
    said = [_line(plan, one, day, one.person_id in here) for one in people]
    off = [one for one, line in zip(people, said, strict=True) if line is None]
    planned = with_shifts(scene.session, scene.project, day)
    words = lines(
        T("staff", "<b>Roster {day}</b>", day=day_of(day, scene.project.zone)),
        *said,
        _named(T("staff", "Free:"), [one for one in off if one.person_id in planned]),
        _named(T("staff", "Not planned yet:"), [one for one in off if one.person_id not in planned]),
        *_holes(scene),
    )
    return Screen(
        words, (*_day_rows(scene, tap), *_department_rows(scene, tap), *_last_rows(scene, tap.day, tap.department))
    )


def _named(what: T, people: Sequence[Staff]) -> Words | None:
    """So many names behind a word; None for nobody."""
    names = listed((one.person.name for one in people), ", ")
    return T("staff", "{what} {names}", what=what, names=names) if people else None


def _line(plan: Plan, staff: Staff, day: date, checked: bool) -> Words | None:
    """One person's day; None for somebody who is simply free."""
    name = staff.person.name
    if leave := plan.leave_on(staff.person_id, day):
        return T("staff", "{name}: on leave ({reason})", name=name, reason=leave.reason)
    spells = plan.spells_on(staff.person_id, day)
    if not spells:
        return None
    times = listed([listed([Clockface(one.starts), Clockface(one.ends)], "-") for one in spells], ", ")
    if checked:
        return T("staff", "{name}: {times}, checked in", name=name, times=times)
    return T("staff", "{name}: {times}", name=name, times=times)


def _holes(scene: Scene) -> list[Words]:
    """Where a post that is never empty is, in the next seven days (R014, R015)."""
    found = coming_holes(scene.session, scene.project, scene.now)
    return [T("staff", "<b>Attention</b>"), *map(gap_of, found)] if found else []


def _day_rows(scene: Scene, tap: RosterDay) -> tuple[Row, ...]:
    before = Button(T("button", "Day before"), RosterDay(tap.day - 1, tap.department))
    after = Button(T("button", "Day after"), RosterDay(tap.day + 1, tap.department))
    now = today(scene).toordinal()
    return ((before, Button(T("button", "Today"), RosterDay(now, tap.department)), after),)


def _department_rows(scene: Scene, tap: RosterDay) -> tuple[Row, ...]:
    """The other departments, for those who see them all."""
    if scene.staff.role == Role.DEPT_HEAD:
        return ()
    others = [Button(one.name, RosterDay(tap.day, one.id)) for one in departments(scene) if one.id != tap.department]
    everybody = [Button(T("button", "Everybody"), RosterDay(tap.day, 0))] if tap.department else []
    return rows_of([*everybody, *others], 3)


def _last_rows(scene: Scene, day: int, department: int) -> tuple[Row, ...]:
    week = Button(T("button", "The week"), RosterWeek(day, department))
    change = Button(T("button", "Change somebody's hours"), PickPlanned(department, 0))
    return ((week, change), ways_out(Go(Place.OFFICE)))


def roster_week(scene: Scene, tap: RosterWeek) -> Screen:
    """Seven days: how many come, who is on leave, and where there is a hole; each day is a button."""
    first, people = _day(scene, tap.day), _people(scene, tap.department)
    days = [first + timedelta(days=ahead) for ahead in range(WEEK)]
    plan, zone = plan_of(scene.session, scene.project, days[0], days[-1]), scene.project.zone
    said = [_summary(scene, plan, people, day) for day in days]
    buttons = [Button(day_of(day, zone), RosterDay(day.toordinal(), tap.department)) for day in days]
    weeks = (
        Button(T("button", "Week before"), RosterWeek(tap.day - WEEK, tap.department)),
        Button(T("button", "Week after"), RosterWeek(tap.day + WEEK, tap.department)),
    )
    words = lines(T("staff", "<b>Roster from {day}</b>", day=day_of(first, zone)), *said, *_holes(scene))
    change = (Button(T("button", "Change somebody's hours"), PickPlanned(tap.department, 0)),)
    back = ways_out(RosterDay(tap.day, tap.department))
    return Screen(words, (*rows_of(buttons, 2), weeks, change, back))


def _summary(scene: Scene, plan: Plan, people: Sequence[Staff], day: date) -> Words:
    coming = sum(bool(plan.spells_on(one.person_id, day)) for one in people)
    away = [one.person.name for one in people if plan.leave_on(one.person_id, day)]
    said = day_of(day, scene.project.zone)
    if away:
        return T("staff", "{day}: {count} come; on leave: {names}", day=said, count=coming, names=listed(away, ", "))
    return T("staff", "{day}: {count} come", day=said, count=coming)


def pick_planned(scene: Scene, tap: PickPlanned) -> Screen:
    """Whose hours? Those whom this person may plan."""
    mine = [one for one in _people(scene, tap.department) if may_plan(scene.staff, one)]
    page = max(0, min(tap.page, (len(mine) - 1) // PAGE))
    buttons = [
        Button(T("button", "{name}, {title}", name=one.person.name, title=one.title), RosterOf(one.person_id))
        for one in page_of(mine, page)
    ]
    words = T("staff", "<b>Roster</b>. Whose hours are to be changed?")
    pages = turn(len(mine), page, lambda to: PickPlanned(tap.department, to))
    back = ways_out(RosterDay(today(scene).toordinal(), tap.department))
    return Screen(words, (*rows_of(buttons, 2), pages, back))


def roster_of(scene: Scene, tap: RosterOf) -> Screen:
    """One person's days."""
    return roster_card(scene, tap.staff)


def my_shifts(scene: Scene) -> Reply:
    """Anybody's own coming days."""
    return roster_card(scene, scene.staff.person_id)


def roster_card(scene: Scene, staff_id: int) -> Screen:
    """The next seven days of one person, the weekly shifts and the leaves; who plans them finds the ways to change them."""
    me, staff = scene.staff, somebody(scene, staff_id)
    if staff.left_at is not None:
        raise Gone
    if me.person_id != staff_id and not may_plan(me, staff):
        raise NotYours
    first = today(scene)
    days = [first + timedelta(days=ahead) for ahead in range(WEEK)]
    plan = plan_of(scene.session, scene.project, days[0], days[-1])
    words = lines(
        T("staff", "<b>{name}</b>: the next seven days", name=staff.person.name),
        *(_own_day(scene, plan, staff, day) for day in days),
        "",
        *_standing(scene, staff, first),
        own_rings(scene, staff),
        *(_holes(scene) if may_plan(me, staff) else ()),
    )
    return Screen(words, _card_rows(me, staff), f"roster:{staff_id}")


def _own_day(scene: Scene, plan: Plan, staff: Staff, day: date) -> Words:
    said, zone = day_of(day, scene.project.zone), scene.project.zone
    if leave := plan.leave_on(staff.person_id, day):
        return T("staff", "{day}: on leave ({reason})", day=said, reason=leave.reason)
    spells = plan.spells_on(staff.person_id, day)
    if not spells:
        return T("staff", "{day}: free", day=said)
    times = [
        listed([f"{one.starts.astimezone(zone):%H:%M}", f"{one.ends.astimezone(zone):%H:%M}"], "-") for one in spells
    ]
    return T("staff", "{day}: {times}", day=said, times=listed(times, ", "))


def weekly_shifts(scene: Scene, staff: Staff) -> list[Shift]:
    """The weekly shifts that hold now or will."""
    wanted = select(Shift).where(Shift.staff_id == staff.person_id, ~Shift.instead).order_by(Shift.id)
    first = today(scene)
    return [one for one in scene.session.scalars(wanted) if one.valid_until is None or one.valid_until >= first]


def coming_leaves(scene: Scene, staff: Staff) -> Sequence[Leave]:
    """The leaves that are not over."""
    wanted = select(Leave).where(Leave.staff_id == staff.person_id, Leave.last >= today(scene))
    return scene.session.scalars(wanted.order_by(Leave.first)).all()


def _standing(scene: Scene, staff: Staff, first: date) -> list[Words]:
    zone = scene.project.zone
    said: list[Words] = []
    for shift in weekly_shifts(scene, staff):
        said.append(T("staff", "Weekly: {shift}", shift=shift_of(shift)))
        if shift.valid_from and shift.valid_from > first:
            said.append(T("staff", "  from {day} on", day=day_of(shift.valid_from, zone)))
        if shift.valid_until:
            said.append(T("staff", "  until {day}", day=day_of(shift.valid_until, zone)))
    for leave in coming_leaves(scene, staff):
        days = {"first": day_of(leave.first, zone), "last": day_of(leave.last, zone)}
        said.append(T("staff", "Leave {first} to {last}: {reason}", **days, reason=leave.reason))
    return said


def _card_rows(me: Staff, staff: Staff) -> tuple[Row, ...]:
    if not may_plan(me, staff):
        return (ways_out(Go(Place.OFFICE)),)
    number = staff.person_id
    card = (Button(T("button", "Their card"), OpenStaff(number)),) if me.role in EVERYBODYS else ()
    return (
        (
            Button(T("button", "Leave or sick"), Begin("absence", number)),
            Button(T("button", "One day"), Begin("day", number)),
        ),
        (
            Button(T("button", "Swap for a day"), Begin("swap", number)),
            Button(T("button", "Comes again"), Begin("back", number)),
        ),
        (
            Button(T("button", "Add a weekly shift"), Begin("shift", number)),
            Button(T("button", "End a weekly shift"), Begin("shift_end", number)),
        ),
        card,
        ways_out(PickPlanned(staff.department_id, 0)),
    )
