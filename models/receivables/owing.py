"""The units in debt: how much, how old, how it stands and why (R123, N20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.receivables.balances import Line, open_in
from models.receivables.ladder import Step, later_month
from models.receivables.lifecycle import DebtorKind, Standing
from models.receivables.office_tables import DunningContact, Way
from models.receivables.tables import Debtor, Reminder


class Age(StrEnum):
    """How old the oldest debt of a unit is, in months."""

    NEW = "new"  # less than one
    ONE = "one"  # one to three
    THREE = "three"  # three to six
    SIX = "six"  # more


@dataclass(frozen=True)
class Owing:
    """What a unit owes that is past its due date, in fen."""

    unit: Unit
    lines: Sequence[Line]
    why: DebtorKind | None

    @property
    def fen(self) -> int:
        """All of it."""
        return sum(one.open_fen for one in self.lines)

    @property
    def since(self) -> date:
        """The oldest due date, as it was moved."""
        return min(one.due_on for one in self.lines)

    @property
    def standings(self) -> list[Standing]:
        """How the lines stand, each once."""
        return list(dict.fromkeys(one.standing for one in self.lines))

    def age(self, today: date) -> Age:
        """How old it is on a day."""
        for age, months in ((Age.SIX, 6), (Age.THREE, 3), (Age.ONE, 1)):
            if later_month(self.since, months, self.since.day) <= today:
                return age
        return Age.NEW


def owing(session: Session, project: Project, today: date) -> list[Owing]:
    """Every unit with something that should have been paid by now, the oldest debt first; questions and extensions among them."""
    past = [one for one in open_in(session, project, today) if one.row.due_on < today]
    reasons = _reasons(session, project)
    by_unit = [(number, list(lines)) for number, lines in groupby(past, key=lambda one: one.row.unit_id)]
    found = [Owing(lines[0].row.unit, lines, reasons.get(number)) for number, lines in by_unit]
    return sorted(found, key=lambda one: (one.since, -one.fen, one.unit.number))


def _reasons(session: Session, project: Project) -> dict[int, DebtorKind]:
    """Why each unit does not pay, as it was found out last."""
    newest = select(func.max(Debtor.id)).where(Debtor.project_id == project.id).group_by(Debtor.unit_id)
    rows = session.scalars(select(Debtor).where(Debtor.id.in_(newest))).all()
    return {one.unit_id: one.kind for one in rows}


def to_visit(session: Session, project: Project, today: date) -> list[Reminder]:
    """Third notices that somebody has still to bring in person (N21): nobody was there, and it is still owed."""
    return [one for one in _of_step(session, project, Step.THIRD, today) if not _was_visited(session, one)]


def to_put_to_court(session: Session, project: Project, today: date) -> list[Reminder]:
    """Debts of the last rung about which the manager has still to be asked."""
    return _of_step(session, project, Step.LEGAL, today)


def _of_step(session: Session, project: Project, step: Step, today: date) -> list[Reminder]:
    asked = {one.row.unit_id for one in open_in(session, project, today) if _is_late(one, today)}
    mine = select(Reminder).where(Reminder.project_id == project.id, Reminder.step == step).order_by(Reminder.id)
    newest = {one.unit_id: one for one in session.scalars(mine) if one.unit_id in asked}
    return list(newest.values())


def _is_late(line: Line, today: date) -> bool:
    return line.standing == Standing.DUE and line.due_on < today


def _was_visited(session: Session, reminder: Reminder) -> bool:
    visits = select(DunningContact.id).where(
        DunningContact.unit_id == reminder.unit_id, DunningContact.way == Way.VISIT
    )
    return session.scalar(visits.where(DunningContact.at >= reminder.at).limit(1)) is not None
