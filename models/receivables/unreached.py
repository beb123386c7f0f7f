"""Whom paper has to reach: payment notices that nobody reads in the bot, and dunning notices to bring (R123, J15, N22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import reads_the_bot
from models.estate import Project, Unit
from models.ledger.telling import staff_with
from models.notices import tell
from models.people import Side
from models.receivables.balances import Line, lines_with, open_in
from models.receivables.dunning import payers_of
from models.receivables.ladder import FRIENDLY, ORDER, Step
from models.receivables.rights import PROPOSES
from models.receivables.tables import Bill, Reminder


def unreached_bills(session: Session, project: Project, period: date) -> Sequence[Bill]:
    """The payment notices of a month whose payers nobody reaches by the bot now, by unit."""
    mine = select(Bill).join(Unit, Unit.id == Bill.unit_id).where(Bill.project_id == project.id, Bill.period == period)
    every = session.scalars(mine.order_by(Unit.number, Bill.id)).all()
    return [one for one in every if not is_reached(session, one.unit)]


def is_reached(session: Session, unit: Unit) -> bool:
    """Whether anybody for whom a bill is reads the bot."""
    payers = payers_of(session, unit, with_owner=False)
    return any(reads_the_bot(session, one.person, Side.OWNER) for one in payers)


def tell_of_paper(session: Session, project: Project, period: date, now: datetime) -> int:
    """Field service hears once how many notices of a month go on paper; returns how many people were told."""
    count = len(unreached_bills(session, project, period))
    told = 0
    for person_id in staff_with(session, project.id, PROPOSES) if count else ():
        told += tell(
            session,
            project_id=project.id,
            person_id=person_id,
            side=Side.STAFF,
            kind="bills.unreached",
            subject=f"month:{period:%Y-%m}",
            occasion="paper",
            now=now,
            facts={"count": count},
        )
    return told


@dataclass(frozen=True)
class ToBring:
    """A dunning notice on paper: of which unit, at which rung, and the lines that may be asked for."""

    unit: Unit
    step: Step
    lines: Sequence[Line]

    @property
    def fen(self) -> int:
        """The sum of the lines, in fen."""
        return sum(one.open_fen for one in self.lines)


def to_bring(session: Session, project: Project, today: date) -> list[ToBring]:
    """The notices that the bot did not deliver, and every third one; only what is still asked for."""
    mine = select(Reminder).where(Reminder.project_id == project.id).order_by(Reminder.id)
    newest: dict[int, Reminder] = {one.unit_id: one for one in session.scalars(mine)}
    wanted = [one for one in newest.values() if _goes_on_paper(one)]
    found = [(one, [line for line in lines_with(session, one.lines, today) if line.is_asked_for]) for one in wanted]
    bring = [ToBring(one.unit, one.step, lines) for one, lines in found if lines]
    return sorted(bring, key=lambda one: one.unit.number)


def _goes_on_paper(one: Reminder) -> bool:
    return one.step not in FRIENDLY and (not one.reached or ORDER[one.step] >= ORDER[Step.THIRD])


def notice_of(session: Session, project: Project, unit: Unit, today: date) -> ToBring | None:
    """The notice of one unit for what is overdue now; None where nothing may be asked for."""
    late = [one for one in open_in(session, project, today) if one.row.unit_id == unit.id and one.is_asked_for]
    late = [one for one in late if one.due_on < today]
    newest = select(Reminder).where(Reminder.unit_id == unit.id).order_by(Reminder.id.desc()).limit(1)
    reminder = session.scalar(newest)
    return ToBring(unit, reminder.step if reminder else Step.FIRST, late) if late else None
