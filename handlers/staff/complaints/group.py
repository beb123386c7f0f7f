"""Complaints of one matter on the card: which go together, and what is done with the leading one for all (R082)."""

from bot.scene import Scene
from bot.screens import Button, Row, rows_of
from bot.texts import T, Words, listed
from handlers.complaint_taps import OpenComplaint
from handlers.complaint_words import STAFF_STATE
from handlers.taps import Begin
from models.complaints.lifecycle import MOVES, OF_ONE_MATTER, allowed
from models.complaints.linking import check_may_gather, like
from models.complaints.parts import knows_name, parts_of
from models.complaints.reading import of_one_matter
from models.complaints.tables import Complaint
from models.refusals import Refusal

FOR_ALL = ("propose", "answer", "progress", "judge")  # done with the leading one they reach everybody
FEW = 6


def with_the_leading(complaint: Complaint) -> frozenset[str]:
    """What is not offered here, because it is done with the leading one for all, as long as that can be done there."""
    if complaint.leading is None:
        return frozenset()
    return OF_ONE_MATTER | {name for name in FOR_ALL if complaint.leading.state in MOVES[name].starts}


def others_said(scene: Scene, complaint: Complaint) -> list[Words]:
    """The others of the same matter, each with its state, and who it is for those who may know."""
    others = of_one_matter(scene.session, complaint, scene.me)
    if not others:
        return []
    first = (
        T("staff", "Goes together with:")
        if complaint.leading_id
        else T("staff", "Leads {count} others of the same matter; what you write, all of them read:", count=len(others))
    )
    return [first, *(_said(scene, one) for one in others[:FEW])]


def _said(scene: Scene, one: Complaint) -> Words:
    named = knows_name(scene.me, one)
    unit = one.unit.number if named and one.unit else None
    who = one.reporter.called if named else T("staff", "name confidential")
    return listed([part for part in (one.number, unit, who, STAFF_STATE[one.state]) if part is not None], " ")


def group_rows(scene: Scene, complaint: Complaint) -> tuple[Row, ...]:
    """To the others, and what brings them together or takes them apart."""
    others = of_one_matter(scene.session, complaint, scene.me)
    open_them = rows_of([Button(one.number, OpenComplaint(one.id)) for one in others[:FEW]], 2)
    return (*open_them, *_link_row(scene, complaint), *_unlink_row(scene, complaint))


def _link_row(scene: Scene, complaint: Complaint) -> tuple[Row, ...]:
    try:
        check_may_gather(complaint, scene.me)
    except Refusal:
        return ()
    count = len(like(scene.session, complaint, scene.me))
    label = T("button", "Same matter as others? ({count})", count=count)
    return ((Button(label, Begin("complaint_link", complaint.id)),),) if count else ()


def _unlink_row(scene: Scene, complaint: Complaint) -> tuple[Row, ...]:
    moves = allowed(complaint.state, complaint.kind, parts_of(scene.me, complaint))
    if complaint.leading_id is None or "unlink" not in moves:
        return ()
    return ((Button(T("button", "It is another matter"), Begin("complaint_unlink", complaint.id)),),)
