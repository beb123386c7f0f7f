"""What people hear about people: jobs that come back, holes of the roster, leave, forgotten check-ins (R015)."""

from datetime import datetime

from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import Clockface, T, Words, lines, listed
from handlers.notices.making import Maker
from handlers.staff.names import ROLE, day_of, gap_of
from handlers.staff.taps import CheckInNow, RosterDay, RosterOf
from handlers.staff.team.left_behind import left_rows, left_words
from handlers.taps import Go, Place
from models.notices import Notice
from models.people import Leave, Person, Staff
from models.staffing.checkins import spell_of
from models.staffing.gaps import away_in, coming_holes
from models.staffing.plan import Gap, Post
from models.staffing.reminders import absent
from models.staffing.roster import left_behind


def _holes(scene: Scene, notice: Notice) -> Screen | None:
    """Holes that are still there."""
    announced = [_announced(*gap) for gap in notice.facts["gaps"]]
    still = [
        gap
        for gap in coming_holes(scene.session, scene.project, scene.now)
        if any(gap.post == one.post and gap.starts < one.ends and one.starts < gap.ends for one in announced)
    ]
    if not still:
        return None
    away = {
        staff.person.name: leave.reason for gap in still for staff, leave in away_in(scene.session, scene.project, gap)
    }
    said = [T("staff", "{name} ({reason})", name=name, reason=reason) for name, reason in away.items()]
    words = lines(
        T("staff", "<b>A hole in the duty roster</b>"),
        *map(gap_of, still),
        T("staff", "On leave: {names}. Please arrange who comes instead.", names=listed(said, ", ")) if said else None,
    )
    day = still[0].starts.astimezone(scene.project.zone).date()
    return Screen(
        words,
        (
            (Button(T("button", "That day"), RosterDay(day.toordinal(), 0)),),
            (Button(T("button", "Duty roster"), Go(Place.ROSTER)),),
        ),
    )


def _announced(starts: str, ends: str, post: str = Post.INTAKE) -> Gap:
    return Gap(datetime.fromisoformat(starts), datetime.fromisoformat(ends), Post(post))


def _away(scene: Scene, notice: Notice) -> Screen | None:
    """Somebody does not come, and leaves jobs or tasks behind."""
    staff, leave = scene.session.get(Staff, notice.facts["staff"]), scene.session.get(Leave, notice.facts["leave"])
    if staff is None or leave is None:
        return None
    zone = scene.project.zone
    left = left_behind(scene.session, staff, leave.first, leave.last, scene.now.astimezone(zone).date())
    who = T(
        "staff",
        "<b>{name} does not come</b> {first} to {last} ({reason}).",
        name=staff.person.name,
        first=day_of(leave.first, zone),
        last=day_of(leave.last, zone),
        reason=leave.reason,
    )
    roster = Button(T("button", "Shifts"), RosterOf(staff.person_id))
    return Screen(lines(who, left_words(left) if left else None), (*left_rows(scene, left), (roster,)))


def _names(scene: Scene, notice: Notice) -> Words | None:
    """Who of those meant has still not checked in."""
    began = datetime.fromisoformat(notice.facts["began"])
    found = [scene.session.get(Staff, number) for number in notice.facts["staff"]]
    employed = [one for one in found if one is not None and one.left_at is None]
    late = absent(scene.session, scene.project, began, employed)
    said = [T("staff", "{name} {phone}", name=one.person.name, phone=one.person.phone) for one in late]
    return listed(said, ", ") if said else None


def _reminder(scene: Scene, notice: Notice) -> Screen | None:
    """To the one who forgot it."""
    if _names(scene, notice) is None or spell_of(scene.session, scene.staff, scene.now) is None:
        return None
    began = Clockface(datetime.fromisoformat(notice.facts["began"]))
    words = T(
        "staff", "Your shift began at {time}. Please check in; if you cannot come, please call your head.", time=began
    )
    return Screen(words, ((Button(T("button", "Check in for duty"), CheckInNow()),),))


def _missing(heading: T) -> Maker:
    """To those who can send somebody."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        names = _names(scene, notice)
        if names is None:
            return None
        began = Clockface(datetime.fromisoformat(notice.facts["began"]))
        words = lines(heading, T("staff", "Since {time}: {names}", time=began, names=names))
        return Screen(words, ((Button(T("button", "Duty roster"), Go(Place.ROSTER)),),))

    return make


def _role(scene: Scene, notice: Notice) -> Screen | None:
    """To the one whose role it is; of a later change another notice says."""
    by = scene.session.get(Person, notice.facts["by"])
    if by is None or scene.staff.role != notice.facts["role"]:
        return None
    words = T(
        "staff",
        "{name} has given you another role: <b>{role}</b>. Your menu shows what you do now.",
        name=by.name,
        role=ROLE[scene.staff.role],
    )
    return Screen(words, ((Button(T("button", "Home"), Go(Place.HOME)),),))


STAFF: dict[str, Maker] = {
    "staff.role": _role,
    "roster.hole": _holes,
    "roster.away": _away,
    "check_in.reminder": _reminder,
    "check_in.missing": _missing(T("staff", "<b>Not checked in</b>")),
    "check_in.intake": _missing(T("staff", "<b>The intake desk has not checked in</b>")),
}
