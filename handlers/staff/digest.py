"""The daily digest: every line a button that opens the ticket (DOMAIN 5.4, J10)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.scene import Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import Day, Money, T, Words, lines, listed
from handlers.staff import digest_lines
from handlers.staff.digest_fees import fee_lines
from handlers.staff.lists import line_of
from handlers.staff.names import booking_words
from handlers.staff.surveys.lines import digest_lines as survey_digest
from handlers.taps import Go, OpenTicket, Place
from handlers.ticket.times import hour_or_day
from handlers.words import CHANNEL, STAGE
from models.announcements.figures import Standing
from models.complaints.lifecycle import Grade
from models.digest import READERS, Digest, Time, digest
from models.incidents.lifecycle import LASTING
from models.mailbox.reading import Box
from models.orders.takings import Takings
from models.refusals import NotYours
from models.surveys.figures import Standing as Survey
from models.tickets.outcomes import Rating
from models.tickets.tables import Ticket

MOST_BUTTONS = 12
FEW = 3


def show_digest(scene: Scene) -> Reply:
    """The digest as it stands at this moment."""
    hour = scene.now.astimezone(scene.project.zone).hour
    return digest_screen(scene, Time.MORNING if hour < 14 else Time.EVENING)


def digest_screen(scene: Scene, when: Time) -> Screen:
    """One of the two digests, for one reader; raises NotYours for those who get none."""
    if scene.staff.role not in READERS:
        raise NotYours
    found = digest(scene.session, scene.project, scene.staff, when, scene.now)
    home = Button(T("button", "Home"), Go(Place.HOME))
    if found.is_empty:
        return Screen(T("staff", "Digest {day}: nothing new, nothing open.", day=Day(scene.now)), ((home,),))
    words = _morning(scene, found) if when == Time.MORNING else _evening(scene, found)
    tasks = (Button(T("button", "Tasks given"), Go(Place.ASSIGNMENTS)),) if found.tasks.open else ()
    cases = (Button(T("button", "Move-ins"), Go(Place.MOVE_INS)),) if found.move_ins else ()
    if found.incidents:
        cases = (Button(T("button", "Incidents"), Go(Place.INCIDENTS)), *cases)
    if found.complaints:
        cases = (Button(T("button", "Complaints"), Go(Place.COMPLAINTS)), *cases)
    asked = (Button(T("button", "Enquiries"), Go(Place.ENQUIRIES)),) if found.enquiries else ()
    said = (Button(T("button", "Announcements"), Go(Place.ANNOUNCEMENTS)),) if found.announcements != Standing() else ()
    box = (Button(T("button", "Manager's mailbox"), Go(Place.MAILBOX)),) if found.mailbox != Box() else ()
    survey = (Button(T("button", "Opinion survey"), Go(Place.SURVEYS)),) if found.survey != Survey() else ()
    paid = (Button(T("button", "Paid orders"), Go(Place.PAID_ORDERS)),) if found.money != Takings() else ()
    fees = () if found.fees.is_empty else (Button(T("button", "Fees"), Go(Place.ACCOUNTS)),)
    may = (*tasks, *cases, *asked, *said, *box, *survey, *paid, *fees, *digest_lines.buttons(found), home)
    return Screen(words, (*rows_of(_buttons(scene, found)), *rows_of(may, 3)))


def _morning(scene: Scene, found: Digest) -> Words:
    channels = listed(
        (T("staff", "{channel} {count}", channel=CHANNEL[one], count=count) for one, count in found.by_channel.items()),
        ", ",
    )
    return lines(
        T("staff", "<b>Morning digest {day}</b>", day=Day(scene.now)),
        T("staff", "New since {since}: {count}", since=found.since, count=found.fresh),
        digest_lines.kinds(found),
        T("staff", "Channels: {channels}", channels=channels) if found.by_channel else None,
        *_state(scene, found, evening=False),
        T("staff", "On duty: {count}, checked in: {here}", count=len(found.present), here=found.checked_in),
        T("staff", "On duty: {teams}", teams=_teams(found)),
    )


def _teams(found: Digest) -> Words:
    """How many of each department; one department's head sees the names."""
    teams = Counter(one.department.name for one in found.present)
    if len(teams) == 1:
        return listed((one.person.name for one in found.present), " · ")
    return listed(T("staff", "{team} {count}", team=team, count=count) for team, count in teams.items())


def _evening(scene: Scene, found: Digest) -> Words:
    return lines(
        T("staff", "<b>Evening digest {day}</b>", day=Day(scene.now)),
        T(
            "staff",
            "Today: new {fresh}, done {done}, closed {ended}",
            fresh=found.fresh,
            done=found.done,
            ended=found.ended,
        ),
        *_state(scene, found, evening=True),
    )


def _state(scene: Scene, found: Digest, *, evening: bool) -> list[Words | None]:
    return [
        T(
            "staff",
            "Open: {count}, of them urgent: {urgent}, overdue: {overdue}",
            count=len(found.open),
            urgent=len(found.urgent),
            overdue=len(found.overdue),
        ),
        *digest_lines.how_old(found),
        *digest_lines.today(scene, found, evening=evening),
        *(_nobody(scene, ticket) for ticket in found.nobody[:FEW]),
        *_bookings(found),
        T("staff", "Calls to make: {count}", count=found.calls_due) if found.calls_due else None,
        _tasks(found),
        _incidents(found),
        _complaints(found),
        digest_lines.complaints_more(found.complaints),
        _move_ins(found),
        _enquiries(found),
        _announcements(found),
        _mailbox(found),
        *survey_digest(scene, found.survey),
        *_money(found),
        *digest_lines.reports(found),
        *fee_lines(found.fees),
        _numbers(found.passed, T("staff", "Passed on too often:")),
        _numbers(found.repeated, T("staff", "Came again:")),
        _numbers(found.urged, T("staff", "Urged:")),
        *(_low(ticket, rating) for ticket, rating in found.low),
    ]


def _nobody(scene: Scene, ticket: Ticket) -> Words:
    time = hour_or_day(scene, ticket.appointed_from or scene.now)
    return T("staff", "The appointment at {time} has nobody: {number}", time=time, number=ticket.number)


def _bookings(found: Digest) -> list[Words]:
    """Booked visits that need somebody else, with the first times."""
    if not found.bookings:
        return []
    heading = T("staff", "Booked visits that need somebody else: {count}", count=len(found.bookings))
    return [heading, *map(booking_words, found.bookings[:FEW])]


def _tasks(found: Digest) -> Words | None:
    """How many tasks were given and are not done (R016)."""
    if not found.tasks.open:
        return None
    return T("staff", "Tasks given: {open} open, of them late: {late}", open=found.tasks.open, late=found.tasks.late)


def _incidents(found: Digest) -> Words | None:
    """What goes on, and what has no confirmed report yet (R099, DOMAIN 5.4)."""
    if not found.incidents:
        return None
    now = sum(one.state in LASTING for one in found.incidents)
    return T(
        "staff", "Incidents: {count} going on, {waiting} to be reviewed", count=now, waiting=len(found.incidents) - now
    )


def _complaints(found: Digest) -> Words | None:
    """What owners have told the office about itself and has no outcome: how much of it is new, major, waiting (DOMAIN 5.4)."""
    if not found.complaints:
        return None
    new = sum(one.received_at > found.since for one in found.complaints)
    major = sum(one.grade == Grade.MAJOR for one in found.complaints)
    return T(
        "staff",
        "Complaints without outcome: {count}, of them {new} new, {major} major",
        count=len(found.complaints),
        new=new,
        major=major,
    )


def _move_ins(found: Digest) -> Words | None:
    """The units of those that are late (R106)."""
    if not found.move_ins:
        return None
    units = listed((one.unit.number for one in found.move_ins[:FEW]), ", ")
    count = len(found.move_ins)
    return T("staff", "Move-ins that wait too long, or are past their day: {count} ({units})", count=count, units=units)


def _enquiries(found: Digest) -> Words | None:
    """How many wait, and how many of those that ended the first answer resolved (R037)."""
    if not (found.enquiries or found.contact.ended):
        return None
    ended, once = found.contact.ended, found.contact.resolved_at_once
    return T(
        "staff",
        "Enquiries: {count} wait for an answer; {ended} ended, of them resolved at once: {once}",
        count=found.enquiries,
        ended=ended,
        once=once,
    )


def _announcements(found: Digest) -> Words | None:
    """What waits for approval, and who has to be called (R149)."""
    if found.announcements == Standing():
        return None
    facts = {"drafts": found.announcements.to_approve, "unread": found.announcements.unread}
    return T("staff", "Announcements: {drafts} to approve; important ones not read by {unread} people", **facts)


def _mailbox(found: Digest) -> Words | None:
    """How many letters; who wrote them, and what, stands nowhere but with the manager (R144)."""
    if found.mailbox == Box():
        return None
    facts = {"sealed": found.mailbox.sealed, "waiting": found.mailbox.to_answer, "late": found.mailbox.late}
    return T(
        "staff", "Mailbox: {sealed} letters to open or pass on; {waiting} to answer, of them late: {late}", **facts
    )


def _money(found: Digest) -> list[Words]:
    """What is to be audited, paid and handed over, and what was taken today (DOMAIN 5.4)."""
    if found.money == Takings():
        return []
    one = found.money
    said: list[Words] = [
        T("staff", "Paid orders: {open} open, not audited {audit}", open=one.open, audit=one.unaudited),
        T("staff", "Not paid: {owed}, taken today: {taken}", owed=Money(one.owed_fen), taken=Money(one.today_fen)),
    ]
    if one.in_pockets_fen:
        said.append(T("staff", "Cash not handed over: {amount}", amount=Money(one.in_pockets_fen)))
    return said


def _low(ticket: Ticket, rating: Rating) -> Words:
    facts = {"number": ticket.number, "comment": rating.comment}
    if not rating.lowest:
        return T("staff", "Not solved {number}. {comment}", **facts)
    return T("staff", "Low score {number}: {lowest}. {comment}", **facts, lowest=rating.lowest)


def _numbers(tickets: Sequence[Ticket], said: T) -> Words | None:
    """The numbers of a few, and how many more."""
    if not tickets:
        return None
    shown = [one.number for one in tickets[:FEW]]
    rest = [T("staff", "and {count} more tickets", count=len(tickets) - FEW)] if len(tickets) > FEW else []
    return T("staff", "{what} {numbers}", what=said, numbers=listed([*shown, *rest], ", "))


def _buttons(scene: Scene, found: Digest) -> list[Button]:
    """Appointments without anybody first, then what is late, passed on too often, urgent, badly rated, repeated, urged; each once."""
    late = [ticket for ticket in found.open if ticket.id in found.overdue]
    low = [ticket for ticket, _ in found.low]
    ranked = _once(
        [
            *found.nobody,
            *late,
            *found.outlook.due_today,
            *found.passed,
            *found.urgent,
            *low,
            *found.repeated,
            *found.urged,
            *found.open,
        ]
    )
    return [Button(_marked(scene, ticket, found), OpenTicket(ticket.id)) for ticket in ranked[:MOST_BUTTONS]]


def _marked(scene: Scene, ticket: Ticket, found: Digest) -> Words:
    line = line_of(scene, ticket)
    stage = found.overdue.get(ticket.id)
    return T("button", "Overdue, {stage}: {line}", stage=STAGE[stage], line=line) if stage else line


def _once(tickets: Iterable[Ticket]) -> list[Ticket]:
    return list({ticket.id: ticket for ticket in tickets}.values())
