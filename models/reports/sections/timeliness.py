"""How fast: the first answer, the arrival, and whether repairs were done in time (DOMAIN 3.2, 4.7, 5.4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.estate import Both, Project
from models.policy import policy_of
from models.reports.figures import Figure, Section, rate
from models.reports.lateness import late_since
from models.reports.periods import Period
from models.reports.sections.common import behind, within
from models.tickets.kinds import TicketKind
from models.tickets.ladders import Stage
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket

GONE = frozenset({Status.WITHDRAWN, Status.MERGED})  # nobody finishes these any more


def section(session: Session, project: Project, period: Period) -> Section:
    """Of a repair counts when it was finished, or became late: what is never finished does not vanish from the rate."""
    tickets = _touched(session, project, period)
    late = late_since(session, project, tickets, period.end)
    answers = [one for one in tickets if period.holds(one.received_at) and one.status not in GONE]
    slow = [one for one in answers if Stage.ANSWER in late.get(one.id, {})]
    came = [one for one in tickets if period.holds(one.arrived_at)]
    came_late = [one for one in came if Stage.ON_SITE in late.get(one.id, {})]
    done = [one for one in tickets if period.holds(one.processed_at)]
    repairs = [one for one in done if one.kind == TicketKind.REPAIR]
    overdue = [one for one in tickets if _became_late(one, late, period) and one.kind == TicketKind.REPAIR]
    due = {one.id: one for one in (*repairs, *overdue)}
    missed = [one for one in due.values() if Stage.DONE in late.get(one.id, {})]
    goal = policy_of(project).target_repair_on_time_percent
    return Section(
        "timeliness",
        Both("时效", "In time"),
        (
            rate("answer", "首次答复及时率", "First answers in time", len(answers) - len(slow), len(answers), key=True,
                 behind=behind(slow)),
            rate("arrival", "到场及时率", "Arrivals in time", len(came) - len(came_late), len(came), key=True,
                 behind=behind(came_late)),
            rate("repair", "报修及时完成率", "Repairs on time", len(due) - len(missed), len(due), target=goal, key=True,
                 behind=behind(missed)),
            Figure(code="done", zh="完成单数", en="Tickets finished", value=len(done), better=1),
            *_standing(session, project, period),
        ),
    )  # fmt: skip


def _touched(session: Session, project: Project, period: Period) -> Sequence[Ticket]:
    """What came in, was reached or finished in the period, or was still to be done then."""
    moments = (Ticket.received_at, Ticket.arrived_at, Ticket.processed_at)
    in_it = [within(one, period) for one in moments]
    waits = (Ticket.received_at < period.start, Ticket.processed_at.is_(None))
    mine = select(Ticket).where(Ticket.project_id == project.id, Ticket.parent_id.is_(None))
    return session.scalars(
        mine.where(or_(*(a & b for a, b in in_it), waits[0] & waits[1] & Ticket.status.not_in(GONE))).order_by(
            Ticket.id
        )
    ).all()


def _became_late(one: Ticket, late: Mapping[int, Mapping[Stage, datetime]], period: Period) -> bool:
    return one.status not in GONE and period.holds(late.get(one.id, {}).get(Stage.DONE))


def _standing(session: Session, project: Project, period: Period) -> list[Figure]:
    """What is open at the end of the period."""
    mine = select(Ticket).where(
        Ticket.project_id == project.id, Ticket.parent_id.is_(None), Ticket.received_at < period.end
    )
    still = session.scalars(
        mine.where(or_(Ticket.ended_at.is_(None), Ticket.ended_at >= period.end)).order_by(Ticket.id)
    ).all()
    undone = [one for one in still if one.processed_at is None or one.processed_at >= period.end]
    return [
        Figure(code="open", zh="期末未办结", en="Still open at the end", value=len(still), better=-1, place="open"),
        Figure(code="undone", zh="其中未完工", en="Of them not finished", value=len(undone), better=-1, key=True,
               behind=behind(undone)),
    ]  # fmt: skip
