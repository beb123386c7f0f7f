"""Visit moves in any order: a visit is open exactly while somebody comes or is there, a pause exactly while the clock rests."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from models.dues import Due
from models.refusals import Refusal
from models.tickets import actions, clarifying, following, visits, waiting
from models.tickets.lifecycle import ENDED, PAUSED, Status
from models.tickets.merging import merge
from models.tickets.passing import take_back, transfer
from models.tickets.tables import Pause, Ticket, Visit
from models.tickets.withdrawing import withdraw
from tests.rules.builders import Office

PLUMBER, HEAD, DESK, OWNER = "林海涛", "何志强", "郑雨", "陈女士"
COMING = {Status.ACCEPTED, Status.ARRIVED}
WAITS = {following.KNOCK_PROMPT: {Status.ARRIVED}, following.REBOOK_WAITS: {Status.WAITING_ACCESS}}
REMINDERS = (following.DAY_BEFORE, following.SOON, following.AT_ONCE, following.ASK_ARRIVAL)
WAITS |= {kind: {Status.ACCEPTED} for kind in REMINDERS}

Facts = Callable[[Office], dict[str, Any]]


def nothing(office: Office) -> dict[str, Any]:
    return {}


def time(office: Office) -> dict[str, Any]:
    return {"start": office.now + timedelta(hours=5)}


def why(office: Office) -> dict[str, Any]:
    return {"reason": "订购配件", "until": office.now + timedelta(days=2)}


LOOKED = {"symptom_code": "1.2", "urgency": "U2"}
# Roads to the visit stand twice, so that the ways out do not end every ticket at once.
DEEDS: tuple[tuple[Any, str, Facts], ...] = (
    *[(actions.send, DESK, lambda office: {"department": office.department()})] * 2,
    *[(actions.assign, HEAD, lambda office: {"to": office.staff(PLUMBER)})] * 2,
    *[(actions.accept, PLUMBER, nothing)] * 3,
    *[(actions.arrive, PLUMBER, nothing)] * 3,
    *[(visits.knock, PLUMBER, nothing), (visits.leave, PLUMBER, nothing)] * 2,
    (visits.opened, PLUMBER, nothing),
    (visits.ready, PLUMBER, nothing),
    (visits.appoint, DESK, time),
    (visits.delay, PLUMBER, why),
    (visits.rebook, OWNER, time),
    *[(partial(waiting.cannot_finish, move=move), PLUMBER, why) for move in waiting.CANNOT_FINISH],
    (waiting.extend, HEAD, why),
    (waiting.resume, PLUMBER, time),
    (waiting.resume, HEAD, nothing),
    (clarifying.clarify, PLUMBER, lambda office: LOOKED),
    (clarifying.refer, PLUMBER, lambda office: LOOKED),
    (actions.hand_back, PLUMBER, lambda office: {"reason": "缺材料"}),
    (take_back, HEAD, lambda office: {"reason": "生病"}),
    (transfer, DESK, lambda office: {"reason": "属于工程部", "department": office.department()}),
    (merge, DESK, lambda office: {"into": office.reported(by="凌女士").id}),
    (withdraw, OWNER, nothing),
)


def sound(office: Office, ticket: Ticket) -> None:
    """What must hold after every deed, done or refused."""
    found = office.session.scalars(select(Visit).where(Visit.ticket_id == ticket.id)).all()
    under_way = [one for one in found if one.ended_at is None]
    assert len(under_way) == (ticket.status in COMING), ticket.status
    assert all(one.staff_id == ticket.assignee_id for one in under_way)
    assert all((one.ended_at is None) == (one.end is None) for one in found)
    pauses = office.session.scalars(select(Pause).where(Pause.ticket_id == ticket.id)).all()
    resting = [one for one in pauses if one.until is None]
    assert [one.status for one in resting] == ([ticket.status] if ticket.status in PAUSED else [])
    dues = office.session.scalars(select(Due).where(Due.subject == ticket.subject, Due.kind.in_(following.KINDS)))
    for due in dues:
        assert ticket.status in WAITS.get(due.kind, set(Status) - ENDED), (due.kind, ticket.status)


@pytest.mark.rows("R049", "R050", "R070")
@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_pressed_visits_and_pauses_stay_in_line(office: Office, seed: int):
    chance = random.Random(seed)
    ticket, made = office.reported(), 0
    for _ in range(300):
        deed, who, facts = chance.choice(DEEDS)
        savepoint = office.session.begin_nested()
        try:
            deed(office.session, ticket_id=ticket.id, by=office.person(who), now=office.now, **facts(office))
            made += 1
        except Refusal:
            savepoint.rollback()
        sound(office, ticket)
        office.later(minutes=chance.choice((0, 1, 3, 60)))
        if ticket.status in ENDED:
            ticket = office.reported()
    assert made > 20
