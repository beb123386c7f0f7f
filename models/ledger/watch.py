"""Cash does not stay in pockets: until when it is handed over, and who hears when it is not (R126, X22, J17)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.dues import put_off
from models.estate import Project
from models.hours import hours_of, is_working_day
from models.ledger.lifecycle import Method
from models.ledger.queries import holders, holding_of
from models.ledger.rights import RECEIVES, SETTLES, is_one_of
from models.ledger.tables import Payment
from models.ledger.telling import staff_with
from models.notices import Pace, tell
from models.people import Person, Role, Side
from models.policy import policy_of

LATE, LATER = "cash.late", "cash.later"
FEN = 100  # in a yuan


def subject_of(staff_id: int) -> str:
    """What is watched: the customers' money in a colleague's pocket."""
    return f"cash:{staff_id}"


def deadline_of(project: Project, payment: Payment) -> datetime:
    """Until when a payment is handed over as long as it is not part of much money: the next working day at the hour."""
    day = next_working_day(payment.at.astimezone(project.zone).date())
    return datetime.combine(day, policy_of(project).cash_handover_by, project.zone)


def next_working_day(day: date) -> date:
    """The first one after a day."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def same_day(project: Project, moment: datetime) -> datetime:
    """Until when much money is handed over: at the hour of this day, after it until the office closes, else the next working day."""
    local = moment.astimezone(project.zone)
    by = datetime.combine(local.date(), policy_of(project).cash_handover_by, project.zone)
    spans = [end for _, end in hours_of(project).of(local.date())]
    closes = datetime.combine(local.date(), spans[-1], project.zone) if spans else by
    if not spans or moment >= closes:
        return datetime.combine(next_working_day(local.date()), by.time(), project.zone)
    return by if moment < by <= closes else closes


def due_of(project: Project, payments: Sequence[Payment]) -> datetime | None:
    """The earliest moment by which something of this money, in its order in time, has to be handed over; None for no money."""
    limit, total = policy_of(project).cash_same_day_yuan * FEN, 0
    found = [deadline_of(project, one) for one in payments]
    for one in sorted(payments, key=lambda one: (one.at, one.id)):
        total += one.amount_fen
        if total >= limit:
            found.append(same_day(project, one.at))
            break
    return min(found, default=None)


def watched(session: Session, person: Person) -> list[Payment]:
    """What somebody has not handed over: also what nobody has counted yet, but not what was brought to the bank."""
    return [one for one in holding_of(session, person).payments if one.deposit_id is None]


def watch_for(session: Session, project: Project, payment: Payment, now: datetime) -> None:
    """Look at a collector's money when this payment is due, and earlier where it is much by now."""
    if payment.taken_by_id is None or payment.method != Method.CASH:
        return
    due = due_of(project, watched(session, session.get_one(Person, payment.taken_by_id)))
    for moment in {deadline_of(project, payment), due or deadline_of(project, payment)}:
        _look_at(session, project, payment.taken_by_id, max(moment, now), moment.isoformat())


def watch_again(session: Session, payment: Payment, now: datetime) -> None:
    """It is back in the pocket: where its time has passed meanwhile, that is said now."""
    if payment.taken_by_id is None or payment.method != Method.CASH:
        return
    project = session.get_one(Project, payment.project_id)
    moment = max(deadline_of(project, payment), now)
    _look_at(session, project, payment.taken_by_id, moment, f"{payment.subject}{now.isoformat()}")


def _look_at(session: Session, project: Project, staff_id: int, due_at: datetime, occasion: str) -> None:
    put_off(session, project_id=project.id, kind=LATE, subject=subject_of(staff_id), occasion=occasion, due_at=due_at)


def look(session: Session, staff_id: int, now: datetime) -> bool:
    """It is due: whoever has it still, the cashiers and the supervisors hear so, once for each deadline; says whether it is late."""
    person = session.get_one(Person, staff_id)
    project = session.get_one(Project, person.project_id)
    due = due_of(project, watched(session, person))
    if due is None or due > now:
        return False
    occasion = due.isoformat()
    others = staff_with(session, project.id, RECEIVES - {Role.FINANCE} | {Role.CS_SUPERVISOR})
    for number in dict.fromkeys([staff_id, *others]):
        tell_staff(session, person, number, "cash.late" if number == staff_id else "cash.late_of", occasion, now)
    morning = hours_of(project).begins(next_working_day(now.astimezone(project.zone).date()))
    put_off(
        session,
        project_id=project.id,
        kind=LATER,
        subject=subject_of(staff_id),
        occasion=occasion,
        due_at=morning,
    )
    return True


def look_later(session: Session, staff_id: int, occasion: str, now: datetime) -> bool:
    """The next working day: where it is still not handed over, the managers hear so; says whether that is so."""
    person = session.get_one(Person, staff_id)
    due = due_of(session.get_one(Project, person.project_id), watched(session, person))
    if due is None or due > datetime.fromisoformat(occasion):
        return False
    for number in staff_with(session, person.project_id, SETTLES):
        tell_staff(session, person, number, "cash.late_of", f"later{occasion}", now)
    return True


def remind(session: Session, project: Project, now: datetime) -> int:
    """J17: on working days every collector reads how much there is to hand over; returns how many did."""
    if not is_working_day(now.astimezone(project.zone).date()):
        return 0
    found = 0
    for holding in holders(session, project):
        person = session.get_one(Person, holding.staff_id)
        if holding.free and is_one_of(person, frozenset(Role)):
            found += tell_staff(session, person, person.id, "cash.reminder", now.isoformat(), now)
    return found


def tell_staff(session: Session, holder: Person, reader_id: int, kind: str, occasion: str, now: datetime) -> bool:
    """Tell one colleague of another's money, or of their own, once per kind and occasion; says whether it is new."""
    return tell(
        session,
        project_id=holder.project_id,
        person_id=reader_id,
        side=Side.STAFF,
        kind=kind,
        subject=subject_of(holder.id),
        occasion=occasion,
        now=now,
        pace=Pace.PROMPT,
        facts={"staff": holder.id},
    )
