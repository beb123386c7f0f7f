"""What requests to be let in and requests for a change have in common: asked once, answered once by the office (R108, R180, R205)."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.codes import check_giver
from models.access.tables import AccessRequest
from models.estate import Project
from models.notices import Pace, tell
from models.people import Person, Side
from models.refusals import Gone, TooLate
from models.register.tables import ChangeRequest
from models.roles import in_charge
from models.rota import staff_of

Asked = TypeVar("Asked", AccessRequest, ChangeRequest)


def card_of(request: AccessRequest | ChangeRequest) -> str:
    """The request's own name in events, notices and cards."""
    return request.subject if isinstance(request, AccessRequest) else request.card


def facts_of(request: AccessRequest | ChangeRequest) -> dict[str, int]:
    """What a notice or a refusal says of it, such as {"wish": 7}."""
    name, _, _ = card_of(request).partition(":")
    return {name: request.id}


def unanswered(session: Session, kind: type[Asked], number: int, by: Person) -> Asked:
    """The request, locked; raises NotYours for who may not answer, Gone, or TooLate where somebody has answered."""
    check_giver(by)
    wanted = select(kind).where(kind.id == number).with_for_update(of=kind)
    request = session.scalar(wanted.execution_options(populate_existing=True))
    if request is None or request.project_id != by.project_id:
        raise Gone
    if request.done_at:
        raise TooLate(**facts_of(request))
    return request


def tell_about(
    session: Session,
    request: AccessRequest | ChangeRequest,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    side: Side = Side.STAFF,
) -> None:
    """Queue one notice about a request, once per person."""
    tell(
        session,
        project_id=request.project_id,
        person_id=person_id,
        side=side,
        kind=kind,
        subject=card_of(request),
        occasion="once",
        now=now,
        pace=Pace.PROMPT,
        facts=facts_of(request),
    )


def tell_those_in_charge(
    session: Session, request: AccessRequest | ChangeRequest, kind: str, now: datetime, *, by: Person
) -> None:
    """Something could not be done as it was asked: the supervisors hear it, or else the managers (R180)."""
    for one in in_charge(staff_of(session, session.get_one(Project, by.project_id))):
        if one.person_id != by.id:
            tell_about(session, request, one.person_id, kind, now)
