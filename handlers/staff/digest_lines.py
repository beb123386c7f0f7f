"""The lines of a digest about today: new ones by kind, what is open by age and department, due, agreed, called (DOMAIN 5.4)."""

from collections.abc import Sequence

from bot.scene import Scene
from bot.screens import Button
from bot.texts import Clockface, T, Words, listed
from handlers.taps import Go, Place
from models.complaints.tables import Complaint
from models.digest import Digest
from models.tickets.kinds import TicketKind
from models.tickets.tables import Ticket

FEW = 3
KIND = {
    TicketKind.REPAIR: T("staff", "repairs"),
    TicketKind.HELP: T("staff", "help requests"),
    TicketKind.SERVICE: T("staff", "paid services"),
}


def kinds(found: Digest) -> Words | None:
    """What the new ones are."""
    if not found.outlook.by_kind:
        return None
    said = [
        T("staff", "{kind} {count}", kind=KIND[one], count=count)
        for one, count in sorted(found.outlook.by_kind.items())
    ]
    return T("staff", "Kinds: {kinds}", kinds=listed(said, ", "))


def how_old(found: Digest) -> list[Words]:
    """How long the open ones have been so, and with whom they are; nothing where all are of today, with one department."""
    one, said = found.outlook, list[Words]()
    if one.a_day_old or one.old:
        said.append(T("staff", "Open for over a day: {day}, over three days: {old}", day=one.a_day_old, old=one.old))
    if len(one.by_department) > 1:
        teams = [T("staff", "{team} {count}", team=team, count=count) for team, count in one.by_department]
        said.append(T("staff", "By department: {teams}", teams=listed(teams, ", ")))
    return said


def today(scene: Scene, found: Digest, *, evening: bool) -> list[Words]:
    """What is due and agreed; in the evening what has stayed open since the morning, and tomorrow's appointments."""
    one, said = found.outlook, list[Words]()
    if evening and one.left:
        said.append(T("staff", "Still open since the morning: {count}", count=one.left))
    if one.due_today:
        said.append(T("staff", "Due today: {count}", count=len(one.due_today)))
        said.extend(_with_person(ticket) for ticket in one.due_today[:FEW])
    if one.appointments:
        times = listed([_at(scene, ticket) for ticket in one.appointments[:FEW]], ", ")
        facts = {"count": len(one.appointments), "times": times}
        tomorrow, this_day = (
            T("staff", "Appointments tomorrow: {count} ({times})", **facts),
            T("staff", "Appointments today: {count} ({times})", **facts),
        )
        said.append(tomorrow if evening else this_day)
    if one.calls_done:
        said.append(T("staff", "Callbacks made: {count}", count=one.calls_done))
    return said


def _with_person(ticket: Ticket) -> Words:
    who = ticket.assignee.person.name if ticket.assignee else T("staff", "nobody yet")
    return T("staff", "{number}: {name}", number=ticket.number, name=who)


def _at(scene: Scene, ticket: Ticket) -> Words:
    return listed([Clockface(ticket.appointed_from or scene.now), ticket.number], " ")


def complaints_more(complaints: Sequence[Complaint]) -> Words | None:
    """Those of the third time, and those whose owner waits for an answer."""
    third = sum(one.grade_reason == "repeated" for one in complaints)
    waiting = sum(one.answered_at is None for one in complaints)
    if not (third or waiting):
        return None
    return T("staff", "Of them said too often: {third}, without an answer yet: {waiting}", third=third, waiting=waiting)


def reports(found: Digest) -> list[Words]:
    """Reports to be submitted, and the quality sample (R157, J34)."""
    said = list[Words]()
    if found.outlook.reports:
        said.append(T("staff", "Reports to be submitted: {count}", count=found.outlook.reports))
    if found.outlook.samples:
        said.append(T("staff", "Quality checks to be made: {count}", count=found.outlook.samples))
    return said


def buttons(found: Digest) -> tuple[Button, ...]:
    """A way to everything that these lines are about."""
    calls = Button(T("button", "Calls"), Go(Place.CALLS))
    return (
        *((calls,) if found.calls_due or found.outlook.calls_done else ()),
        *((Button(T("button", "Reports"), Go(Place.REPORTS)),) if found.outlook.reports else ()),
        *((Button(T("button", "Quality checks"), Go(Place.SAMPLES)),) if found.outlook.samples else ()),
        *((Button(T("button", "All open ones"), Go(Place.OPEN)),) if found.open else ()),
        *((Button(T("button", "Duty roster"), Go(Place.ROSTER)),) if found.present else ()),
    )
