"""What is said about complaints: to their owners at every step, to those who handle them, and to nobody whom they concern (R082, R090)."""

from collections.abc import Callable
from dataclasses import replace

from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.complaint_taps import OpenComplaint
from handlers.complaint_words import OWNER_STATE, branch_of, led_by, matter_of
from handlers.notices.making import Maker
from handlers.taps import Go, Place
from models.complaints.lifecycle import Grade, Kind, State
from models.complaints.reading import without_outcome
from models.complaints.tables import Complaint
from models.notices import Notice

Heading = Callable[[Complaint], Words | None]


def _to_owner(heading: Heading | Words, *, while_in: frozenset[State] | None = None) -> Maker:
    """The heading and the live card; nothing where the matter has moved on."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        complaint = scene.session.get(Complaint, notice.facts["complaint"])
        card = scene.routes.card(scene, notice.subject)
        if complaint is None or card is None or (while_in and complaint.state not in while_in):
            return None
        words = heading(complaint) if callable(heading) else heading
        return replace(card.headed(words), short=words) if words is not None else None

    return make


def _to_staff(heading: T, *, while_in: frozenset[State] | None = None) -> Maker:
    def make(scene: Scene, notice: Notice) -> Screen | None:
        complaint = scene.session.get(Complaint, notice.facts["complaint"])
        card = scene.routes.card(scene, notice.subject)
        if complaint is None or card is None or (while_in and complaint.state not in while_in):
            return None
        short = T("staff", "{number}: {heading}", number=complaint.number, heading=heading)
        return replace(card.headed(T("staff", "<b>{heading}</b>", heading=heading)), short=short)

    return make


def _received(complaint: Complaint) -> Words:
    """[complaint_ack] (R085); [major_notice] where it is led by the manager in person."""
    if complaint.kind in {Kind.SUGGESTION, Kind.PRAISE}:
        return T(
            "owner", "Thank you. We have registered it as {number}, and you will hear from us.", number=complaint.number
        )
    if complaint.state == State.PASSED_ON:
        return T(
            "owner",
            "We are sorry for the trouble, and we understand how you feel. It is registered as {number} and goes to {branch}; "
            "you will hear from us before {time} at the latest. Thank you for telling us.",
            number=complaint.number,
            branch=branch_of(complaint),
            time=complaint.due_at,
        )
    if complaint.grade == Grade.MAJOR and complaint.leader:
        return _major(complaint)
    return T(
        "owner",
        "We are sorry for the trouble, and we understand how you feel. It is registered as {number}; we see to it as soon as we "
        "can and answer you before {time} at the latest. Thank you for telling us.",
        number=complaint.number,
        time=complaint.due_at,
    )


def _major(complaint: Complaint) -> Words:
    return T(
        "owner",
        "We are sorry. {number} is handled by {who} in person, who gives you a plan before {time}. Thank you.",
        number=complaint.number,
        who=led_by(complaint) or "",
        time=complaint.due_at,
    )


def _led(complaint: Complaint) -> Words | None:
    return led_by(complaint) and T(
        "owner",
        "{number} is handled by {who}. Thank you for your patience.",
        number=complaint.number,
        who=led_by(complaint) or "",
    )


def _higher(complaint: Complaint) -> Words:
    """Who has it now (R087)."""
    if complaint.state == State.PASSED_ON:
        return T(
            "owner",
            "We are sorry that it fell short of what you hoped for. It goes to {branch} once more, and you will hear from us "
            "before {time}. Thank you.",
            branch=branch_of(complaint),
            time=complaint.due_at,
        )
    return T(
        "owner",
        "We are sorry that it fell short of what you hoped for. {who} takes it over now and answers you before {time}. Thank you.",
        who=led_by(complaint) or "",
        time=complaint.due_at,
    )


def _passed_on(complaint: Complaint) -> Words:
    return T(
        "owner",
        "Hello, {number} has been passed on to {branch}. We bring you their answer as soon as it is here. Thank you.",
        number=complaint.number,
        branch=branch_of(complaint),
    )


def _daily(complaint: Complaint) -> Words | None:
    """[complaint_progress], where nobody has said more today (J08)."""
    return T(
        "owner",
        "Hello, this is how {number} stands: {state}. You will hear the next step before {time}. Thank you for your patience.",
        number=complaint.number,
        state=OWNER_STATE[complaint.state],
        time=complaint.due_at,
    )


def _delayed(complaint: Complaint) -> Words:
    return T(
        "owner",
        "Sorry, we need longer for {number} than we promised. You will have our answer before {time}. Thank you for your patience.",
        number=complaint.number,
        time=complaint.due_at,
    )


def _weekly(scene: Scene, _notice: Notice) -> Screen | None:
    """事事落实: what has no outcome (R081, J09)."""
    found = without_outcome(scene.session, scene.project, scene.me)
    if not found:
        return Screen(T("staff", "Complaints: everything has its outcome."))
    words = lines(
        T("staff", "<b>Without outcome</b>: {count} complaints", count=len(found)),
        *(
            T(
                "staff",
                "{number} {what}, since {time}, next date {next}",
                number=one.number,
                what=matter_of(one),
                time=one.received_at,
                next=one.due_at,
            )
            for one in found[:20]
        ),
    )
    rows = rows_of([Button(one.number, OpenComplaint(one.id)) for one in found[:8]], 2)
    return Screen(words, (*rows, (Button(T("button", "All complaints"), Go(Place.COMPLAINTS)),)))


def _analysis(heading: T) -> Maker:
    """The month's analysis, for those in charge (R039, R096)."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        card = scene.routes.card(scene, notice.subject)
        return replace(card.headed(T("staff", "<b>{heading}</b>", heading=heading)), short=heading) if card else None

    return make


WAITING = frozenset({State.RECORDED, State.HANDLED, State.AGREED, State.PASSED_ON, State.PROPOSED})
OWNER: dict[str, Maker] = {
    "complaint.received": _to_owner(_received),
    "complaint.added": _to_owner(T("owner", "Thank you, we have added it and told our colleagues.")),
    "complaint.now_major": _to_owner(_major, while_in=WAITING),
    "complaint.led": _to_owner(_led, while_in=WAITING),
    "complaint.higher": _to_owner(_higher, while_in=WAITING),
    "complaint.passed_on": _to_owner(_passed_on, while_in=WAITING),
    "complaint.progress": _to_owner(
        T("owner", "Hello, there is news of your matter. Thank you for your patience."), while_in=WAITING
    ),
    "complaint.proposed": _to_owner(
        T(
            "owner",
            "Hello, we have a proposal for you. Please tell us whether it suits you; we listen carefully. Thank you.",
        ),
        while_in=frozenset({State.PROPOSED}),
    ),
    "complaint.answered": _to_owner(T("owner", "Hello, please read our answer. Thank you for telling us.")),
    "complaint.closed": _to_owner(T("owner", "Your matter is closed. Thank you for helping us to do better.")),
    "complaint.daily": _to_owner(_daily, while_in=WAITING),
    "complaint.delayed": _to_owner(_delayed, while_in=WAITING),
}
STAFF: dict[str, Maker] = {
    "complaint.new": _to_staff(T("staff", "A new complaint: please grade it"), while_in=WAITING),
    "complaint.major": _to_staff(T("staff", "A major complaint: a plan for the owner in 24 hours")),
    "complaint.to_pass_on": _to_staff(
        T("staff", "About the manager: please pass it on to the branch company, and note how"),
        while_in=frozenset({State.PASSED_ON}),
    ),
    "complaint.more": _to_staff(T("staff", "The owner has added something")),
    "complaint.yours": _to_staff(T("staff", "A complaint for you: please propose a solution"), while_in=WAITING),
    "complaint.agreed": _to_staff(T("staff", "The owner agrees: please carry it out and tell the result")),
    "complaint.discussed": _to_staff(T("staff", "The owner would like it different: please propose anew")),
    "complaint.declined": _to_staff(T("staff", "The solution was declined; it is yours now")),
    "complaint.appealed": _to_staff(T("staff", "The owner is not content with the result; it is yours now")),
    "complaint.content": _to_staff(T("staff", "The owner is content")),
    "complaint.judge": _to_staff(
        T("staff", "Called back. Please say whether it was justified"), while_in=frozenset({State.ANSWERED})
    ),
    "complaint.withdrawn": _to_staff(T("staff", "The owner has withdrawn it")),
    "complaint.late": _to_staff(T("staff", "The promised answer is late: please answer the owner"), while_in=WAITING),
    "complaint.too_long": _to_staff(T("staff", "Open for too long"), while_in=WAITING),
    "complaint.unanswered": _to_staff(
        T("staff", "The owner has not answered the proposal: please call and ask"), while_in=frozenset({State.PROPOSED})
    ),
    "complaint.unfinished": _to_staff(
        T("staff", "Answered, but not closed: callback or judgement is missing"), while_in=frozenset({State.ANSWERED})
    ),
    "complaint.nudge": _to_staff(
        T("staff", "The owner got today's word from the clock: please tell them more"), while_in=WAITING
    ),
    "complaints.weekly": _weekly,
    "analysis.month": _analysis(T("staff", "The month's analysis is here: please read it and write what you suggest")),
    "analysis.suggested": _analysis(T("staff", "A new suggestion")),
}
