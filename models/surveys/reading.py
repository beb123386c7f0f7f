"""Reading the survey: who has which part in it, the rounds, an owner's forms, and who has not answered (R151, DOMAIN 5.7)."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.access.rights import contacts_of
from models.estate import Project, Unit
from models.people import CUSTOMER_SERVICE, Contact, Person, Role
from models.refusals import Gone
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.surveys.lifecycle import UNDER_WAY, Part, State, allowed
from models.surveys.tables import SurveyAnswer, SurveyForm, SurveyRound, SurveyStep

READERS = FRONT_OFFICE | {Role.DEPT_HEAD}


def parts_of(person: Person, one: SurveyRound) -> frozenset[Part]:
    """Every part that a colleague has in a round."""
    staff = person.staff
    if staff is None or staff.left_at is not None or staff.project_id != one.project_id:
        return frozenset()
    having = {
        Part.LEAD: staff.role in IN_CHARGE,
        Part.SERVICE: staff.role in CUSTOMER_SERVICE | IN_CHARGE,
        Part.HEAD: staff.role == Role.DEPT_HEAD,
    }
    return frozenset(part for part, has in having.items() if has)


def visible(session: Session, round_id: int, person: Person) -> SurveyRound:
    """The round, for those who have a part in it; raises Gone for everybody else."""
    one = session.get(SurveyRound, round_id)
    if one is None or not parts_of(person, one):
        raise Gone
    return one


def for_part(session: Session, round_id: int, person: Person, part: Part) -> SurveyRound:
    """The round, for those with one certain part; raises Gone for everybody else."""
    one = visible(session, round_id, person)
    if part not in parts_of(person, one):
        raise Gone
    return one


def moves_for(person: Person, one: SurveyRound) -> frozenset[str]:
    """The moves that somebody may make with a round as it is now."""
    return allowed(one.state, parts_of(person, one))


def rounds(session: Session, project: Project) -> Sequence[SurveyRound]:
    """All of an office, the newest first."""
    mine = select(SurveyRound).where(SurveyRound.project_id == project.id)
    return session.scalars(mine.order_by(SurveyRound.period.desc())).all()


def under_way(session: Session, project: Project) -> SurveyRound | None:
    """The round that is prepared or going on."""
    return next((one for one in rounds(session, project) if one.state in UNDER_WAY), None)


def closes_at(one: SurveyRound, project: Project) -> datetime:
    """The end of the last day; raises ValueError for a round that has not begun."""
    if one.last_day is None:
        raise ValueError("a round that was not opened has no last day")
    return datetime.combine(one.last_day + timedelta(days=1), time(0), project.zone)


def takes_answers(one: SurveyRound, project: Project, now: datetime) -> bool:
    """Whether owners may still answer: also where the clock is late in closing it, never after the last day."""
    return one.state == State.OPEN and now < closes_at(one, project)


def steps_of(session: Session, one: SurveyRound) -> Sequence[SurveyStep]:
    """What was done with a round, the oldest first."""
    wanted = select(SurveyStep).where(SurveyStep.round_id == one.id)
    return session.scalars(wanted.order_by(SurveyStep.id)).all()


def answer_to(session: Session, form: SurveyForm) -> SurveyAnswer | None:
    """What came back on it."""
    return session.get(SurveyAnswer, form.id)


def may_answer(session: Session, form: SurveyForm, person: Person) -> bool:
    """Whether somebody has the form's part for its unit now; a former contact has none."""
    mine = (one for one in contacts_of(session, person.id) if one.unit_id == form.unit_id)
    return form.role != "" and any(one.role == form.role for one in mine)


def own_form(session: Session, form_id: int, person: Person) -> SurveyForm:
    """The form, for who may answer it; raises Gone for everybody else."""
    form = session.get(SurveyForm, form_id)
    if form is None or form.project_id != person.project_id or not may_answer(session, form, person):
        raise Gone
    return form


def forms_for(session: Session, person: Person) -> Sequence[SurveyForm]:
    """The forms of the round that goes on which somebody may answer, by unit."""
    has_part = and_(Contact.unit_id == SurveyForm.unit_id, Contact.role == SurveyForm.role)
    wanted = (
        select(SurveyForm)
        .join(SurveyRound, SurveyRound.id == SurveyForm.round_id)
        .join(Contact, has_part)
        .join(Unit, Unit.id == SurveyForm.unit_id)
        .where(SurveyRound.state == State.OPEN, Contact.person_id == person.id, Contact.ended_at.is_(None))
    )
    return session.scalars(wanted.order_by(Unit.number, SurveyForm.id)).all()


def people_of(session: Session, form: SurveyForm) -> list[Person]:
    """Everybody who may answer a form now, the longest known first."""
    mine = select(Contact).where(Contact.unit_id == form.unit_id, Contact.role == form.role)
    return [one.person for one in session.scalars(mine.where(Contact.ended_at.is_(None)).order_by(Contact.id))]


def answered(session: Session, one: SurveyRound) -> Sequence[SurveyAnswer]:
    """Everything that came back, by unit."""
    wanted = select(SurveyAnswer).join(SurveyForm, SurveyForm.id == SurveyAnswer.form_id)
    mine = wanted.join(Unit, Unit.id == SurveyForm.unit_id).where(SurveyForm.round_id == one.id)
    return session.scalars(mine.order_by(Unit.number, SurveyForm.id)).all()


def unanswered(session: Session, one: SurveyRound) -> Sequence[SurveyForm]:
    """The forms on which nothing came back yet, by unit."""
    wanted = select(SurveyForm).outerjoin(SurveyAnswer, SurveyAnswer.form_id == SurveyForm.id)
    mine = wanted.join(Unit, Unit.id == SurveyForm.unit_id)
    open_ones = mine.where(SurveyForm.round_id == one.id, SurveyAnswer.form_id.is_(None))
    return session.scalars(open_ones.order_by(Unit.number, SurveyForm.id)).all()


def issued(session: Session, one: SurveyRound) -> int:
    """How many forms were issued."""
    return session.scalar(select(func.count()).select_from(SurveyForm).where(SurveyForm.round_id == one.id)) or 0
