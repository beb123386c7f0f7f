"""What cannot be delivered is told by telephone instead: nothing is lost."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calls.actions import plan
from models.calls.tables import Call, CallKind
from models.estate import Project
from models.events import record
from models.mailbox.telling import tell_managers
from models.notices import Notice, NoticeState
from models.people import Side

# A time that the owner has just agreed to in person, and that somebody's access is over.
NOT_CALLED_ABOUT = frozenset({"appoint.reporter", "rebook.reporter", "access.ended"})


def unreachable(session: Session, notice: Notice, now: datetime) -> None:
    """Nothing may be lost: what cannot be delivered becomes a telephone task, one per person and subject."""
    notice.state = NoticeState.UNREACHABLE
    call_instead(session, notice, now)


def call_instead(session: Session, notice: Notice, now: datetime) -> None:
    """Somebody telephones about it; more about the same subject goes into the same call."""
    if notice.person_id is None or notice.kind.startswith("call."):
        return  # nobody to call; a colleague who cannot be told about a call finds it on the list
    if notice.kind in NOT_CALLED_ABOUT:
        return
    if "letter" in notice.facts:
        _tell_manager(session, notice, now)
        return
    open_call = select(Call).where(
        Call.kind == CallKind.UNREACHABLE, Call.person_id == notice.person_id, Call.subject == notice.subject
    )
    call = session.scalar(open_call.where(Call.done_at.is_(None)))
    if call:
        call.facts = {"notices": [*call.facts["notices"], notice.id]}
        record(
            session,
            project_id=call.project_id,
            subject=call.card,
            kind="call.more",
            now=now,
            facts={"notice": notice.id},
        )
        return
    plan(
        session,
        project=session.get_one(Project, notice.project_id),
        kind=CallKind.UNREACHABLE,
        person_id=notice.person_id,
        subject=notice.subject,
        occasion=f"n{notice.id}",
        now=now,
        due_at=now,
        ticket_id=notice.facts.get("ticket"),
        complaint_id=notice.facts.get("complaint"),
        facts={"notices": [notice.id]},
    )


def _tell_manager(session: Session, notice: Notice, now: datetime) -> None:
    """A letter's sender is known to the manager only, who telephones (R144); what the manager misses stands in the list."""
    if notice.side == Side.OWNER:
        tell_managers(session, notice.facts["letter"], now, f"n{notice.id}")
