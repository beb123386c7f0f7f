"""Words for what complaints are made of: kinds, grades, states, and why one is major."""

from bot.texts import T, Words, lines, listed
from handlers.words import staff_name
from models.complaints.lifecycle import Grade, Kind, State
from models.complaints.objects import matters
from models.complaints.tables import Complaint
from models.policy import policy_of

KIND = {
    Kind.COMPLAINT: T("button", "Complaint"),
    Kind.CRITICISM: T("button", "Criticism"),
    Kind.SUGGESTION: T("button", "Suggestion"),
    Kind.PRAISE: T("button", "Praise"),
}
GRADE = {
    Grade.MINOR: T("staff", "minor"),
    Grade.IMPORTANT: T("staff", "important"),
    Grade.MAJOR: T("staff", "major"),
}
OWNER_STATE = {
    State.RECORDED: T("label", "complaint registered"),
    State.HANDLED: T("label", "complaint in hand"),
    State.PROPOSED: T("label", "complaint waits for your consent"),
    State.AGREED: T("label", "solution under way"),
    State.ANSWERED: T("label", "complaint answered"),
    State.CLOSED: T("label", "complaint closed"),
    State.WITHDRAWN: T("label", "complaint withdrawn"),
    State.PASSED_ON: T("label", "with the branch company"),
}
STAFF_STATE = {
    State.RECORDED: T("staff", "to be graded"),
    State.HANDLED: T("staff", "to be solved"),
    State.PROPOSED: T("staff", "solution with the owner"),
    State.AGREED: T("staff", "solution agreed"),
    State.ANSWERED: T("staff", "complaint answered, callback to come"),
    State.CLOSED: T("staff", "complaint closed"),
    State.WITHDRAWN: T("staff", "complaint withdrawn"),
    State.PASSED_ON: T("staff", "for the branch company"),
}
WHY_MAJOR = {
    "leak": T("staff", "a leak of data"),
    "sensitive": T("staff", "words about press, law, authority or injury"),
    "repeated": T("staff", "said too often about the same matter"),
    "several": T("staff", "several units at once"),
    "old": T("staff", "open for too long"),
    "together": T("staff", "one matter with another complaint"),
}


def matter_of(complaint: Complaint) -> Words:
    """What it is about."""
    return matters().objects[complaint.matter].name


def grade_said(complaint: Complaint) -> Words | None:
    """How grave it is, and why."""
    if complaint.grade is None:
        return None
    why = WHY_MAJOR.get(complaint.grade_reason, complaint.grade_reason)
    return T("staff", "Grade: {grade}, because {why}", grade=GRADE[complaint.grade], why=why)


def branch_of(complaint: Complaint) -> Words:
    """Who stands above the manager, by name where the office has entered it (DOMAIN 4.6)."""
    return policy_of(complaint.project).branch_name or T("label", "the branch company")


def with_the_branch(complaint: Complaint) -> Words:
    """To whom it went and how they are reached."""
    policy = policy_of(complaint.project)
    reach = [one for one in (policy.branch_phone, policy.branch_address) if one]
    said = T(
        "owner",
        "It is about the manager, so {branch} handles it, above this office, and the manager sees nothing of it. You will hear "
        "from us before {time}. Thank you.",
        branch=branch_of(complaint),
        time=complaint.due_at,
    )
    passed = (
        T("owner", "They have had it since {time}. Thank you for your patience.", time=complaint.passed_at)
        if complaint.passed_at
        else None
    )
    contact = (
        T("owner", "You are welcome to reach them yourself: {contact}.", contact=listed(reach, ", ")) if reach else None
    )
    return lines(said, passed, contact)


def led_by(complaint: Complaint) -> Words | None:
    """Who leads it, as an owner reads it; None for nobody yet."""
    return staff_name(complaint.leader.person) if complaint.leader else None
