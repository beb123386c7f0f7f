"""The deeds of a complaint: graded, led, progress, a solution, the result, judged, closed (R086-R091).

What is said to the owner of one that leads a group is said to everybody whose complaint goes with it.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calls.tables import Call, CallKind
from models.complaints.calling import may_call_about
from models.complaints.doing import check, give_to, locked, moving, needs_words, note
from models.complaints.filing import make_major
from models.complaints.grading import HEAVY
from models.complaints.lifecycle import Grade, State
from models.complaints.parts import LEVEL_OF, is_concerned, visible
from models.complaints.tables import Complaint
from models.complaints.telling import tell_in_charge, tell_leaders, tell_owner
from models.complaints.together import keep_together, moving_along
from models.notices import Pace
from models.people import Person, Staff
from models.refusals import Gone, NotYours, TimePast, TooLate
from models.roles import FRONT_OFFICE
from models.rota import staff_of


def grade(
    session: Session,
    complaint_id: int,
    *,
    by: Person,
    now: datetime,
    grade: Grade,
    words: str,
    seen: int | None = None,
) -> Complaint:
    """How grave it is, and why; whoever leads at that level has it, and the owner hears who (DOMAIN 4.6). Raises WordsMissing."""
    with moving(session, complaint_id, "grade", by=by, now=now, seen=seen, words=words) as complaint:
        needs_words(complaint, words)
        _graded(session, complaint, grade, words, now)
    return complaint


def regrade(
    session: Session,
    complaint_id: int,
    *,
    by: Person,
    now: datetime,
    grade: Grade,
    words: str,
    seen: int | None = None,
) -> Complaint:
    """Another grade while it is led; only those in charge change it. Raises WordsMissing, TooLate for the same one."""
    with moving(session, complaint_id, "regrade", by=by, now=now, seen=seen, words=words) as complaint:
        needs_words(complaint, words)
        if complaint.grade == grade:
            raise TooLate(complaint=complaint.id)
        _graded(session, complaint, grade, words, now)
    keep_together(session, complaint, "regrade", by=by, now=now, kind=_says_who(complaint))
    return complaint


def _says_who(complaint: Complaint) -> str:
    return "complaint.now_major" if complaint.grade == Grade.MAJOR else "complaint.led"


def _graded(session: Session, complaint: Complaint, grade: Grade, words: str, now: datetime) -> None:
    if grade == Grade.MAJOR:
        make_major(session, complaint, words.strip(), now)
        tell_in_charge(session, complaint, "complaint.major", now, pace=Pace.EMERGENCY)
        tell_owner(session, complaint, "complaint.now_major", now)
        return
    complaint.grade, complaint.grade_reason = grade, words.strip()
    give_to(session, complaint, max(LEVEL_OF[grade], min(complaint.level, complaint.rounds - 1)), now)
    tell_leaders(session, complaint, "complaint.yours", now)
    tell_owner(session, complaint, "complaint.led", now)


def lead(
    session: Session, complaint_id: int, *, by: Person, to: int, now: datetime, seen: int | None = None
) -> Complaint:
    """Somebody else of customer service leads it; the owner hears who. Raises Gone, NotYours for whom it concerns (R082)."""
    with moving(session, complaint_id, "lead", by=by, now=now, seen=seen) as complaint:
        staff = session.get(Staff, to)
        if staff is None or staff.left_at or staff.project_id != complaint.project_id:
            raise Gone
        if is_concerned(staff, complaint) or staff.role not in FRONT_OFFICE:
            raise NotYours(complaint=complaint.id)
        if staff.person_id == complaint.leader_id:
            raise TooLate(complaint=complaint.id)
        complaint.assistant_id, complaint.leader_id, complaint.leader = complaint.leader_id, staff.person_id, staff
        session.flush()
        tell_leaders(session, complaint, "complaint.yours", now)
        tell_owner(session, complaint, "complaint.led", now)
    keep_together(session, complaint, "lead", by=by, now=now, kind="complaint.led")
    return complaint


def progress(
    session: Session,
    complaint_id: int,
    *,
    by: Person,
    now: datetime,
    words: str,
    until: datetime,
    seen: int | None = None,
) -> Complaint:
    """How far it has come, and until when the next step is done; the owner reads it (R090). Raises WordsMissing, TimePast."""
    with moving(
        session, complaint_id, "progress", by=by, now=now, seen=seen, words=words, until=until, to_owner=True
    ) as complaint:
        needs_words(complaint, words)
        if until <= now:
            raise TimePast(complaint=complaint.id)
        complaint.due_at = until
        tell_owner(session, complaint, "complaint.progress", now)
    for one in moving_along(session, complaint, "progress", by):
        progress(session, one.id, by=by, now=now, words=words, until=until)
    return complaint


def propose(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Complaint:
    """A solution, for the owner to agree to before it is carried out (R089). Raises WordsMissing."""
    with moving(session, complaint_id, "propose", by=by, now=now, seen=seen, words=words, to_owner=True) as complaint:
        needs_words(complaint, words)
        complaint.solution = words.strip()
        complaint.answered_at = complaint.answered_at or now
        tell_owner(session, complaint, "complaint.proposed", now)
    for one in moving_along(session, complaint, "propose", by):
        propose(session, one.id, by=by, now=now, words=words)
    return complaint


def answer(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Complaint:
    """The result, in words that the owner reads and answers (R086). Raises WordsMissing."""
    return _answered(session, complaint_id, "answer", by, now, words, seen)


def reply(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Complaint:
    """What comes of a suggestion, or thanks for praise (R081). Raises WordsMissing."""
    return _answered(session, complaint_id, "reply", by, now, words, seen)


def relay(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Complaint:
    """What the branch company has answered (DOMAIN 4.6). Raises WordsMissing."""
    return _answered(session, complaint_id, "relay", by, now, words, seen)


def _answered(
    session: Session, complaint_id: int, move: str, by: Person, now: datetime, words: str, seen: int | None
) -> Complaint:
    before = locked(session, complaint_id).state
    with moving(session, complaint_id, move, by=by, now=now, seen=seen, words=words, to_owner=True) as complaint:
        needs_words(complaint, words)
        complaint.result = words.strip()
        complaint.answered_at = complaint.answered_at or now
        tell_owner(session, complaint, "complaint.answered", now)
    for one in moving_along(session, complaint, move, by, {before}):  # who has not agreed yet is waited for (R089)
        _answered(session, one.id, move, by, now, words, None)
    return complaint


def judge(
    session: Session,
    complaint_id: int,
    *,
    by: Person,
    now: datetime,
    justified: bool,
    words: str,
    seen: int | None = None,
) -> Complaint:
    """Whether it was justified, always with a reason; those in charge say so (DOMAIN 4.6). Raises WordsMissing."""
    with moving(session, complaint_id, "judge", by=by, now=now, seen=seen, words=words) as complaint:
        needs_words(complaint, words)
        complaint.justified, complaint.judged_because = justified, words.strip()
    close_if_done(session, complaint, now)
    for one in moving_along(session, complaint, "judge", by):
        judge(session, one.id, by=by, now=now, justified=justified, words=words)
    return complaint


def heard(session: Session, complaint_id: int, *, by: Person, now: datetime) -> Complaint:
    """The callback is made, and nothing is left to be done about it but perhaps to judge it."""
    complaint = visible(session, complaint_id, by)
    check(complaint, "close", by)
    complaint.content = True
    note(session, complaint, "heard", by=by, now=now)
    if complaint.justified is None:
        tell_in_charge(session, complaint, "complaint.judge", now)
    close_if_done(session, complaint, now)
    return complaint


def close_if_done(session: Session, complaint: Complaint, now: datetime) -> None:
    """It ends when it is answered, judged and called about; of what is no complaint, when it is answered."""
    if complaint.state != State.ANSWERED:
        return
    if complaint.kind in HEAVY and (complaint.justified is None or not _called(session, complaint)):
        return
    with moving(session, complaint.id, "close", by=None, now=now):
        pass
    if complaint.kind in HEAVY:
        tell_owner(session, complaint, "complaint.closed", now, pace=Pace.ROUTINE)


def _called(session: Session, complaint: Complaint) -> bool:
    mine = select(Call).where(Call.subject == complaint.subject, Call.kind == CallKind.COMPLAINT)
    calls = session.scalars(mine.where(Call.occasion == f"round{complaint.rounds}")).all()
    if not calls and complaint.content:  # nobody of the office may know whom to call: the owner's own word is enough
        return not any(may_call_about(one.person, complaint) for one in staff_of(session, complaint.project))
    return bool(calls) and all(one.done_at for one in calls)
