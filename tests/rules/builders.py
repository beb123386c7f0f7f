"""A small office to hold the rules against: the demo office's people by name, and tickets brought to where a test needs them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import demo
from models.calls.tables import Call, CallKind
from models.catalogue import Urgency
from models.dues import Due
from models.estate import Department, Project, Unit
from models.events import Event
from models.notices import Notice
from models.office import find_office
from models.people import Person, Staff
from models.tickets import actions, waiting
from models.tickets import visits as visit_deeds
from models.tickets.alarms import ALARM
from models.tickets.lifecycle import Status
from models.tickets.merging import merge
from models.tickets.moving import moving
from models.tickets.overdue import look
from models.tickets.rating import Scores, rate
from models.tickets.reporting import report
from models.tickets.ringing import ring_again
from models.tickets.tables import Ticket
from models.tickets.watch import WATCH
from models.tickets.withdrawing import withdraw
from models.units import units_of

MONDAY = demo.opening()
NIGHT = MONDAY.replace(hour=22)


@dataclass
class Office:
    """The filled demo office in one session, which nobody commits; `now` is Monday morning at nine until a test moves it."""

    session: Session
    now: datetime = MONDAY
    known: dict[str, Person] = field(default_factory=dict)

    @property
    def project(self) -> Project:
        """The office itself."""
        project = find_office(self.session, demo.CODE)
        assert project is not None
        return project

    def person(self, name: str) -> Person:
        """Somebody by the name that the office calls them."""
        if name not in self.known:
            everybody = self.session.scalars(select(Person).order_by(Person.id)).all()
            self.known = {one.called.zh: one for one in everybody}
        return self.known[name]

    def staff(self, name: str) -> Staff:
        """A member of staff by name."""
        staff = self.person(name).staff
        assert staff is not None
        return staff

    def unit(self, number: str = "0301") -> Unit:
        """A unit by number."""
        return self.session.scalars(select(Unit).where(Unit.number == number)).one()

    def department(self, code: str = "engineering") -> Department:
        """A department by code."""
        return self.session.scalars(select(Department).filter_by(project_id=self.project.id, code=code)).one()

    def later(self, **amount: float) -> datetime:
        """Move the time on, and return it: later(hours=2)."""
        self.now += timedelta(**amount)
        return self.now

    def reported(self, by: str = "陈女士", symptom: str = "2.5", **more: Any) -> Ticket:
        """A ticket that was just reported."""
        own = units_of(self.session, self.person(by))
        facts = {
            "unit": own[0] if own else self.unit(),
            "inside": True,
            "spot": "pantry",
            "words": "滴水",
            "now": self.now,
        } | more
        return report(self.session, project=self.project, by=self.person(by), symptom_code=symptom, **facts)

    def brought_to(self, status: Status, *, symptom: str = "2.5", by: str = "陈女士") -> Ticket:
        """A ticket that was brought there by the usual people: 郑雨 at the desk, 何志强 as head, 林海涛 as plumber."""
        ticket = self.reported(by, symptom)
        for move in ROADS[status]:
            STEPS[move](self, ticket)
        assert ticket.status == status
        return ticket

    def rated(self, score: int = 5, *, solved: bool = True, symptom: str = "2.5", by: str = "陈女士") -> Ticket:
        """A ticket that was fed back and rated alike in all four aspects."""
        ticket = self.brought_to(Status.FED_BACK, symptom=symptom, by=by)
        self.rate(ticket, score, solved=solved)
        return ticket

    def rate(self, ticket: Ticket, score: int, *, solved: bool = True) -> None:
        """Its reporter rates it."""
        scores = Scores(score, score, score, score)
        rate(self.session, ticket.id, by=ticket.reporter, now=self.now, solved=solved, scores=scores)

    def watched(self, ticket: Ticket, kind: str = WATCH) -> dict[str, datetime]:
        """What is watched about a ticket, and when it comes due."""
        wanted = select(Due.occasion, Due.due_at).where(Due.subject == ticket.subject, Due.kind == kind)
        return {row.occasion: row.due_at for row in self.session.execute(wanted)}

    def clock_to(self, moment: datetime, *, asleep: bool = False) -> None:
        """Let the office's clock do what comes due until then, each at its moment; after an outage all of it at the end."""
        self.session.flush()
        due_before = select(Due).where(Due.kind.in_(WATCHING), Due.due_at <= moment).order_by(Due.due_at, Due.id)
        while (due := self.session.scalars(due_before.limit(1)).first()) is not None:
            self.now = moment if asleep else max(self.now, due.due_at)
            ticket_id, occasion = int(due.subject.partition(":")[2]), due.occasion
            self.session.delete(due)
            self.session.flush()
            WATCHING[due.kind](self.session, ticket_id, occasion, self.now)
            self.session.flush()
        self.now = moment

    def events(self, ticket: Ticket) -> list[Event]:
        """The ticket's log, oldest first."""
        wanted = select(Event).where(Event.subject == ticket.subject).order_by(Event.id)
        return list(self.session.scalars(wanted))

    def notices(self) -> int:
        """The number of the newest notice; what comes after it is new."""
        return self.session.scalar(select(func.max(Notice.id))) or 0

    def told(self, ticket: Ticket, after: int = 0) -> list[tuple[str, str]]:
        """Who was told what about a ticket after a certain notice, sorted."""
        wanted = select(Notice.kind, Person.name, Person.honorific).join(Person, Person.id == Notice.person_id)
        found = self.session.execute(wanted.where(Notice.subject == ticket.subject, Notice.id > after))
        return sorted((kind, name + honorific) for kind, name, honorific in found)

    def calls(self, ticket: Ticket) -> list[Call]:
        """The callbacks about it, oldest first."""
        wanted = select(Call).where(Call.ticket_id == ticket.id, Call.kind == CallKind.CALLBACK).order_by(Call.id)
        return list(self.session.scalars(wanted))


WATCHING: dict[str, Callable[[Session, int, str, datetime], None]] = {
    WATCH: look,
    ALARM: lambda session, ticket_id, _occasion, now: ring_again(session, ticket_id, now),
}


def _call(office: Office, ticket: Ticket) -> None:
    with moving(office.session, ticket.id, "call", by=None, now=office.now):
        pass


def _step(deed: Callable[..., Ticket], who: str, **facts: Any) -> Callable[[Office, Ticket], Any]:
    return lambda office, ticket: deed(
        office.session, ticket.id, by=office.person(who), now=office.now, **_found(office, facts)
    )


def _found(office: Office, facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value(office) if callable(value) else value for name, value in facts.items()}


def _knock(office: Office, ticket: Ticket) -> None:
    """Nobody answers, and the two minutes pass."""
    visit_deeds.knock(office.session, ticket.id, by=office.person("林海涛"), now=office.now)
    office.later(minutes=2)


def _tomorrow(office: Office) -> datetime:
    return office.now + timedelta(days=1)


def _send(office: Office, ticket: Ticket) -> None:
    """The desk sends it, unless the office itself has done so, as in danger."""
    if not (ticket.urgency == Urgency.U0 and ticket.status == Status.SENT):
        by, department = office.person("郑雨"), office.department()
        actions.send(office.session, ticket.id, by=by, now=office.now, department=department)


STEPS: dict[str, Callable[[Office, Ticket], Any]] = {
    "classify": _step(actions.classify, "郑雨", symptom_code="2.2", urgency="U2"),
    "send": _send,
    "offer": _step(actions.offer, "何志强", to=lambda office: [office.staff("林海涛"), office.staff("唐国平")]),
    "assign": _step(actions.assign, "何志强", to=lambda office: office.staff("林海涛")),
    "accept": _step(actions.accept, "林海涛"),
    "arrive": _step(actions.arrive, "林海涛"),
    "knock": _knock,
    "leave": _step(visit_deeds.leave, "林海涛"),
    "wait_part": _step(waiting.cannot_finish, "林海涛", move="wait_part", reason="订购配件", until=_tomorrow),
    "wait_firm": _step(waiting.cannot_finish, "林海涛", move="wait_firm", reason="外请专业单位", until=_tomorrow),
    "finish": _step(
        actions.finish, "林海涛", result="更换了阀芯", cause="老化", no_photo="无可拍摄的内容", free="保修期内"
    ),
    "feed_back": _step(actions.feed_back, "郑雨"),
    "reopen": _step(actions.reopen, "陈女士"),
    "withdraw": _step(withdraw, "陈女士"),
    "merge": _step(merge, "郑雨", into=lambda office: office.reported(words="暗号并").id),
    "call": _call,
    "close": _step(actions.close, "许文静"),
}

_THERE = ("send", "assign", "accept", "arrive")
_DONE = (*_THERE, "finish")
ROADS: dict[Status, tuple[str, ...]] = {
    Status.RECORDED: (),
    Status.CLASSIFIED: ("classify",),
    Status.SENT: ("send",),
    Status.OFFERED: ("send", "offer"),
    Status.ASSIGNED: ("send", "assign"),
    Status.ACCEPTED: ("send", "assign", "accept"),
    Status.ARRIVED: _THERE,
    Status.PROCESSED: _DONE,
    Status.FED_BACK: (*_DONE, "feed_back"),
    Status.CALLBACK: (*_DONE, "feed_back", "call"),
    Status.REOPENED: (*_DONE, "feed_back", "reopen"),
    Status.WAITING_ACCESS: (*_THERE, "knock", "leave"),
    Status.WAITING_PART: (*_THERE, "wait_part"),
    Status.OUTSIDE_FIRM: (*_THERE, "wait_firm"),
    Status.CLOSED: (*_DONE, "feed_back", "close"),
    Status.MERGED: ("send", "assign", "accept", "merge"),
    Status.WITHDRAWN: ("send", "assign", "accept", "withdraw"),
}
