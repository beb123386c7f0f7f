"""One-time codes: made by the office, kept as a hash, typed in any shape, good once, with few tries (R205)."""

import hashlib
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from models.access.rights import belongs
from models.access.tables import CodeTry, Invitation
from models.estate import Project
from models.events import record
from models.notices import tell
from models.people import Binding, Contact, Person, Side
from models.policy import policy_of
from models.refusals import Gone, NotYours, TooManyTries
from models.roles import FRONT_OFFICE
from models.rota import intake_desk
from models.tickets.danger_tables import DangerNote
from models.tickets.tables import Ticket

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # without what is read wrongly: I L O U 0 1
LENGTH, GROUP = 12, 4
STRETCH = 2000  # rounds; 59 bits stretched are beyond guessing for whoever steals the hashes of a week
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Code:
    """A fresh code in plain, for the one moment in which it is handed over."""

    person: Person
    code: str
    expires_at: datetime


def spelled(code: str) -> str:
    """A code as people read it: in groups."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def bare(text: str) -> str:
    """What somebody typed, without case, spaces and dashes, full-width or not."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).upper() if one.isalnum())


def looks_like_code(text: str) -> bool:
    """Whether a text could be one of our codes."""
    typed = bare(text)
    return len(typed) == LENGTH and set(typed) <= set(ALPHABET)


def _hash(code: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", bare(code).encode(), b"guanjia", STRETCH).hex()


def issue(session: Session, *, person: Person, side: Side, now: datetime, by: Person | None = None) -> Code:
    """Make a code for somebody; an older one for the same bot is void from now on."""
    void(session, person.id, side, now)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    expires_at = now + timedelta(days=policy_of(session.get_one(Project, person.project_id)).code_valid_days)
    session.add(
        Invitation(
            project_id=person.project_id, person_id=person.id, side=side, code_hash=_hash(code), expires_at=expires_at
        )
    )
    _log(session, person, "code", now, by)
    return Code(person, code, expires_at)


def void(session: Session, person_id: int, side: Side, now: datetime) -> None:
    """End the codes of a person that nobody has used yet."""
    session.execute(update(Invitation).where(*_open(person_id, side, now)).values(expires_at=now))


def open_code(session: Session, person_id: int, side: Side, now: datetime) -> Invitation | None:
    """The code that the person could use now."""
    return session.scalar(select(Invitation).where(*_open(person_id, side, now)))


def open_codes(session: Session, people: Collection[int], side: Side, now: datetime) -> dict[int, datetime]:
    """Until when the code of each of these people is good, for those who have one that they could use now."""
    theirs = (Invitation.person_id.in_(people), Invitation.side == side)
    still = (Invitation.used_at.is_(None), Invitation.expires_at > now)
    found = session.execute(select(Invitation.person_id, Invitation.expires_at).where(*theirs, *still))
    return {row.person_id: row.expires_at for row in found}


def code_for_contact(session: Session, contact_id: int, *, by: Person, now: datetime) -> Code:
    """The office hands a contact a code for the owner bot; raises NotYours for who may not, Gone for who has left."""
    check_giver(by)
    contact = session.get(Contact, contact_id)
    if contact is None or contact.project_id != by.project_id or contact.ended_at:
        raise Gone
    return issue(session, person=contact.person, side=Side.OWNER, now=now, by=by)


def check_giver(by: Person) -> None:
    """Codes are given by customer service and the manager; raises NotYours."""
    if by.staff is None or by.staff.left_at or by.staff.role not in FRONT_OFFICE:
        raise NotYours


def redeem(
    session: Session, *, project: Project, side: Side, code: str, telegram_id: int, now: datetime
) -> Person | None:
    """Bind the account that shows a valid code; None for any other code, which counts as a wrong try.

    Unknown, used, expired, void, of the other bot or of somebody who has left: nobody learns which. Raises TooManyTries.
    """
    if _tries(session, project, side, telegram_id, now) >= policy_of(project).code_tries_per_hour:
        raise TooManyTries
    wanted = select(Invitation).where(
        Invitation.code_hash == _hash(code), Invitation.project_id == project.id, Invitation.side == side
    )
    invitation = session.scalar(wanted.with_for_update())
    person = session.get_one(Person, invitation.person_id) if invitation else None
    usable = invitation is not None and invitation.used_at is None and invitation.expires_at > now
    if invitation is None or person is None or not usable or not belongs(session, person, side):
        _wrong(session, project, side, telegram_id, now)
        return None
    invitation.used_at = now
    bind(session, person, side, telegram_id, now)
    return person


def bind(session: Session, person: Person, side: Side, telegram_id: int, now: datetime) -> None:
    """Give the person this account: an earlier owner of the account loses it, and the person's earlier account its way in."""
    account = (Binding.project_id == person.project_id, Binding.side == side, Binding.telegram_id == telegram_id)
    former = session.scalar(select(Person).join(Binding, Binding.person_id == Person.id).where(*account))
    if former is not None and former.guest and former.id != person.id:  # what a guest reported is theirs from now on
        session.execute(update(Ticket).where(Ticket.reporter_id == former.id).values(reporter_id=person.id))
        session.execute(update(DangerNote).where(DangerNote.person_id == former.id).values(person_id=person.id))
    session.execute(delete(Binding).where(*account))
    session.execute(delete(Binding).where(Binding.person_id == person.id, Binding.side == side))
    session.add(Binding(project_id=person.project_id, person_id=person.id, side=side, telegram_id=telegram_id))
    void(session, person.id, side, now)
    _log(session, person, "bind", now, person)
    session.flush()


def _open(person_id: int, side: Side, now: datetime) -> tuple[ColumnElement[bool], ...]:
    mine = (Invitation.person_id == person_id, Invitation.side == side)
    return (*mine, Invitation.used_at.is_(None), Invitation.expires_at > now)


def _tries(session: Session, project: Project, side: Side, telegram_id: int, now: datetime) -> int:
    mine = (CodeTry.project_id == project.id, CodeTry.side == side, CodeTry.telegram_id == telegram_id)
    return session.scalar(select(func.count()).select_from(CodeTry).where(*mine, CodeTry.at > now - HOUR)) or 0


def _wrong(session: Session, project: Project, side: Side, telegram_id: int, now: datetime) -> None:
    """Count it; at the last one the desk hears that somebody is guessing."""
    session.execute(delete(CodeTry).where(CodeTry.project_id == project.id, CodeTry.at <= now - HOUR))
    session.add(CodeTry(project_id=project.id, side=side, telegram_id=telegram_id, at=now))
    session.flush()
    if _tries(session, project, side, telegram_id, now) < policy_of(project).code_tries_per_hour:
        return
    for one in intake_desk(session, project, now):
        tell(
            session,
            project_id=project.id,
            person_id=one.person_id,
            side=Side.STAFF,
            kind="access.tries",
            subject="access",
            occasion=f"{side}:{telegram_id}:{now.isoformat()}",
            now=now,
        )


def _log(session: Session, person: Person, kind: str, now: datetime, by: Person | None) -> None:
    record(
        session,
        project_id=person.project_id,
        subject=f"person:{person.id}",
        kind=kind,
        now=now,
        actor_id=by.id if by else None,
    )
