"""A complaint as its owner follows it: how it stands, who leads it, what comes next and until when, and what the owner may do."""

from typing import Any

from bot.forms.media import how_many
from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.complaint_taps import ComplaintMove, OpenComplaint, OwnComplaints
from handlers.complaint_words import KIND, OWNER_STATE, led_by, matter_of, with_the_branch
from handlers.taps import Begin, Go, Place
from models.complaints import by_owner
from models.complaints.grading import HEAVY
from models.complaints.lifecycle import ENDED, LED, Grade, Part, State, allowed
from models.complaints.parts import is_about_the_manager, visible
from models.complaints.reading import last_progress
from models.complaints.tables import Complaint
from models.media.queries import attached, usable
from models.people import Person
from models.refusals import Gone, NotYours

FORMS = {
    "discuss": (T("button", "I would like it different"), "complaint_discuss"),
    "decline": (T("button", "This does not suit me"), "complaint_decline"),
    "appeal": (T("button", "Please look at it once more"), "complaint_appeal"),
    "add": (T("button", "Add words or pictures"), "complaint_add"),
    "withdraw": (T("button", "Withdraw"), "complaint_withdraw"),
}
TAPS = {
    "agree": T("button", "I agree"),
    "content": T("button", "I am content"),
}


def teller(scene: Scene) -> Person:
    """Whoever is let in, or was until the last contact ended: what they told the office stays theirs. Raises NotYours (R205)."""
    who = scene.me if scene.admitted else scene.former
    if who is None:
        raise NotYours
    return who


def mine(scene: Scene, complaint_id: int) -> Complaint:
    """The complaint, for the one who brought it; raises Gone for everybody else."""
    complaint = visible(scene.session, complaint_id, teller(scene))
    if complaint.reporter_id != teller(scene).id:
        raise Gone
    return complaint


def complaint_card(scene: Scene, complaint_id: int) -> Screen:
    """What was said, how it stands, and what comes next (R040, R090)."""
    complaint = mine(scene, complaint_id)
    media = usable(scene.session, [one.id for one in attached(scene.session, complaint.subject)])
    words = lines(
        T("label", "<b>{kind} {number}</b>", kind=KIND[complaint.kind], number=complaint.number),
        T("label", "State: <b>{state}</b>", state=OWNER_STATE[complaint.state]),
        T("label", "About: {what}", what=matter_of(complaint)),
        T("label", "Order: {number}", number=complaint.ticket.number) if complaint.ticket else None,
        T("label", "In your words: {words}", words=complaint.words),
        T("label", "Your wish: {words}", words=complaint.wish) if complaint.wish else None,
        T("label", "Enclosed: {what}", what=how_many(media)) if media else None,
        _confidential(complaint),
        T("label", "In charge of it: {who}", who=led_by(complaint)) if complaint.leader else None,
        *_said(scene, complaint),
        "",
        next_for_owner(scene, complaint),
    )
    return Screen(words, _rows(scene, complaint), complaint.subject, state=complaint.state)


def _confidential(complaint: Complaint) -> Words | None:
    if not complaint.confidential:
        return None
    if is_about_the_manager(complaint):
        return T("label", "Your name stays hidden from everybody in this office")
    return T("label", "Your name is seen by the manager only")


def _said(scene: Scene, complaint: Complaint) -> list[Words]:
    """What the owner was told: the newest progress, the solution, the result."""
    progress = last_progress(scene.session, complaint) if complaint.state in LED else None
    said: list[Words] = []
    if progress is not None:
        said.append(T("label", "Progress {time}: {words}", time=progress.at, words=progress.words))
    if complaint.solution and complaint.state in {State.PROPOSED, State.AGREED}:
        said.append(T("label", "Our proposal: {words}", words=complaint.solution))
    if complaint.result and complaint.state in {State.ANSWERED, State.CLOSED}:
        said.append(T("label", "Our answer: {words}", words=complaint.result))
    return said


def next_for_owner(scene: Scene, complaint: Complaint) -> Words:
    """What happens next, and until when."""
    match complaint.state:
        case State.PROPOSED:
            return T("owner", "Does our proposal suit you? Please choose below. Thank you.")
        case State.AGREED:
            return T(
                "owner",
                "We are carrying it out and tell you the result before {time}. Thank you for your patience.",
                time=complaint.due_at,
            )
        case State.ANSWERED:
            return _after_the_answer(complaint)
        case State.CLOSED:
            return T("owner", "Thank you for helping us to do better.")
        case State.WITHDRAWN:
            return T("owner", "You have withdrawn it. You are welcome to write to us again at any time.")
        case State.PASSED_ON:
            return with_the_branch(complaint)
        case _ if complaint.grade == Grade.MAJOR and complaint.leader:
            return T(
                "owner",
                "{who} takes care of it in person and gives you a plan before {time}. Thank you.",
                who=led_by(complaint),
                time=complaint.due_at,
            )
        case _:
            return T(
                "owner",
                "We see to it and answer you before {time}. Thank you for your patience.",
                time=complaint.due_at,
            )


def _after_the_answer(complaint: Complaint) -> Words:
    """Whoever has complained says whether they are content, and is called; about anything else nobody is."""
    if complaint.kind not in HEAVY:
        return T("owner", "Thank you for helping us to do better.")
    if complaint.content:
        return T("owner", "Thank you for telling us. Customer service calls you once more about it.")
    return T("owner", "Are you content with it? Please choose below; customer service calls you too. Thank you.")


def _rows(scene: Scene, complaint: Complaint) -> tuple[Row, ...]:
    moves = allowed(complaint.state, complaint.kind, {Part.REPORTER})
    if complaint.content:
        moves -= {"content"}
    if not by_owner.may_appeal(complaint):
        moves -= {"appeal"}
    taps = [
        Button(label, ComplaintMove(complaint.id, name, complaint.version))
        for name, label in TAPS.items()
        if name in moves
    ]
    forms = [Button(label, Begin(flow, complaint.id)) for name, (label, flow) in FORMS.items() if name in moves]
    if not scene.admitted:
        return (*rows_of(taps), *rows_of(forms), (Button(T("button", "Back"), OwnComplaints()),))
    if complaint.state in ENDED:
        forms.append(Button(T("button", "Tell us something else"), Begin("tell_us", 0)))
    person = Button(T("button", "Talk to a person"), Go(Place.PERSON))
    return (*rows_of(taps), *rows_of(forms), (person, Button(T("button", "Home"), Go(Place.HOME))))


def open_complaint(scene: Scene, tap: OpenComplaint) -> Screen:
    """The live card."""
    return complaint_card(scene, tap.complaint)


def line_of(complaint: Complaint) -> Words:
    """A complaint in one line, for a button."""
    return listed([KIND[complaint.kind], matter_of(complaint), OWNER_STATE[complaint.state]], " ")


def make_move(scene: Scene, tap: ComplaintMove) -> Screen:
    """What an owner does by one tap; raises Gone for anything else."""
    facts: dict[str, Any] = {"by": teller(scene), "now": scene.now, "seen": tap.seen}
    match tap.move:
        case "agree":
            by_owner.agree(scene.session, tap.complaint, **facts)
            said = T("owner", "Thank you. We carry it out now and tell you the result.")
        case "content":
            by_owner.say_content(scene.session, tap.complaint, **facts)
            said = T("owner", "Thank you, we are glad to hear that.")
        case _:
            raise Gone
    return complaint_card(scene, tap.complaint).headed(said)
