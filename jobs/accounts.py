"""J15, J16, J18 and the weekly bulletin: payment notices, reminders, comparing with the bank (R123-R125, R130)."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from bot.clockwork.duties import Outcome, Shift
from models.calls.tables import Call, CallKind
from models.estate import Unit
from models.hours import is_working_day, working_day_from
from models.ledger.rights import CONFIRMS
from models.ledger.telling import staff_with
from models.notices import tell
from models.people import Side
from models.policy import policy_of
from models.receivables import billing, dunning, phoning, reconciling, unreached
from models.receivables.ladder import later_month

PIECE = 10  # units; the clerk has other things to do between two pieces
PAPER_DAY = 7
NOT_TODAY = Outcome({"not_today": True})


def bills(shift: Shift) -> Outcome:
    """J15: from the office's day of the month on, whatever stands on no payment notice yet gets one; the earlier month too."""
    day = shift.slot.astimezone(shift.project.zone).date()
    first = working_day_from(day.replace(day=policy_of(shift.project).bill_day))
    if day < first or not is_working_day(day):
        return NOT_TODAY
    periods = (later_month(day, -1, 1), later_month(day, 0, 1))
    waiting = [(unit, one) for one in periods for unit in billing.units_to_bill(shift.session, shift.project, one)]
    for unit, period in waiting[:PIECE]:
        billing.issue(shift.session, unit, period, by=None, now=shift.now)
    done = {"told": len(waiting[:PIECE])}
    return Outcome(done, shift.cursor + PIECE if len(waiting) > PIECE else None)


def paper(shift: Shift) -> Outcome:
    """J15: on the seventh field service hears whom the month's notices did not reach."""
    day = shift.slot.astimezone(shift.project.zone).date()
    if day != working_day_from(day.replace(day=PAPER_DAY)):
        return NOT_TODAY
    period = day.replace(day=1)
    return Outcome({"told": unreached.tell_of_paper(shift.session, shift.project, period, shift.now)})


def remind(shift: Shift) -> Outcome:
    """J16: on working days every unit is reminded of what its rung says; whom the bot does not reach is telephoned."""
    if not is_working_day(shift.slot.astimezone(shift.project.zone).date()):
        return NOT_TODAY
    ended = _end_calls(shift) if not shift.cursor else 0
    today = shift.now.astimezone(shift.project.zone).date()
    wanted = dunning.to_remind(shift.session, shift.project, today)
    done = [dunning.remind(shift.session, shift.project, one, shift.now) for one in wanted[:PIECE]]
    reminders = [one for one in done if one is not None]
    calls = sum(phoning.call_about(shift.session, shift.project, one, shift.now) is not None for one in reminders)
    more = len(wanted) > PIECE and bool(reminders)
    facts = {"told": len(reminders), "calls": calls, "ended": ended}
    return Outcome(facts, shift.cursor + PIECE if more else None)


def _end_calls(shift: Shift) -> int:
    """Calls about what was paid, put in question or extended meanwhile."""
    mine = select(Call.subject).where(Call.project_id == shift.project.id, Call.kind == CallKind.DUNNING)
    subjects = shift.session.scalars(mine.where(Call.done_at.is_(None)).distinct()).all()
    units = [shift.session.get_one(Unit, int(one.partition(":")[2])) for one in subjects]
    return sum(phoning.end_calls(shift.session, unit, shift.now) for unit in units)


def compare(shift: Shift) -> Outcome:
    """J18: on the sixth and the twenty-sixth finance compares the accounts with the bank."""
    day = shift.slot.astimezone(shift.project.zone).date()
    if day not in {working_day_from(day.replace(day=one)) for one in reconciling.DAYS}:
        return NOT_TODAY
    reconciling.begin(shift.session, shift.project, day, shift.now)
    return Outcome({"told": len(staff_with(shift.session, shift.project.id, CONFIRMS))})


def bulletin(shift: Shift) -> Outcome:
    """R125: on Mondays finance reads what came in during the week before, own and agency fees apart."""
    zone = shift.project.zone
    monday = shift.slot.astimezone(zone).date()
    end = datetime.combine(monday, time(0), zone)
    start = end - timedelta(days=7)
    facts = {"start": start.isoformat(), "end": end.isoformat(), "last": (monday - timedelta(days=1)).isoformat()}
    told = 0
    for person_id in staff_with(shift.session, shift.project.id, CONFIRMS):
        told += tell(
            shift.session,
            project_id=shift.project.id,
            person_id=person_id,
            side=Side.STAFF,
            kind="income.bulletin",
            subject="income",
            occasion=monday.isoformat(),
            now=shift.now,
            facts=facts,
        )
    return Outcome({"told": told})
