"""Getting in without a code: somebody asks, the desk looks into the register and approves, or explains (R205, R180)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.access.answering import tell_about, tell_those_in_charge, unanswered
from models.access.codes import bind, check_giver
from models.access.contacts import add_contact, new_person
from models.access.guests import guest_at
from models.access.rights import ROLES, belongs
from models.access.tables import AccessRequest, Answer
from models.estate import Project, Unit
from models.events import record
from models.people import Binding, Contact, Person, Side
from models.policy import policy_of
from models.refusals import AlreadyAsked, AlreadyBound, Gone, TooManyTries, UnitUnknown, WordsMissing
from models.register.phones import people_with
from models.rota import intake_desk

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Application:
    """What an applicant says of themselves; nothing of it is taken for true."""

    unit_number: str
    name: str
    honorific: str
    phone: str
    role: str


@dataclass(frozen=True)
class Findings:
    """What the register knows about a request; for the desk's eyes only."""

    unit: Unit | None
    matches: Sequence[Contact]  # contacts of the unit with this telephone
    namesakes: Sequence[Contact]  # contacts of the unit with this name, but another telephone
    elsewhere: Sequence[Person]  # other people of the register with this telephone
    bound: frozenset[int]  # which of them are on the bot already


def waits(session: Session, project: Project, telegram_id: int) -> bool:
    """Whether a request of this account has not been answered yet."""
    mine = (AccessRequest.project_id == project.id, AccessRequest.telegram_id == telegram_id)
    return session.scalar(select(AccessRequest.id).where(*mine, AccessRequest.done_at.is_(None)).limit(1)) is not None


def check_may_ask(session: Session, project: Project, telegram_id: int, now: datetime) -> None:
    """One open request per account, and a few a day; raises AlreadyAsked or TooManyTries."""
    if waits(session, project, telegram_id):
        raise AlreadyAsked
    mine = (AccessRequest.project_id == project.id, AccessRequest.telegram_id == telegram_id)
    today = select(func.count()).select_from(AccessRequest).where(*mine, AccessRequest.asked_at > now - DAY)
    if (session.scalar(today) or 0) >= policy_of(project).access_requests_per_day:
        raise TooManyTries


def ask(
    session: Session, *, project: Project, telegram_id: int, said: Application, language: str, now: datetime
) -> AccessRequest:
    """Keep the request and ring the desk; whether unit or telephone exist is not looked at here, and not told."""
    check_may_ask(session, project, telegram_id, now)
    with session.begin_nested():
        person = guest_at(session, project, telegram_id, language=language)
        person.name, person.honorific, person.phone = said.name, said.honorific, said.phone
        request = AccessRequest(
            project_id=project.id, telegram_id=telegram_id, person_id=person.id, asked_at=now, **vars(said)
        )
        session.add(request)
        session.flush()
        _log(session, request, "access.asked", None, now)
        for one in intake_desk(session, project, now):
            tell_about(session, request, one.person_id, "access.asked", now)
    return request


def open_requests(session: Session, project: Project) -> Sequence[AccessRequest]:
    """What waits for the desk, the oldest first."""
    wanted = select(AccessRequest).where(AccessRequest.project_id == project.id, AccessRequest.done_at.is_(None))
    return session.scalars(wanted.order_by(AccessRequest.id)).all()


def request_for(session: Session, request_id: int, by: Person) -> AccessRequest:
    """The request, for somebody who may answer it; raises NotYours or Gone."""
    check_giver(by)
    request = session.get(AccessRequest, request_id)
    if request is None or request.project_id != by.project_id:
        raise Gone
    return request


def unit_called(session: Session, project_id: int, number: str) -> Unit | None:
    """The unit of a number as people write it: with or without the leading zero."""
    wanted = number.strip().lstrip("0")
    units = select(Unit).where(Unit.project_id == project_id, Unit.number.in_([number.strip(), f"0{wanted}", wanted]))
    return session.scalars(units.order_by(Unit.number)).first()


def findings(session: Session, request: AccessRequest, number: str | None = None) -> Findings:
    """What the register knows: the unit, who of it fits, and who else has this telephone."""
    unit = unit_called(session, request.project_id, number or request.unit_number)
    people = people_with(session, request.project_id, request.phone)
    same = {one.id for one in people}
    contacts = _contacts(session, unit) if unit else []
    matches = [one for one in contacts if one.person_id in same]
    namesakes = [one for one in contacts if one.person_id not in same and one.person.name == request.name]
    here = {one.person_id for one in matches}
    elsewhere = [one for one in people if one.id not in here]
    looked_at = [one.person_id for one in (*matches, *namesakes)] + [one.id for one in elsewhere]
    on_the_bot = select(Binding.person_id).where(Binding.person_id.in_(looked_at), Binding.side == Side.OWNER)
    return Findings(unit, matches, namesakes, elsewhere, frozenset(session.scalars(on_the_bot)))


def _contacts(session: Session, unit: Unit) -> Sequence[Contact]:
    mine = select(Contact).where(Contact.unit_id == unit.id, Contact.ended_at.is_(None))
    return session.scalars(mine.order_by(Contact.id)).all()


def approve(
    session: Session,
    request_id: int,
    *,
    by: Person,
    now: datetime,
    unit: Unit | None,
    person_id: int | None,
    role: str,
) -> AccessRequest:
    """Let the applicant in: as somebody whom the register knows, or (without `person_id`) as somebody new.

    Raises UnitUnknown, Gone, TooLate, or AlreadyBound: whoever is on the bot already moves to a new account by a code only.
    """
    request = unanswered(session, AccessRequest, request_id, by)
    if unit is None:
        raise UnitUnknown(access=request.id)
    if unit.project_id != request.project_id or role not in ROLES:
        raise Gone
    with session.begin_nested():
        person = _person(session, request, unit, person_id)
        add_contact(session, unit=unit, person=person, role=role, by=by, now=now, why=request.subject)
        bind(session, person, Side.OWNER, request.telegram_id, now)
        person.language = request.person.language
        _done(session, request, Answer.APPROVED, by, now, "")
        tell_about(session, request, person.id, "access.approved", now, side=Side.OWNER)
    return request


def _person(session: Session, request: AccessRequest, unit: Unit, person_id: int | None) -> Person:
    if person_id is None:
        return new_person(
            session,
            unit,
            name=request.name,
            honorific=request.honorific,
            phone=request.phone,
            language=request.person.language,
        )
    person = session.get(Person, person_id)
    if person is None or person.project_id != request.project_id or person.guest:
        raise Gone
    binding = session.scalar(select(Binding).where(Binding.person_id == person.id, Binding.side == Side.OWNER))
    elsewhere = binding is not None and binding.telegram_id != request.telegram_id
    if elsewhere and belongs(session, person, Side.OWNER):
        raise AlreadyBound(access=request.id)
    return person


def explain(session: Session, request_id: int, *, by: Person, now: datetime, words: str) -> AccessRequest:
    """Not now, and why, and what can be done instead; the supervisor hears of it (R180)."""
    if not words.strip():
        raise WordsMissing(access=request_id)
    request = unanswered(session, AccessRequest, request_id, by)
    with session.begin_nested():
        _done(session, request, Answer.EXPLAINED, by, now, words.strip())
        tell_about(session, request, request.person_id, "access.explained", now, side=Side.OWNER)
        tell_those_in_charge(session, request, "access.declined", now, by=by)
    return request


def _done(session: Session, request: AccessRequest, answer: Answer, by: Person, now: datetime, words: str) -> None:
    request.done_at, request.answer, request.answered_by_id, request.words = now, answer, by.id, words
    session.flush()
    session.refresh(request)
    _log(session, request, f"access.{answer}", by, now)


def _log(session: Session, request: AccessRequest, kind: str, by: Person | None, now: datetime) -> None:
    record(
        session,
        project_id=request.project_id,
        subject=request.subject,
        kind=kind,
        now=now,
        actor_id=by.id if by else None,
    )
