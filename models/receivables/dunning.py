"""J16: who is reminded today, of what and how; nothing twice, never of what is in question or extended (R123, R130, DOMAIN 3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import Right, contacts_for, reads_the_bot, stands_for_owner
from models.base import insert_once
from models.estate import Project, Unit
from models.events import record
from models.ledger.telling import staff_with
from models.notices import Pace, tell
from models.people import Contact, Side
from models.policy import Policy, policy_of
from models.receivables.balances import Line, open_in
from models.receivables.ladder import FRIENDLY, ORDER, Ladder, Step
from models.receivables.lifecycle import DebtorKind
from models.receivables.rights import PROPOSES
from models.receivables.tables import Debtor, Reminder

# How long the rung before has to have stood: what its words give the debtor.
STANDS = {Step.SECOND: timedelta(days=7), Step.THIRD: timedelta(days=3), Step.LEGAL: timedelta(days=3)}
BY_HAND = frozenset({Step.THIRD, Step.LEGAL})  # somebody goes there, or decides
# Up to which rung a debtor of a kind is reminded; who is dissatisfied is helped first (N20).
HIGHEST = {DebtorKind.DISSATISFIED: Step.PASSED, DebtorKind.HARDSHIP: Step.FIRST}


@dataclass(frozen=True)
class Wanted:
    """What a unit is reminded of today: the rung, the due date that it counts from, and the lines; in fen."""

    unit: Unit
    step: Step
    due_on: date
    lines: Sequence[Line]

    @property
    def fen(self) -> int:
        """The sum of the lines, in fen."""
        return sum(one.open_fen for one in self.lines)


def ladder_of(policy: Policy) -> Ladder:
    """The office's own ladder."""
    return Ladder(
        soon_days=policy.remind_soon_days,
        first_days=policy.dunning_first_days,
        second_day_of_next_month=policy.dunning_second_day,
        third_months=policy.dunning_third_months,
        legal_months=policy.legal_months,
    )


def to_remind(session: Session, project: Project, today: date) -> list[Wanted]:
    """Every unit that is to be reminded on a day, by number, each once."""
    open_ones = [one for one in open_in(session, project, today) if one.is_asked_for]
    by_unit = [list(lines) for _, lines in groupby(open_ones, key=lambda one: one.row.unit_id)]
    return [wanted for lines in by_unit if (wanted := _wanted(session, project, lines, today)) is not None]


def remind(session: Session, project: Project, wanted: Wanted, now: datetime) -> Reminder | None:
    """Remind a unit: whom the bot reaches reads it, the others are for the telephone and the paper list. None if it was done before."""
    today = now.astimezone(project.zone).date()
    reached = [] if wanted.step == Step.LEGAL else _reached(session, wanted)
    key = {"unit_id": wanted.unit.id, "due_on": wanted.due_on, "step": wanted.step}
    values = {
        "project_id": project.id,
        "day": today,
        "at": now,
        "fen": wanted.fen,
        "reached": len(reached),
        "lines": [one.row.id for one in wanted.lines],
    }
    if not insert_once(session, Reminder, key | values):
        return None
    reminder = session.scalars(select(Reminder).filter_by(**key)).one()
    facts = {"unit": wanted.unit.id, "step": wanted.step.value, "fen": wanted.fen, "reached": len(reached)}
    record(session, project_id=project.id, subject=reminder.subject, kind="reminder.sent", now=now, facts=facts)
    for person_id in reached:
        _tell(session, reminder, person_id, f"reminder.{wanted.step}", now, Side.OWNER, Pace.ERRAND)
    _tell_colleagues(session, reminder, now)
    return reminder


def debtor_of(session: Session, unit: Unit) -> Debtor | None:
    """Why the unit does not pay, as it was found out last."""
    return session.scalar(select(Debtor).where(Debtor.unit_id == unit.id).order_by(Debtor.id.desc()).limit(1))


def payers_of(session: Session, unit: Unit, *, with_owner: bool) -> list[Contact]:
    """Whom a bill is for: the occupier's contacts who see bills, of a let unit the owner's only where asked for (L1 Art. 41)."""
    everybody = contacts_for(session, unit, Right.SEE_BILLS)
    occupier = [one for one in everybody if not stands_for_owner(one)]
    return everybody if with_owner or not occupier else occupier


def _reached(session: Session, wanted: Wanted) -> list[int]:
    payers = payers_of(session, wanted.unit, with_owner=wanted.step not in FRIENDLY)
    people = dict.fromkeys(one.person_id for one in payers if reads_the_bot(session, one.person, Side.OWNER))
    return list(people)


def _wanted(session: Session, project: Project, lines: Sequence[Line], today: date) -> Wanted | None:
    policy, unit = policy_of(project), lines[0].row.unit
    sent = session.scalars(select(Reminder).where(Reminder.unit_id == unit.id)).all()
    if any(one.day > today - timedelta(days=policy.reminder_gap_days) for one in sent):
        return None
    debtor, ladder = debtor_of(session, unit), ladder_of(policy)
    found: list[Wanted] = []
    for due_on in sorted({one.due_on for one in lines}):
        step = _next(ladder, due_on, today, [one for one in sent if one.due_on == due_on])
        if step is not None and not _is_too_high(step, debtor):
            found.append(Wanted(unit, step, due_on, _lines_for(step, due_on, lines, today)))
    return max(found, key=lambda one: ORDER[one.step], default=None)


def _is_too_high(step: Step, debtor: Debtor | None) -> bool:
    highest = HIGHEST.get(debtor.kind) if debtor else None
    return highest is not None and ORDER[step] > ORDER[highest]


def _next(ladder: Ladder, due_on: date, today: date, sent: Sequence[Reminder]) -> Step | None:
    """The rung to take today: none twice, no notice before the one below it has stood for its days."""
    reached = ladder.step(due_on, today)
    if reached is None or (reached in {Step.SOON, Step.TOMORROW} and today >= due_on):
        return None
    before = max(sent, key=lambda one: ORDER[one.step], default=None)
    if reached not in FRIENDLY:
        lowest = ORDER[before.step] + 1 if before and before.step not in FRIENDLY else ORDER[Step.FIRST]
        reached = min(reached, list(Step)[min(lowest, ORDER[Step.LEGAL])], key=ORDER.__getitem__)
    if before is None:
        return reached
    stood = today - before.day >= STANDS.get(reached, timedelta(0))
    return reached if ORDER[reached] > ORDER[before.step] and stood else None


def _lines_for(step: Step, due_on: date, lines: Sequence[Line], today: date) -> Sequence[Line]:
    """A friendly word is of one due date; a notice of everything that is overdue."""
    if step in {Step.SOON, Step.TOMORROW}:
        return [one for one in lines if one.due_on == due_on]
    return [one for one in lines if one.due_on <= max(due_on, today - timedelta(days=1))]


def _tell_colleagues(session: Session, reminder: Reminder, now: datetime) -> None:
    """The third notice is a visit, the last rung a decision: field service hears of both, and of notices that reach nobody.

    A friendly word that reaches nobody rings for no colleague: it stands on the list.
    """
    if reminder.step in FRIENDLY or (reminder.reached and reminder.step not in BY_HAND):
        return
    kind = f"reminder.{reminder.step}.staff" if reminder.step in BY_HAND else "reminder.unreached"
    for person_id in staff_with(session, reminder.project_id, PROPOSES):
        _tell(session, reminder, person_id, kind, now, Side.STAFF, Pace.PROMPT)


def _tell(
    session: Session, reminder: Reminder, person_id: int, kind: str, now: datetime, side: Side, pace: Pace
) -> None:
    tell(
        session,
        project_id=reminder.project_id,
        person_id=person_id,
        side=side,
        kind=kind,
        subject=reminder.subject,
        occasion="",
        now=now,
        pace=pace,
        facts={"reminder": reminder.id},
    )
