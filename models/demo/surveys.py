"""The last round of the opinion survey in the demo office: over since spring, answered on the bot and on paper (R151, DOMAIN 4.2)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.people import Person, Role, Staff
from models.policy import policy_of
from models.surveys.areas import Area
from models.surveys.issuing import issue
from models.surveys.lifecycle import State
from models.surveys.reading import people_of
from models.surveys.tables import SurveyAnswer, SurveyForm, SurveyRound, SurveyStep
from models.surveys.timing import period_of, working_day_from


def fill_survey(
    session: Session,
    office: Project,
    staff: Mapping[str, Staff],
    lines: Iterable[Mapping[str, str]],
    now: datetime,
) -> None:
    """The round, its forms, and what came back on them; nobody is rung about any of it."""
    desk, lead = _first(staff, Role.CS_DESK), _first(staff, Role.CS_SUPERVISOR)
    one = _round(session, office, lead, _month_before(office, now))
    issue(session, office, one)
    session.flush()
    mine = select(SurveyForm).join(Unit, Unit.id == SurveyForm.unit_id).where(SurveyForm.round_id == one.id)
    forms = {(form.unit.number, form.role): form for form in session.scalars(mine)}
    for row in lines:
        _answer(session, forms[row["unit"], row["role"]], row, desk, lead, one)


def _first(staff: Mapping[str, Staff], role: Role) -> Staff:
    return next(one for one in staff.values() if one.role == role)


def _month_before(office: Project, now: datetime) -> date:
    """The first day of the last month of a survey that is over."""
    policy, first = policy_of(office), now.astimezone(office.zone).date().replace(day=1)
    months = {policy.survey_first_month, policy.survey_second_month}
    while True:
        first = (first - timedelta(days=1)).replace(day=1)
        if first.month in months:
            return first


def _round(session: Session, office: Project, lead: Staff, month: date) -> SurveyRound:
    policy = policy_of(office)
    begins = working_day_from(month.replace(day=policy.survey_from_day))
    last = working_day_from(begins + timedelta(days=policy.survey_days))
    one = SurveyRound(
        project_id=office.id,
        period=period_of(month),
        days=policy.survey_days,
        planned_on=begins,
        prepared_at=_at(office, working_day_from(month), "09:05"),
        state=State.CLOSED,
        version=3,
        opened_at=_at(office, begins, "09:20"),
        last_day=last,
        closed_at=_at(office, last + timedelta(days=1), "00:00"),
    )
    session.add(one)
    session.flush()
    steps = (
        ("prepare", None, one.prepared_at),
        ("open", lead.person_id, one.opened_at),
        ("close", None, one.closed_at),
    )
    for move, by, at in steps:
        session.add(SurveyStep(round_id=one.id, move=move, by_id=by, at=at or one.prepared_at))
    return one


def _at(office: Project, day: date, face: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(face), office.zone)


def _answer(
    session: Session, form: SurveyForm, row: Mapping[str, str], desk: Staff, lead: Staff, one: SurveyRound
) -> None:
    """On the bot by the form's first contact, or on paper with the name that the file says."""
    paper, at = bool(row["signed_by"]), (one.opened_at or one.prepared_at) + timedelta(days=int(row["day"]), hours=2)
    person: Person | None = None if paper else people_of(session, form)[0]
    answer = SurveyAnswer(
        form_id=form.id,
        by_id=person.id if person else None,
        grades={area: int(grade) for area, grade in zip(Area, row["grades"], strict=True)},
        answered_at=at,
        comment=row["comment"],
        on_paper=paper,
        signed_by=row["signed_by"],
        returned_on=at.date() if paper else None,
        entered_by_id=desk.person_id if paper else None,
        no_photo="纸质原件已存档" if paper else "",
        reply=row["reply"],
        replied_by_id=lead.person_id if row["reply"] else None,
        replied_at=at + timedelta(days=1) if row["reply"] else None,
    )
    session.add(answer)
