"""A complaint as those who handle it see it; who complains only where they may know (R080, R082)."""

from bot.forms.media import how_many
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.complaint_taps import OpenComplaint, ShowComplaintMedia, VerifyMeasure
from handlers.complaint_words import KIND, STAFF_STATE, grade_said, matter_of
from handlers.staff.marks.lines import mark_line, mark_row
from handlers.staff.names import ways_out
from handlers.taps import Begin, Go, Place
from handlers.words import CHANNEL
from models.complaints.lifecycle import Grade, State, allowed
from models.complaints.parts import knows_name, parts_of, visible
from models.complaints.reading import measures_of, steps_of
from models.complaints.showing import show_enclosed
from models.complaints.tables import Complaint, ComplaintStep
from models.media.queries import attached, usable

FEW = 6  # steps that the card tells
HIDDEN = frozenset({"tell", "content", "late"})  # said elsewhere on the card
DID = {
    "grade": T("staff", "graded"),
    "regrade": T("staff", "graded anew"),
    "lead": T("staff", "gave it to somebody else"),
    "progress": T("staff", "told the owner"),
    "propose": T("staff", "proposed"),
    "agree": T("staff", "the owner agreed"),
    "discuss": T("staff", "the owner would like it different"),
    "decline": T("staff", "the owner declined"),
    "add": T("staff", "the owner added"),
    "judge": T("staff", "judged"),
    "answer": T("staff", "gave the answer"),
    "reply": T("staff", "gave the answer"),
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
    "relay": (T("button", "Pass on the answer"), "complaint_relay"),
    "progress": (T("button", "Tell the progress"), "complaint_progress"),
    "judge": (T("button", "Justified or not"), "complaint_judge"),
    "regrade": (T("button", "Grade it anew"), "complaint_regrade"),
    "lead": (T("button", "Somebody else leads it"), "complaint_lead"),
}


def complaint_card(scene: Scene, complaint_id: int) -> Screen:
    """Numbers first; raises Gone for who has no part in it."""
    complaint = visible(scene.session, complaint_id, scene.me)
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
        _whom(complaint),
        *_who(scene, complaint),
        T("staff", "Owner's words: {words}", words=complaint.words),
        T("staff", "Wish: {words}", words=complaint.wish) if complaint.wish else None,
        T("label", "Enclosed: {what}", what=how_many(media)) if media else None,
        T("staff", "Received {time}, {channel}", time=complaint.received_at, channel=CHANNEL[complaint.channel]),
        _led(complaint),
        T("staff", "Answer promised by {time}", time=complaint.due_at) if complaint.state not in ENDS else None,
        _judged(complaint),
        *(_step(one) for one in steps_of(scene.session, complaint)[-FEW:] if one.move not in HIDDEN),
        *_measures(scene, complaint),
        _what_to_do(complaint),
    )
    return Screen(words, _rows(scene, complaint, enclosed=bool(media)), complaint.subject, state=complaint.state)


ENDS = frozenset({State.ANSWERED, State.CLOSED, State.WITHDRAWN})


def _who(scene: Scene, complaint: Complaint) -> list[Words]:
    """Name, telephone and unit, for those who may know them."""
    if not knows_name(scene.me, complaint):
        return [T("staff", "Who it is, only the manager sees. The bot carries your words to them.")]
    said: list[Words] = [
        T("staff", "{name}, telephone {phone}", name=complaint.reporter.called, phone=complaint.reporter.phone or "-")
    ]
    if complaint.unit:
        said.append(T("staff", "Unit {unit}", unit=complaint.unit.number))
    if complaint.confidential:
        said.append(T("staff", "Confidential: only you see the name."))
    return said


def _whom(complaint: Complaint) -> Words | None:
    """Whom it concerns: they and their team must not hear who complains."""
    about = complaint.about_staff.person.name if complaint.about_staff else None
    team = complaint.about_department.name if complaint.about_department else None
    named = [one for one in (team, about) if one is not None]
    return T("staff", "Concerns {whom}: they see nothing of it", whom=listed(named, " ")) if named else None


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
        return T(
            "staff",
            "It concerns the manager. Please pass it on to the branch company, and bring their answer back here.",
        )
    if complaint.state == State.HANDLED and complaint.grade == Grade.MAJOR:
        return T("staff", "Major: a plan for the owner is due in a day.")
    return None


def _rows(scene: Scene, complaint: Complaint, *, enclosed: bool) -> tuple[Row, ...]:
    moves = allowed(complaint.state, complaint.kind, parts_of(scene.me, complaint))
    buttons = [Button(label, Begin(flow, complaint.id)) for name, (label, flow) in FORMS.items() if name in moves]
    if "judge" in moves and complaint.justified:
        buttons.append(Button(T("button", "Set a measure"), Begin("complaint_measure", complaint.id)))
    holds = [one for one in measures_of(scene.session, complaint) if one.verified_at is None and "judge" in moves]
    buttons += [Button(T("button", "The measure holds"), VerifyMeasure(one.id)) for one in holds[:1]]
    if enclosed:
        buttons.append(Button(T("button", "Show what was sent"), ShowComplaintMedia(complaint.id)))
    return (*rows_of(buttons, 2), *mark_row(scene, complaint.subject), ways_out(Go(Place.COMPLAINTS)))


def open_complaint(scene: Scene, tap: OpenComplaint) -> Screen:
    """The card."""
    return complaint_card(scene, tap.complaint)


def show_media(scene: Scene, tap: ShowComplaintMedia) -> Reply:
    """They follow as messages of their own."""
    show_enclosed(scene.session, tap.complaint, by=scene.me, now=scene.now)
    return complaint_card(scene, tap.complaint).with_toast(T("owner", "It follows in a moment, thank you."))


def line_of(complaint: Complaint) -> Words:
    """A complaint in one line, for a button: its number's end, what, how it stands."""
    return listed([complaint.number, matter_of(complaint), STAFF_STATE[complaint.state]], " ")
