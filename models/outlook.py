"""What a digest says besides: what is due and agreed today, how old what is open is, and what stays of the morning (DOMAIN 5.4)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.calls.tables import Call, CallKind
from models.dues import Due
from models.estate import Both, Project
from models.people import Role, Staff
from models.reports.reading import reads_reports, unsubmitted
from models.samples.reading import samples_for
from models.tickets.kinds import TicketKind
from models.tickets.ladders import Stage
from models.tickets.tables import Ticket
from models.tickets.watch import WATCH

A_DAY = timedelta(days=1)
OLD = 3 * A_DAY
BACK = frozenset({CallKind.CALLBACK, CallKind.COMPLAINT})


@dataclass(frozen=True)
class Outlook:
    """Of tickets what their reader may see; `left` are those that were open in the morning and still are."""

    by_kind: Mapping[TicketKind, int] = field(default_factory=dict)
    by_department: Sequence[tuple[Both, int]] = ()  # the most first; only where there are several
    a_day_old: int = 0  # open for one to three days
    old: int = 0  # open for longer
    due_today: Sequence[Ticket] = ()  # the work should end today, the first to be due first
    appointments: Sequence[Ticket] = ()  # of today, in the evening of tomorrow; in their order
    left: int = 0
    calls_done: int = 0
    reports: int = 0  # drafts to be completed and submitted
    samples: int = 0  # closed tickets to be looked at again

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that the figures of the digest do not say."""
        return not (self.appointments or self.calls_done or self.reports or self.samples)


def outlook(
    session: Session,
    project: Project,
    reader: Staff,
    still_open: Sequence[Ticket],
    fresh: Sequence[ColumnElement[bool]],
    *,
    since: datetime,
    tomorrow: bool,
    now: datetime,
) -> Outlook:
    """For one reader; `fresh` chooses the new tickets of the digest."""
    whole = reader.role != Role.DEPT_HEAD
    kinds = select(Ticket.kind, func.count()).where(*fresh).group_by(Ticket.kind)
    ages = [now - one.received_at for one in still_open]
    return Outlook(
        by_kind=dict(session.execute(kinds).all()),
        by_department=_by_department(still_open) if whole else (),
        a_day_old=sum(A_DAY < age <= OLD for age in ages),
        old=sum(age > OLD for age in ages),
        due_today=_due_today(session, project, still_open, now),
        appointments=_appointments(project, still_open, now + A_DAY if tomorrow else now),
        left=sum(one.received_at <= since for one in still_open),
        calls_done=_calls_done(session, project, since, now) if whole else 0,
        reports=len(unsubmitted(session, project)) if reads_reports(reader) else 0,
        samples=len(samples_for(session, reader, waiting=True)) if reads_reports(reader) else 0,
    )


def _by_department(tickets: Sequence[Ticket]) -> list[tuple[Both, int]]:
    found = Counter(one.department.name for one in tickets if one.department)
    waiting = sum(one.department is None for one in tickets)
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0].zh))
    return [*ranked, (Both("未派发", "not dispatched"), waiting)] if waiting else ranked


def _due_today(session: Session, project: Project, tickets: Sequence[Ticket], now: datetime) -> list[Ticket]:
    """Those whose work should end before midnight, by the clock's own rows."""
    midnight = datetime.combine(now.astimezone(project.zone).date() + A_DAY, time(0), project.zone)
    known = {one.subject: one for one in tickets}
    wanted = select(Due.subject).where(
        Due.project_id == project.id,
        Due.kind == WATCH,
        Due.occasion.startswith(f"{Stage.DONE}:"),
        Due.due_at >= now,
        Due.due_at < midnight,
    )
    found = session.scalars(wanted.order_by(Due.due_at)).all()
    return [known[subject] for subject in dict.fromkeys(found) if subject in known]


def _appointments(project: Project, tickets: Sequence[Ticket], moment: datetime) -> list[Ticket]:
    day = moment.astimezone(project.zone).date()
    agreed = [
        one for one in tickets if one.appointed_from and one.appointed_from.astimezone(project.zone).date() == day
    ]
    return sorted(agreed, key=lambda one: (one.appointed_from or moment, one.id))


def _calls_done(session: Session, project: Project, since: datetime, now: datetime) -> int:
    done = select(func.count()).where(Call.project_id == project.id, Call.kind.in_(BACK), Call.done_at > since)
    return session.scalar(done.where(Call.done_at <= now)) or 0
