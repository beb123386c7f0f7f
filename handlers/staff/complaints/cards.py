"""A complaint as those who handle it see it; who complains only where they may know (R080, R082)."""

from bot.forms.media import how_many
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.complaint_taps import OpenComplaint, ShowComplaintMedia, VerifyMeasure
from handlers.complaint_words import KIND, STAFF_STATE, grade_said, matter_of
from handlers.staff.complaints.group import group_rows, others_said, with_the_leading
from handlers.staff.marks.lines import mark_line, mark_row
from handlers.staff.names import ways_out
from handlers.staff.orders.outcomes import outcomes
from handlers.taps import Begin, Go, Place
from handlers.ticket.times import hour_or_day
from handlers.words import CHANNEL
from models.access.rights import left_on
from models.complaints.lifecycle import IN_CHARGE, Grade, Part, State, allowed
from models.complaints.parts import is_about_the_manager, knows_name, parts_of, visible
from models.complaints.reading import measures_of, steps_of
from models.complaints.showing import show_enclosed
from models.complaints.tables import Complaint, ComplaintStep
from models.media.queries import attached, usable
from models.policy import policy_of
from models.refusals import Gone

FEW = 6  # steps that the card tells
HIDDEN = frozenset({"tell", "content", "late"})  # said elsewhere on the card
DID = {
    "grade": T("staff", "graded"),
    "regrade": T("staff", "graded anew"),
    "lead": T("staff", "gave it to somebody else"),
    "progress": T("staff", "told the owner"),
    "propose": T("staff", "proposed"),
    "concern": T("staff", "said whom it concerns"),
    "link": T("staff", "linked it"),
    "unlink": T("staff", "took it apart"),
    "share": T("staff", "the owner got the proposal of the others"),
    "follow": T("staff", "the owner got the result of the others"),
    "agree": T("staff", "the owner agreed"),
    "discuss": T("staff", "the owner would like it different"),
    "decline": T("staff", "the owner declined"),
    "add": T("staff", "the owner added"),
    "judge": T("staff", "judged"),
    "answer": T("staff", "gave the answer"),
    "reply": T("staff", "gave the answer"),
    "pass_on": T("staff", "passed it on to the branch company"),
    "relay": T("staff", "answered for the branch company"),
    "appeal": T("staff", "the owner appealed"),
    "take_up": T("staff", "not content, on the telephone"),
    "heard": T("staff", "called back: content"),
    "raise": T("staff", "became major"),
    "close": T("staff", "closed it"),
    "withdraw": T("staff", "the owner withdrew it"),
    "measure": T("staff", "set a measure"),
    "verify": T("staff", "found that the measure holds"),
}
FORMS = {
    "grade": (T("button", "Grade it"), "complaint_grade"),
    "propose": (T("button", "Propose a solution"), "complaint_propose"),
    "answer": (T("button", "Tell the result"), "complaint_answer"),
    "reply": (T("button", "Answer it"), "complaint_reply"),
    "pass_on": (T("button", "It is passed on"), "complaint_pass_on"),
    "relay": (T("button", "Pass on the answer"), "complaint_relay"),
    "progress": (T("button", "Tell the progress"), "complaint_progress"),
    "judge": (T("button", "Justified or not"), "complaint_judge"),
    "regrade": (T("button", "Grade it anew"), "complaint_regrade"),
    "lead": (T("button", "Somebody else leads it"), "complaint_lead"),
    "concern": (T("button", "Whom it concerns"), "complaint_concern"),
}


def complaint_card(scene: Scene, complaint_id: int) -> Screen:
    """Numbers first; raises Gone for who has no part in it."""
    complaint = visible(scene.session, complaint_id, scene.me)
    if parts_of(scene.me, complaint) <= {Part.REPORTER}:  # a colleague's own is followed on the owners' bot
        raise Gone
    media = usable(scene.session, [one.id for one in attached(scene.session, complaint.subject)])
    words = lines(
        T(
            "staff",
            "<b>{number}</b> · {kind} · {state}",
            number=complaint.number,
            kind=KIND[complaint.kind],
            state=STAFF_STATE[complaint.state],
        ),
        mark_line(scene, complaint.subject),
        matter_of(complaint),
        grade_said(complaint),
        *_whom(complaint),
        *_who(scene, complaint),
        T("staff", "Owner's words: {words}", words=complaint.words),
        T("staff", "Wish: {words}", words=complaint.wish) if complaint.wish else None,
        T("label", "Enclosed: {what}", what=how_many(media)) if media else None,
        T("staff", "Received {time}, {channel}", time=complaint.received_at, channel=CHANNEL[complaint.channel]),
        _led(complaint),
        _next_date(complaint),
        _judged(complaint),
        *(_step(one) for one in steps_of(scene.session, complaint)[-FEW:] if one.move not in HIDDEN),
        *_measures(scene, complaint),
        *others_said(scene, complaint),
        _what_to_do(complaint),
    )
    return Screen(words, _rows(scene, complaint, enclosed=bool(media)), complaint.subject, state=complaint.state)


def _next_date(complaint: Complaint) -> Words | None:
    """When it goes on at the latest; nothing that has not ended is without (R036)."""
    match complaint.state:
        case State.CLOSED | State.WITHDRAWN:
            return None
        case State.PROPOSED:
            return T("staff", "The owner's word is expected by {time}", time=complaint.due_at)
        case State.ANSWERED:
            return T("staff", "To be followed up by {time}", time=complaint.due_at)
        case _:
            return T("staff", "Answer promised by {time}", time=complaint.due_at)


def _who(scene: Scene, complaint: Complaint) -> list[Words]:
    """Name, telephone and unit, for those who may know them."""
    if not knows_name(scene.me, complaint) and is_about_the_manager(complaint):
        return [T("staff", "Who it is, nobody of the office sees. The bot carries your words to them.")]
    if not knows_name(scene.me, complaint):
        return [T("staff", "Who it is, only the manager sees. The bot carries your words to them.")]
    said: list[Words] = [
        T("staff", "{name}, telephone {phone}", name=complaint.reporter.called, phone=complaint.reporter.phone or "-")
    ]
    if complaint.unit:
        said.append(T("staff", "Unit {unit}", unit=complaint.unit.number))
    if complaint.ticket:
        said.append(T("staff", "Paid order {number}", number=complaint.ticket.number))
    if left_on(scene.session, complaint.reporter_id):
        said.append(T("staff", "A former contact, who speaks for no unit any more"))
    if complaint.confidential:
        said.append(T("staff", "Confidential: only you see the name."))
    return said


def _whom(complaint: Complaint) -> list[Words]:
    """Whom it concerns: they and their team must not hear who complains; or whom the owner names and nobody knows yet."""
    about = complaint.about_staff.person.name if complaint.about_staff else None
    team = complaint.about_department.name if complaint.about_department else None
    named = [one for one in (team, about) if one is not None]
    said: list[Words] = []
    if complaint.whom and about is None:
        said.append(T("staff", "The owner names: {whom}. Please find out who it is", whom=complaint.whom))
    if named:
        said.append(T("staff", "Concerns {whom}: they see nothing of it", whom=listed(named, " ")))
    return said


def _led(complaint: Complaint) -> Words | None:
    if complaint.leader is None:
        return None
    if complaint.assistant is None:
        return T("staff", "Led by {name}", name=complaint.leader.person.name)
    return T(
        "staff", "Led by {name}, with {other}", name=complaint.leader.person.name, other=complaint.assistant.person.name
    )


def _judged(complaint: Complaint) -> Words | None:
    if complaint.justified is None:
        return None
    if complaint.justified:
        return T("staff", "Justified: {why}", why=complaint.judged_because)
    return T("staff", "Not justified: {why}", why=complaint.judged_because)


def _step(step: ComplaintStep) -> Words:
    said: list[Words] = [step.at, *([step.by.name] if step.by and step.by.staff else []), DID[step.move]]
    if step.until:
        said.append(T("staff", "until {time}", time=step.until))
    what = listed(said, " ")
    return T("staff", "{what}: {words}", what=what, words=step.words) if step.words else what


def _measures(scene: Scene, complaint: Complaint) -> list[Words]:
    return [
        T(
            "staff",
            "Measure: {words}, {name}, by {day}{done}",
            words=one.words,
            name=one.staff.person.name,
            day=Day(one.due_at),
            done=T("staff", ", it holds") if one.verified_at else "",
        )
        for one in measures_of(scene.session, complaint)
    ]


def _what_to_do(complaint: Complaint) -> Words | None:
    """What waits, where the buttons alone do not say it."""
    if complaint.state == State.PASSED_ON:
        return _for_the_branch(complaint)
    if complaint.state == State.HANDLED and complaint.grade == Grade.MAJOR:
        return T("staff", "Major: a plan for the owner is due in a day.")
    return None


def _for_the_branch(complaint: Complaint) -> Words:
    policy = policy_of(complaint.project)
    known = [one for one in (policy.branch_name, policy.branch_phone, policy.branch_address) if one]
    where = listed(known, ", ") if known else T("staff", "not entered yet: under rules and numbers")
    if complaint.passed_at:
        return T(
            "staff",
            "Passed on {time}. Please bring their answer back here: {where}",
            time=complaint.passed_at,
            where=where,
        )
    return T(
        "staff",
        "It concerns the manager, who sees nothing of it. Please pass it on to the branch company, and note how: {where}",
        where=where,
    )


def _rows(scene: Scene, complaint: Complaint, *, enclosed: bool) -> tuple[Row, ...]:
    parts = parts_of(scene.me, complaint)
    moves = allowed(complaint.state, complaint.kind, parts)
    if complaint.passed_at:
        moves -= {"pass_on"}
    done_with_the_others = with_the_leading(complaint)
    buttons = [
        Button(label, Begin(flow, complaint.id))
        for name, (label, flow) in FORMS.items()
        if name in moves - done_with_the_others
    ]
    if parts & IN_CHARGE and complaint.justified:
        buttons.append(Button(T("button", "Set a measure"), Begin("complaint_measure", complaint.id)))
    holds = [one for one in measures_of(scene.session, complaint) if one.verified_at is None and parts & IN_CHARGE]
    buttons += [Button(T("button", "The measure holds"), VerifyMeasure(one.id)) for one in holds[:1]]
    buttons += outcomes(scene, complaint)
    if enclosed:
        buttons.append(Button(T("button", "Show what was sent"), ShowComplaintMedia(complaint.id)))
    marks = mark_row(scene, complaint.subject)
    return (*rows_of(buttons, 2), *group_rows(scene, complaint), *marks, ways_out(Go(Place.COMPLAINTS)))


def open_complaint(scene: Scene, tap: OpenComplaint) -> Screen:
    """The card."""
    return complaint_card(scene, tap.complaint)


def show_media(scene: Scene, tap: ShowComplaintMedia) -> Reply:
    """They follow as messages of their own."""
    show_enclosed(scene.session, tap.complaint, by=scene.me, now=scene.now)
    return complaint_card(scene, tap.complaint).with_toast(T("owner", "It follows in a moment, thank you."))


def line_of(scene: Scene, complaint: Complaint) -> Words:
    """A complaint in one line, for a button: number, what, how it stands, and its next date (R036)."""
    due = hour_or_day(scene, complaint.due_at)
    return listed([complaint.number, matter_of(complaint), STAFF_STATE[complaint.state], due], " ")
