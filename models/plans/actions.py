"""The deeds of a plan: opened by the clock, ticked with a note and evidence, taken back (R159, R160)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.events import record
from models.hours import hours_of
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.notices import Pace, tell
from models.people import CUSTOMER_SERVICE, Person, Side
from models.plans.reading import item_for, items_of
from models.plans.tables import PlanItem
from models.plans.texts import ITEMS
from models.refusals import Gone, Outdated, TooLate, WordsMissing
from models.reports.periods import Period, before, period_of
from models.rota import staff_of
from models.tickets.tables import Ticket


def open_plan(session: Session, project: Project, period: Period, now: datetime) -> bool:
    """The five items of a period, once; customer service hears. False where they are there already."""
    once = {"project_id": project.id, "kind": period.kind, "code": period.code, "version": 1, "note": ""}
    new = [insert_once(session, PlanItem, {**once, "number": number + 1}) for number in range(len(ITEMS[period.kind]))]
    if not any(new):
        return False
    _tell_service(session, project, period, "plan.opened", now)
    return True


def remind(session: Session, project: Project, period: Period, now: datetime) -> int:
    """Before the period ends customer service hears what is not done; returns how many items that is."""
    undone = [one for one in items_of(session, project, period) if one.done_at is None]
    if undone:
        _tell_service(session, project, period, "plan.undone", now)
    return len(undone)


def _tell_service(session: Session, project: Project, period: Period, kind: str, now: datetime) -> None:
    first = items_of(session, project, period)[0]
    for one in staff_of(session, project):
        if one.role in CUSTOMER_SERVICE:
            tell(
                session,
                project_id=project.id,
                person_id=one.person_id,
                side=Side.STAFF,
                kind=kind,
                subject=first.subject,
                occasion=f"{now.astimezone(period.zone):%Y-%m-%d}",
                now=now,
                pace=Pace.ROUTINE,
                facts={"kind": period.kind, "code": period.code},
                not_before=hours_of(project).opens(now),
            )


@contextmanager
def _changing(
    session: Session, item_id: int, name: str, *, by: Person, now: datetime, seen: int | None
) -> Iterator[PlanItem]:
    item_for(session, item_id, by)
    with session.begin_nested():
        one = session.get_one(PlanItem, item_id, with_for_update=True, populate_existing=True)
        if seen is not None and seen != one.version:
            raise Outdated(plan=one.id)
        if not _is_recent(session, one, now) or (one.done_at is None) != (name == "ticked"):
            raise TooLate(plan=one.id)
        yield one
        one.version += 1
        facts = {"period": f"{one.kind}:{one.code}", "number": one.number, "ticket": one.ticket_id}
        office = one.project_id
        record(
            session, project_id=office, subject=one.subject, kind=f"plan.{name}", now=now, actor_id=by.id, facts=facts
        )
        session.flush()


def _is_recent(session: Session, one: PlanItem, now: datetime) -> bool:
    """Of this period or the one before: what is older has been reported."""
    zone = session.get_one(Project, one.project_id).zone
    this = period_of(zone, one.kind, now)
    return one.code in {this.code, before(this).code}


def tick(
    session: Session,
    item_id: int,
    *,
    by: Person,
    now: datetime,
    note: str,
    ticket_id: int | None = None,
    media: Sequence[int] = (),
    seen: int | None = None,
) -> PlanItem:
    """It is done; the note says how, a picture or a ticket shows it.

    Raises Gone, WordsMissing, Outdated, and TooLate for what is ticked already or lies further back than one period.
    """
    with _changing(session, item_id, "ticked", by=by, now=now, seen=seen) as one:
        if not note.strip():
            raise WordsMissing(plan=one.id)
        if ticket_id is not None and _of_another(session, ticket_id, one):
            raise Gone
        one.done_at, one.by_id, one.note, one.ticket_id = now, by.id, note.strip(), ticket_id
        attach(session, one.subject, media, AttachedTo.RESULT, by=by, now=now)
    return one


def _of_another(session: Session, ticket_id: int, one: PlanItem) -> bool:
    ticket = session.get(Ticket, ticket_id)
    return ticket is None or ticket.project_id != one.project_id


def untick(session: Session, item_id: int, *, by: Person, now: datetime, seen: int | None = None) -> PlanItem:
    """It is not done after all; what was noted stays in the log's hands. Raises like `tick`."""
    with _changing(session, item_id, "unticked", by=by, now=now, seen=seen) as one:
        one.done_at, one.by_id, one.ticket_id = None, None, None
    return one
