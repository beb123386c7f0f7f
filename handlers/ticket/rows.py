"""The buttons of the staff's card, drawn from the moves that its reader may make now."""

from sqlalchemy import select

from bot.scene import Scene
from bot.screens import Button, Row, rows_of
from bot.texts import T, Words
from handlers.knowledge_taps import LearnFrom
from handlers.staff.marks.lines import mark_row
from handlers.taps import Acknowledge, AssignTo, Begin, MakeMove, OfferJob, PickPerson, SendAsProposed
from handlers.words import MOVE
from models.estate import Department
from models.knowledge.actions import may_draft
from models.orders.candidates import suggested
from models.orders.gates import is_held_back
from models.tickets.alarms import MAY_ACKNOWLEDGE, alarm_of, is_ringing
from models.tickets.lifecycle import ENDED
from models.tickets.parts import parts_of
from models.tickets.tables import Ticket
from models.tickets.visit_queries import waits_outside


def alarm_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """As long as an alarm rings: one person answers for it (R098)."""
    if not is_ringing(ticket, alarm_of(scene.session, ticket)):
        return []
    if not parts_of(scene.session, scene.me, ticket, scene.now) & MAY_ACKNOWLEDGE:
        return []
    return [(Button(T("button", "I take care of it"), Acknowledge(ticket.id)),)]


def desk_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """The desk: as proposed, or differently (R025, R067)."""
    if "send" not in moves:
        return []
    wanted = Department.project_id == ticket.project_id, Department.code == ticket.symptom.department
    department = scene.session.scalars(select(Department).where(*wanted)).one()
    proposal = _proposal(ticket, department)
    change = Button(T("button", "Classify differently"), Begin("classify", ticket.id))
    see_to = Button(MOVE["see_to"], MakeMove(ticket.id, "see_to", ticket.version))
    own = [(see_to,)] if "see_to" in moves else []
    if is_held_back(scene.session, ticket):
        return [*own, (change,)]
    return [*own, (Button(proposal, SendAsProposed(ticket.id, ticket.version)),), (change,)]


def _proposal(ticket: Ticket, department: Department) -> Words:
    """To whom, and that its price is for who looks at it, where nobody has said it (R047)."""
    facts = {"urgency": ticket.urgency.value, "department": department.name}
    if ticket.is_fee_unsaid:
        return T("button", "{urgency}: send to {department} (priced on the spot)", **facts)
    return T("button", "{urgency}: send to {department}", **facts)


def head_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """The head: the best proposal, somebody else, or whoever is first (R067)."""
    if "assign" not in moves:
        return []
    if ticket.assignee_id:
        return [(Button(T("button", "Give to somebody else"), PickPerson(ticket.id)),)]
    able = (one.candidate for one in suggested(scene.session, ticket, scene.now) if one.can_come)
    best = next(able, None)
    rows: list[Row] = []
    if best:
        label = T(
            "button",
            "Give to {name} ({title}, {load} in hand)",
            name=best.staff.person.name,
            title=best.staff.title,
            load=best.load,
        )
        rows.append((Button(label, AssignTo(ticket.id, best.staff.person_id, ticket.version)),))
    others = Button(T("button", "Somebody else"), PickPerson(ticket.id))
    offer = (
        (Button(T("button", "Offer to all on duty"), OfferJob(ticket.id, ticket.version)),) if "offer" in moves else ()
    )
    rows.append((others, *offer))
    return rows


def job_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """Whoever does the job."""
    simple = [
        Button(MOVE[name], MakeMove(ticket.id, name, ticket.version))
        for name in ("take", "accept", "arrive", "feed_back")
        if name in moves
    ]
    rows = list(rows_of(simple))
    if "feed_back" in moves:
        rows.append((Button(T("button", "Reword, then tell"), Begin("reword", ticket.id)),))
    if "finish" in moves and waits_outside(scene.session, ticket) is None:
        rows.append((Button(T("button", "Finish"), Begin("finish", ticket.id)),))
    if "settle" in moves:
        rows.append((Button(T("button", "Helped without going there"), Begin("settle", ticket.id)),))
    if "hand_back" in moves:
        rows.append((Button(T("button", "Hand back with a reason"), Begin("hand_back", ticket.id)),))
    return rows


def learning_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """What came of it is worth an answer for others: the desk shares it (R226)."""
    if ticket.status not in ENDED or not ticket.result or not may_draft(scene.me):
        return []
    return [(Button(T("button", "Add to the knowledge base"), LearnFrom("ticket", ticket.id)),)]


def upset_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """The owner is upset: a calm reply is at hand (R083)."""
    return list(mark_row(scene, ticket.subject))
