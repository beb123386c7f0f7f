"""Something is told to the office about itself: recorded with number and promise, graded where it grades itself (R081, R085, R091)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import Right, may
from models.complaints.branch import ask_to_pass_on
from models.complaints.doing import give_to, locked, moving, note
from models.complaints.grading import same_open, why_major
from models.complaints.lifecycle import LED, Grade, Kind, State
from models.complaints.naming import named_in
from models.complaints.objects import matters
from models.complaints.parts import LEVEL_OF, TOP, free_staff, is_about_the_manager
from models.complaints.tables import Complaint
from models.complaints.telling import tell_in_charge, tell_owner, tell_staff
from models.complaints.timing import answer_by, watch
from models.complaints.together import keep_together
from models.counters import next_number
from models.estate import Department, Project, Unit
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.notices import Pace
from models.people import MAY_NOT_ENTER, Person, Role, Staff
from models.refusals import Gone, NotYours, WordsMissing
from models.rota import intake_desk
from models.tickets.tables import Channel, Ticket

PREFIX = {Kind.COMPLAINT: "TS", Kind.CRITICISM: "TS", Kind.SUGGESTION: "JY", Kind.PRAISE: "JY"}


def tell_the_office(
    session: Session,
    *,
    project: Project,
    by: Person,
    unit: Unit | None,
    kind: Kind,
    matter: str,
    words: str,
    now: datetime,
    wish: str = "",
    whom: str = "",
    department: Department | None = None,
    confidential: bool = False,
    channel: Channel = Channel.BOT,
    entered_by: Staff | None = None,
    media: Sequence[int] = (),
    ticket: Ticket | None = None,
    guarded: bool = False,
) -> Complaint:
    """Record it with number and promise; what the same person says anew about an open one is added to that.

    `whom` is whom it is about in the owner's words, `ticket` the own paid order that it is about (R061).
    A suggestion that is `guarded` is kept from an employee whom it names, as a complaint is (R082).
    Those in charge hear at once (R091); what is major by itself is graded so.
    Raises NotYours for who may not enter or speak for the unit, Gone for an unknown matter, WordsMissing.
    """
    _check(session, by, unit, matter, words, channel, entered_by)
    if ticket is not None and ticket.reporter_id != by.id:
        raise Gone
    complaint = Complaint(
        project_id=project.id,
        kind=kind,
        matter=matter,
        words=words.strip(),
        wish=wish.strip(),
        whom=whom.strip(),
        confidential=confidential,
        channel=channel,
        reporter_id=by.id,
        unit_id=unit.id if unit else None,
        ticket_id=ticket.id if ticket else None,
        received_at=now,
        due_at=answer_by(project, now),
    )
    _say_whom(session, project, complaint, whom, department, guarded=guarded)
    if (known := same_open(session, complaint)) is not None:
        return add(session, known.id, by=by, now=now, words=complaint.words, media=media)
    with session.begin_nested():
        _take_in(session, project, complaint, by, entered_by, media, now)
        number = next_number(session, project.id, PREFIX[kind], now.astimezone(project.zone).date())
        complaint.number = number
        session.flush()
    return complaint


def _check(
    session: Session, by: Person, unit: Unit | None, matter: str, words: str, channel: Channel, entered_by: Staff | None
) -> None:
    if matter not in matters().objects:
        raise Gone
    if not words.strip():
        raise WordsMissing
    if entered_by and (entered_by.role in MAY_NOT_ENTER or entered_by.left_at):
        raise NotYours
    if unit is not None and entered_by is None and channel == Channel.BOT and not may(session, by, unit, Right.REPORT):
        raise Gone


def _say_whom(
    session: Session,
    project: Project,
    complaint: Complaint,
    whom: str,
    department: Department | None,
    *,
    guarded: bool,
) -> None:
    """Whom it concerns: who is named, the department that is, or the one whose work it is; nobody for what praises (R082)."""
    is_light = complaint.kind in {Kind.SUGGESTION, Kind.PRAISE}
    if is_light and not guarded:
        return
    named = named_in(session, project, whom, complaint.words)
    if is_light:
        complaint.about_staff_id = named.person_id if named else None
        return
    usual = department_of(session, project, matters().objects[complaint.matter].department)
    complaint.about_staff_id = named.person_id if named else None
    team = department or usual
    complaint.about_department_id = named.department_id if named else team.id if team else None


def department_of(session: Session, project: Project, code: str) -> Department | None:
    """A department by its code; None for none."""
    wanted = select(Department).where(Department.project_id == project.id, Department.code == code)
    return session.scalar(wanted) if code else None


def _take_in(
    session: Session,
    project: Project,
    complaint: Complaint,
    by: Person,
    entered_by: Staff | None,
    media: Sequence[int],
    now: datetime,
) -> None:
    session.add(complaint)
    session.flush()
    session.refresh(complaint, ["project", "reporter", "about_staff", "about_department"])
    complaint.first_receiver_id = _receiver(session, project, complaint, now)
    note(session, complaint, "tell", by=entered_by.person if entered_by else by, now=now)
    attach(session, complaint.subject, media, AttachedTo.REPORT, by=by, now=now)
    if is_about_the_manager(complaint):
        complaint.state, complaint.level = State.PASSED_ON, TOP
    elif reason := why_major(session, project, complaint, now):
        make_major(session, complaint, reason, now)
    tell_owner(session, complaint, "complaint.received", now, receipt=True)
    _ring(session, complaint, entered_by.person_id if entered_by else None, now)
    watch(session, complaint, now)


def _receiver(session: Session, project: Project, complaint: Complaint, now: datetime) -> int | None:
    """Who answers for its way from the first moment on (R022): of the intake desk whoever it does not concern, or the supervisor."""
    concerned = {one.person_id for one in _everybody_free(session, project, complaint)}
    desk = [] if complaint.confidential else intake_desk(session, project, now)
    return next((one.person_id for one in desk if one.person_id in concerned), None)


def _everybody_free(session: Session, project: Project, complaint: Complaint) -> list[Staff]:
    roles = (Role.CS_DESK, Role.CS_FIELD, Role.CS_SUPERVISOR, Role.MANAGER)
    return [one for role in roles for one in free_staff(session, project, complaint, role)]


def _ring(session: Session, complaint: Complaint, but: int | None, now: datetime) -> None:
    """Those in charge hear of every one at creation, of a major one at once; the desk grades what has no grade (R091).

    Whoever has just entered it has it before the eyes.
    """
    if complaint.state == State.PASSED_ON:
        ask_to_pass_on(session, complaint, now, but=but)
        return
    if complaint.grade == Grade.MAJOR:
        tell_in_charge(session, complaint, "complaint.major", now, pace=Pace.EMERGENCY)
        return
    tell_in_charge(session, complaint, "complaint.new", now, but=but)
    if complaint.first_receiver_id is not None and complaint.first_receiver_id != but:
        tell_staff(session, complaint, complaint.first_receiver_id, "complaint.new", now)


def make_major(session: Session, complaint: Complaint, reason: str, now: datetime) -> None:
    """The manager leads in person, the supervisor helps, and the plan is due in a day (R079, DOMAIN 4.6)."""
    complaint.grade, complaint.grade_reason = Grade.MAJOR, reason
    if complaint.state == State.RECORDED:
        complaint.state = State.HANDLED
    give_to(session, complaint, LEVEL_OF[Grade.MAJOR], now)
    supervisor = next(iter(free_staff(session, complaint.project, complaint, Role.CS_SUPERVISOR)), None)
    if complaint.assistant_id is None and supervisor and supervisor.person_id != complaint.leader_id:
        complaint.assistant_id = supervisor.person_id


def add(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str, media: Sequence[int] = ()
) -> Complaint:
    """More about it from its owner; who leads it hears, and it may become major by being said too often (DOMAIN 5.2)."""
    locked(session, complaint_id)
    with moving(session, complaint_id, "add", by=by, now=now, words=words) as complaint:
        attach(session, complaint.subject, media, AttachedTo.DETAIL, by=by, now=now)
        tell_owner(session, complaint, "complaint.added", now, receipt=True)
    grew = complaint.grade != Grade.MAJOR and complaint.state != State.PASSED_ON
    reason = why_major(session, complaint.project, complaint, now, words) if grew else ""
    if reason and complaint.state != State.ANSWERED:
        become_major(session, complaint.id, reason, now)
    else:
        _tell_who_has_it(session, complaint, now)
    return complaint


def _tell_who_has_it(session: Session, complaint: Complaint, now: datetime) -> None:
    for person_id in {complaint.leader_id or complaint.first_receiver_id, complaint.assistant_id} - {None}:
        if person_id is not None:
            tell_staff(session, complaint, person_id, "complaint.more", now)
    if complaint.leader_id is None:
        tell_in_charge(session, complaint, "complaint.more", now, but=complaint.first_receiver_id)


def become_major(session: Session, complaint_id: int, reason: str, now: datetime) -> None:
    """By the clock, by its repetition or by several units; with it everything that is the same matter."""
    leading = locked(session, complaint_id).leading
    first = leading if leading is not None and leading.state in LED else None
    with moving(session, first.id if first else complaint_id, "raise", by=None, now=now) as complaint:
        make_major(session, complaint, reason, now)
        tell_in_charge(session, complaint, "complaint.major", now, pace=Pace.EMERGENCY)
        tell_owner(session, complaint, "complaint.now_major", now)
    keep_together(session, complaint, "raise", by=None, now=now, kind="complaint.now_major")
