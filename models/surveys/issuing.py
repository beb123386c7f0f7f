"""Which forms a round has: one for each occupied unit and contact role, on the bot or on paper (R151, DOMAIN 5.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements.audience import on_the_bot
from models.base import insert_once
from models.estate import Project, Unit
from models.people import Contact
from models.surveys.tables import SurveyForm, SurveyRound

OCCUPIED = frozenset({"self_used", "let", "fit_out", "moving_out"})
NOT_ASKED = frozenset({"leasing"})  # they show rooms, and use none
UNKNOWN = ""  # the role of whoever is in a unit of which nobody is in the register


@dataclass(frozen=True)
class Wanted:
    """A form to be issued, and whether somebody who may answer it is on the bot."""

    unit: Unit
    role: str
    by_bot: bool


@dataclass(frozen=True)
class Reach:
    """A round in numbers before it begins; `people` are those whom the bot tells."""

    units: int
    by_bot: int
    on_paper: int
    people: int


def wanted_forms(session: Session, project: Project) -> list[Wanted]:
    """The forms, by unit; an occupied unit with nobody in the register has one on paper."""
    bound, contacts = on_the_bot(session, project), _by_unit(session, project)
    units = select(Unit).where(Unit.project_id == project.id, Unit.status.in_(OCCUPIED)).order_by(Unit.number)
    return [form for unit in session.scalars(units) for form in _of(unit, contacts.get(unit.id, []), bound)]


def _by_unit(session: Session, project: Project) -> Mapping[int, list[Contact]]:
    found: dict[int, list[Contact]] = {}
    mine = select(Contact).where(Contact.project_id == project.id, Contact.ended_at.is_(None))
    for one in session.scalars(mine.order_by(Contact.id)):
        if one.role not in NOT_ASKED:
            found.setdefault(one.unit_id, []).append(one)
    return found


def _of(unit: Unit, contacts: Sequence[Contact], bound: set[int]) -> list[Wanted]:
    roles = dict.fromkeys(one.role for one in contacts) or {UNKNOWN: None}
    reached = {one.role for one in contacts if one.person_id in bound}
    return [Wanted(unit, role, role in reached) for role in roles]


def reach(session: Session, project: Project) -> Reach:
    """What would go out now."""
    forms, bound = wanted_forms(session, project), on_the_bot(session, project)
    asked, contacts = {(one.unit.id, one.role) for one in forms}, _by_unit(session, project)
    people = {one.person_id for each in contacts.values() for one in each if (one.unit_id, one.role) in asked}
    by_bot = sum(one.by_bot for one in forms)
    return Reach(len({one.unit.id for one in forms}), by_bot, len(forms) - by_bot, len(people & bound))


def issue(session: Session, project: Project, one: SurveyRound) -> int:
    """Write the forms of a round, each once whatever is repeated; returns how many are new."""
    return sum(
        insert_once(
            session,
            SurveyForm,
            {
                "project_id": project.id,
                "round_id": one.id,
                "unit_id": form.unit.id,
                "role": form.role,
                "by_bot": form.by_bot,
            },
        )
        for form in wanted_forms(session, project)
    )
