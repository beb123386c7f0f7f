"""The visit: arrival classes, every way out, closed doors, pauses, appointments and what is put off for them (R049, R050, R066, R070)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.calls.actions import plan
from models.calls.tables import CallKind
from models.catalogue import Urgency
from models.dues import Due
from models.refusals import (
    CodeUnknown,
    Gone,
    NoDoor,
    Refusal,
    StillUnclear,
    TimePast,
    TooEarly,
    TooLate,
    WordsMissing,
)
from models.tickets import actions, clarifying, following, visits, waiting
from models.tickets.following import arrival_class
from models.tickets.lifecycle import Status
from models.tickets.moving import moving
from models.tickets.tables import Arrival, Pause, Ticket, Visit, VisitEnd
from models.tickets.visit_queries import arrivals, due_arrival, explanation, open_pause, open_visit
from tests.rules.builders import MONDAY, STEPS, Office

T = MONDAY.replace(hour=14)
SLOT = (T, T + timedelta(hours=2))
SECOND = timedelta(seconds=1)
PLUMBER, HEAD, DESK, OWNER, COLLEAGUE = "林海涛", "何志强", "郑雨", "陈女士", "刘先生"


def visits_of(office: Office, ticket: Ticket) -> list[Visit]:
    return list(office.session.scalars(select(Visit).where(Visit.ticket_id == ticket.id).order_by(Visit.id)))


def pauses_of(office: Office, ticket: Ticket) -> list[Pause]:
    return list(office.session.scalars(select(Pause).where(Pause.ticket_id == ticket.id).order_by(Pause.id)))


def dues_of(office: Office, ticket: Ticket) -> dict[str, datetime]:
    wanted = select(Due).where(Due.subject == ticket.subject, Due.kind.in_(following.KINDS))
    return {one.kind: one.due_at.astimezone(MONDAY.tzinfo) for one in office.session.scalars(wanted)}


def do(office: Office, deed: Any, ticket: Ticket, who: str = PLUMBER, **facts: Any) -> Ticket:
    found: Ticket = deed(office.session, ticket.id, by=office.person(who), now=office.now, **facts)
    return found


def coming(office: Office, **report: Any) -> Ticket:
    """A ticket that 林海涛 has accepted."""
    ticket = office.reported(**report)
    for move in ("send", "assign", "accept"):
        STEPS[move](office, ticket)
    return ticket


@pytest.mark.rows("R049")
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(hours=3), Arrival.EARLY),
        (timedelta(minutes=10) + SECOND, Arrival.EARLY),
        (timedelta(minutes=10), Arrival.PUNCTUAL),
        (timedelta(minutes=7), Arrival.PUNCTUAL),
        (timedelta(minutes=5), Arrival.PUNCTUAL),
        (timedelta(minutes=5) - SECOND, Arrival.ACCEPTABLE),
        (timedelta(), Arrival.ACCEPTABLE),
        (-SECOND, Arrival.LATE),
        (timedelta(days=-1), Arrival.LATE),
    ],
    ids=str,
)
def test_arrivals_are_classed_to_the_second(office: Office, before: timedelta, expected: Arrival):
    assert arrival_class(T, T - before) == expected
    ticket = coming(office, wished=SLOT)
    office.now = T - before
    STEPS["arrive"](office, ticket)
    (visit,) = visits_of(office, ticket)
    assert (visit.arrival, visit.arrived_at) == (expected, office.now)


@pytest.mark.rows("R049")
def test_the_arrivals_of_a_technician_are_counted_by_class(office: Office):
    for before in (30, 8, 7, 0, -5):
        office.now = MONDAY
        ticket = coming(office, wished=SLOT)
        office.now = T - timedelta(minutes=before)
        STEPS["arrive"](office, ticket)
    office.now = MONDAY
    STEPS["arrive"](office, coming(office))
    counted = arrivals(office.session, office.staff(PLUMBER), MONDAY)
    assert counted == {
        Arrival.UNBOUND: 1,
        Arrival.EARLY: 1,
        Arrival.PUNCTUAL: 2,
        Arrival.ACCEPTABLE: 1,
        Arrival.LATE: 1,
    }
    assert sum(arrivals(office.session, office.staff(PLUMBER), T).values()) == 2
    assert not any(arrivals(office.session, office.staff("唐国平"), MONDAY).values())


WAYS_OUT = {
    "finish": (Status.ARRIVED, VisitEnd.FINISHED),
    "leave": (Status.ARRIVED, VisitEnd.NO_ANSWER),
    "postpone": (Status.ARRIVED, VisitEnd.POSTPONED),
    "wait_part": (Status.ARRIVED, VisitEnd.WAITING_PART),
    "wait_firm": (Status.ARRIVED, VisitEnd.OUTSIDE_FIRM),
    "refer": (Status.ARRIVED, VisitEnd.REFERRED),
    "hand_back": (Status.ACCEPTED, VisitEnd.CALLED_OFF),
    "assign": (Status.ACCEPTED, VisitEnd.CALLED_OFF),
    "withdraw": (Status.ACCEPTED, VisitEnd.CALLED_OFF),
    "transfer": (Status.ACCEPTED, VisitEnd.CALLED_OFF),
    "merge": (Status.ACCEPTED, VisitEnd.CALLED_OFF),
    "take_back": (Status.ARRIVED, VisitEnd.CALLED_OFF),
}
LOOKED = {"symptom_code": "1.2", "urgency": Urgency.U2}


def go_out(office: Office, ticket: Ticket, move: str) -> None:
    """Leave the visit by this move, as the office does or as the table allows."""
    match move:
        case "leave":
            STEPS["knock"](office, ticket)
            STEPS["leave"](office, ticket)
        case "postpone":
            facts = {"reason": "更多施工时间", "until": office.now + timedelta(days=1)}
            do(office, waiting.cannot_finish, ticket, move=move, **facts)
        case "refer":
            do(office, clarifying.refer, ticket, **LOOKED)
        case "hand_back":
            do(office, actions.hand_back, ticket, reason="缺材料")
        case "assign":
            do(office, actions.assign, ticket, HEAD, to=office.staff("唐国平"))
        case "transfer" | "merge" | "take_back":
            who = DESK if move == "merge" else HEAD
            with moving(office.session, ticket.id, move, by=office.person(who), now=office.now):
                pass
        case _:
            STEPS[move](office, ticket)


@pytest.mark.rows("R049", "R050", "R070")
@pytest.mark.parametrize("move", WAYS_OUT)
def test_every_way_out_ends_the_visit_once(office: Office, move: str):
    start, end = WAYS_OUT[move]
    ticket = office.brought_to(start)
    office.later(minutes=10)
    go_out(office, ticket, move)
    first, *more = visits_of(office, ticket)
    assert (first.end, first.ended_at) == (end, office.now)
    assert len(more) == (1 if move == "postpone" else 0)
    assert (open_visit(office.session, ticket) is not None) == (move == "postpone")
    assert (open_pause(office.session, ticket) is not None) == (move in {"leave", "wait_part", "wait_firm"})


def test_who_gets_the_job_next_makes_a_visit_of_his_own(office: Office):
    ticket = office.brought_to(Status.ACCEPTED)
    go_out(office, ticket, "assign")
    do(office, actions.accept, ticket, "唐国平")
    assert [(one.staff_id, one.end) for one in visits_of(office, ticket)] == [
        (office.person(PLUMBER).id, VisitEnd.CALLED_OFF),
        (office.person("唐国平").id, None),
    ]


def _merge(office: Office, ticket: Ticket) -> None:
    go_out(office, ticket, "merge")


def _take_back(office: Office, ticket: Ticket) -> None:
    go_out(office, ticket, "take_back")


WAKES = {
    "rebook": (Status.WAITING_ACCESS, lambda office, ticket: do(office, visits.rebook, ticket, OWNER, start=T)),
    "withdraw from access": (Status.WAITING_ACCESS, STEPS["withdraw"]),
    "merge from access": (Status.WAITING_ACCESS, _merge),
    "take back from access": (Status.WAITING_ACCESS, _take_back),
    "resume from part": (Status.WAITING_PART, lambda office, ticket: do(office, waiting.resume, ticket)),
    "resume from firm": (Status.OUTSIDE_FIRM, lambda office, ticket: do(office, waiting.resume, ticket, HEAD, start=T)),
    "withdraw from part": (Status.WAITING_PART, STEPS["withdraw"]),
    "merge from firm": (Status.OUTSIDE_FIRM, _merge),
    "take back from part": (Status.WAITING_PART, _take_back),
}


@pytest.mark.rows("R050", "R070")
@pytest.mark.parametrize("wake", WAKES)
def test_every_end_of_a_pause_closes_it_once(office: Office, wake: str):
    status, deed = WAKES[wake]
    ticket = office.brought_to(status)
    (pause,) = pauses_of(office, ticket)
    assert (pause.status, pause.since, pause.until) == (status, office.now, None)
    office.later(minutes=30)
    deed(office, ticket)
    (pause,) = pauses_of(office, ticket)
    assert pause.until == office.now
    assert not {following.REBOOK_WAITS} & set(dues_of(office, ticket))


@pytest.mark.rows("R070")
def test_a_call_for_another_time_is_over_once_there_is_one(office: Office):
    ticket = office.brought_to(Status.WAITING_ACCESS)
    call = plan(
        office.session,
        project=office.project,
        kind=CallKind.REBOOK,
        person_id=ticket.reporter_id,
        subject=ticket.subject,
        occasion="once",
        now=office.now,
        due_at=office.now,
        ticket_id=ticket.id,
    )
    assert call is not None
    do(office, visits.rebook, ticket, OWNER, start=T)
    office.session.refresh(call)
    assert call.done_at == office.now


@pytest.mark.rows("R070")
@pytest.mark.parametrize(("waited", "left"), [(0, 120), (1, 119), (60, 60), (119, 1), (119.5, 1)])
def test_nobody_leaves_a_closed_door_before_two_minutes(office: Office, waited: float, left: int):
    ticket = office.brought_to(Status.ARRIVED)
    do(office, visits.knock, ticket)
    office.later(seconds=waited)
    with pytest.raises(TooEarly) as early:
        do(office, visits.leave, ticket)
    assert early.value.facts["seconds"] == left
    assert ticket.status == Status.ARRIVED
    office.later(seconds=120 - waited)
    do(office, visits.leave, ticket)
    assert ticket.status == Status.WAITING_ACCESS


@pytest.mark.rows("R070")
def test_who_never_knocked_does_not_leave_and_who_was_let_in_waits_anew(office: Office):
    ticket = office.brought_to(Status.ARRIVED)
    office.later(hours=1)
    with pytest.raises(TooEarly):
        do(office, visits.leave, ticket)
    do(office, visits.knock, ticket)
    office.later(minutes=1)
    do(office, visits.opened, ticket)
    office.later(minutes=5)
    with pytest.raises(TooEarly):
        do(office, visits.leave, ticket)
    assert following.KNOCK_PROMPT not in dues_of(office, ticket)


@pytest.mark.rows("R070")
def test_the_office_sets_how_long_one_waits(office: Office):
    office.project.policy = {"no_answer_leave_minutes": 4, "no_answer_prompt_minutes": 9}
    ticket = office.brought_to(Status.ARRIVED)
    do(office, visits.knock, ticket)
    assert dues_of(office, ticket)[following.KNOCK_PROMPT] == office.now + timedelta(minutes=9)
    office.later(minutes=3)
    with pytest.raises(TooEarly):
        do(office, visits.leave, ticket)


def code_of(office: Office, ticket: Ticket) -> str:
    return visits_of(office, ticket)[-1].code


@pytest.mark.rows("R070", "R205")
def test_a_contact_of_the_unit_chooses_by_the_code_of_the_card_and_nobody_without(office: Office):
    ticket = office.brought_to(Status.WAITING_ACCESS)
    code = code_of(office, ticket)
    assert len(code) == 6
    with pytest.raises(Gone):
        do(office, visits.rebook, ticket, COLLEAGUE, start=T)
    for who, given in ((COLLEAGUE, "000000"), ("凌女士", code)):
        with pytest.raises(CodeUnknown):
            do(office, visits.rebook, ticket, who, start=T, code=given)
    do(office, visits.rebook, ticket, COLLEAGUE, start=T, code=code)
    assert (ticket.status, ticket.appointed_from) == (Status.ASSIGNED, T)
    assert office.events(ticket)[-1].actor_id == office.person(COLLEAGUE).id
    assert ("rebook.reporter", OWNER) in office.told(ticket)
    with pytest.raises(TooLate):
        do(office, visits.rebook, ticket, COLLEAGUE, start=T, code=code)


@pytest.mark.rows("R070")
def test_the_code_of_another_card_opens_only_its_own_ticket(office: Office):
    one, other = (office.brought_to(Status.WAITING_ACCESS) for _ in range(2))
    assert code_of(office, one) != code_of(office, other)
    with pytest.raises(CodeUnknown):
        do(office, visits.rebook, one, COLLEAGUE, start=T, code=code_of(office, other))


@pytest.mark.rows("R049")
@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ({"wished": SLOT}, SLOT),
        ({}, (None, None)),
        ({"wished": (MONDAY, T)}, (None, None)),  # it has begun already
        ({"wished": SLOT, "symptom": "1.1"}, (None, None)),  # urgent: at once
        ({"wished": SLOT, "inside": False, "unit": None, "spot": "lobby"}, (None, None)),
    ],
    ids=["wished", "none", "past", "urgent", "public"],
)
def test_the_wish_becomes_the_appointment_at_the_acceptance(office: Office, report: dict[str, Any], expected: Any):
    ticket = coming(office, **report)
    assert (ticket.appointed_from, ticket.appointed_to) == expected


@pytest.mark.rows("J02", "J03")
def test_what_is_put_off_follows_the_appointment(office: Office):
    tomorrow = T + timedelta(days=1)
    ticket = coming(office, wished=(tomorrow, tomorrow + timedelta(hours=2)))
    assert dues_of(office, ticket) == {
        following.DAY_BEFORE: MONDAY.replace(hour=16),
        following.SOON: tomorrow - timedelta(minutes=30),
        following.AT_ONCE: tomorrow - timedelta(minutes=15),
        following.ASK_ARRIVAL: tomorrow + timedelta(minutes=15),
    }
    do(office, visits.appoint, ticket, DESK, start=T)
    assert dues_of(office, ticket) == {
        following.SOON: T - timedelta(minutes=30),
        following.AT_ONCE: T - timedelta(minutes=15),
        following.ASK_ARRIVAL: T + timedelta(minutes=15),
    }
    office.now = T - timedelta(minutes=20)
    do(office, visits.delay, ticket, reason="电梯繁忙", until=T + timedelta(minutes=10))
    assert dues_of(office, ticket) == {
        following.AT_ONCE: T - timedelta(minutes=5),
        following.ASK_ARRIVAL: T + timedelta(minutes=25),
    }
    STEPS["arrive"](office, ticket)
    assert dues_of(office, ticket) == {}


@pytest.mark.rows("R049")
def test_a_delay_that_was_only_announced_does_not_make_a_late_arrival_punctual(office: Office):
    ticket = coming(office, wished=SLOT)
    do(office, visits.delay, ticket, reason="电梯繁忙", until=T + timedelta(hours=1))
    office.now = T + timedelta(minutes=52)
    STEPS["arrive"](office, ticket)
    assert visits_of(office, ticket)[0].arrival == Arrival.LATE


@pytest.mark.rows("J03")
@pytest.mark.parametrize(
    ("symptom", "accepted", "expected"),
    [
        ("2.1", MONDAY.replace(hour=22), MONDAY.replace(hour=22, minute=5)),  # U0
        ("1.1", MONDAY.replace(hour=22), MONDAY.replace(hour=22, minute=15)),  # U1, around the clock
        ("2.2", MONDAY, MONDAY.replace(hour=10)),  # U2
        ("2.2", MONDAY.replace(hour=17), MONDAY.replace(hour=9) + timedelta(days=1)),  # of service hours
        ("2.5", MONDAY, None),  # U3 without a time
    ],
    ids=["U0", "U1", "U2", "U2 in the evening", "U3"],
)
def test_somebody_is_due_by_urgency(office: Office, symptom: str, accepted: datetime, expected: datetime | None):
    ticket = office.reported(symptom=symptom)
    STEPS["send"](office, ticket)
    STEPS["assign"](office, ticket)
    office.now = accepted
    STEPS["accept"](office, ticket)
    (visit,) = visits_of(office, ticket)
    assert due_arrival(ticket, visit) == expected
    asked = dues_of(office, ticket).get(following.ASK_ARRIVAL)
    assert asked == (expected + timedelta(minutes=15) if expected else None)


@pytest.mark.rows("J03")
def test_the_answer_is_taken_once_and_only_where_it_was_asked(office: Office):
    ticket = coming(office, wished=SLOT)
    for deed in (visits.missed, visits.came):
        with pytest.raises(TooLate):
            do(office, deed, ticket, OWNER)
    visits_of(office, ticket)[0].asked_at = office.now
    do(office, visits.missed, ticket, OWNER)
    assert ticket.contact_by == office.now + timedelta(minutes=5)
    with pytest.raises(TooLate):
        do(office, visits.missed, ticket, OWNER)


@pytest.mark.rows("R068")
@pytest.mark.parametrize("deed", ["ready", "knock", "opened"])
def test_a_step_of_the_visit_is_made_once(office: Office, deed: str):
    ticket = office.brought_to(Status.ACCEPTED if deed == "ready" else Status.ARRIVED)
    do(office, getattr(visits, deed), ticket)
    with pytest.raises(TooLate):
        do(office, getattr(visits, deed), ticket)


@pytest.mark.rows("R070")
@pytest.mark.parametrize(
    ("status", "deed", "facts"),
    [
        (Status.ACCEPTED, visits.appoint, {"start": T}),
        (Status.ARRIVED, visits.knock, {}),
        (Status.ARRIVED, visits.opened, {}),
        (Status.ARRIVED, visits.leave, {}),
    ],
    ids=["appoint", "knock", "opened", "leave"],
)
def test_a_public_place_has_no_door(office: Office, status: Status, deed: Any, facts: dict[str, Any]):
    ticket = office.reported(unit=None, inside=False, spot="lobby")
    for move in ("send", "assign", "accept", "arrive")[: 3 if status == Status.ACCEPTED else 4]:
        STEPS[move](office, ticket)
    with pytest.raises(NoDoor):
        do(office, deed, ticket, **facts)


WITH_TIME: dict[str, tuple[Status, Any, str, dict[str, Any]]] = {
    "appoint": (Status.ACCEPTED, visits.appoint, "start", {}),
    "delay": (Status.ACCEPTED, visits.delay, "until", {"reason": "电梯繁忙"}),
    "rebook": (Status.WAITING_ACCESS, visits.rebook, "start", {}),
    "wait_part": (Status.ARRIVED, waiting.cannot_finish, "until", {"reason": "订购配件", "move": "wait_part"}),
    "postpone": (Status.ARRIVED, waiting.cannot_finish, "until", {"reason": "增派人员", "move": "postpone"}),
    "extend": (Status.WAITING_PART, waiting.extend, "until", {"reason": "订购配件"}),
    "resume": (Status.WAITING_PART, waiting.resume, "start", {}),
}


@pytest.mark.rows("R049", "R050")
@pytest.mark.parametrize("name", WITH_TIME)
def test_no_time_that_is_over_is_taken_and_no_empty_reason(office: Office, name: str):
    status, deed, time, facts = WITH_TIME[name]
    ticket = office.brought_to(status)
    who = DESK if name == "rebook" else PLUMBER
    for past in (office.now, office.now - timedelta(days=1)):
        with pytest.raises(TimePast):
            do(office, deed, ticket, who, **facts, **{time: past})
    if "reason" in facts:
        with pytest.raises(WordsMissing):
            do(office, deed, ticket, who, **facts | {"reason": " \n", time: office.now + SECOND})
    assert ticket.status == status
    do(office, deed, ticket, who, **facts, **{time: office.now + SECOND})


@pytest.mark.rows("R050")
def test_a_promise_is_reminded_of_and_a_later_one_takes_its_place(office: Office):
    ticket = office.brought_to(Status.ARRIVED)
    friday = MONDAY.replace(hour=17, minute=30) + timedelta(days=4)
    do(office, waiting.cannot_finish, ticket, move="wait_part", reason="订购配件", until=friday)
    assert dues_of(office, ticket) == {
        following.PROMISED_DAY: friday.replace(hour=9, minute=0),
        following.PROMISE_PAST: friday,
        following.NEW_PROMISE: friday.replace(hour=9, minute=30) + timedelta(days=1),  # half an hour of service later
    }
    later = friday + timedelta(days=7)
    do(office, waiting.extend, ticket, HEAD, reason="厂家缺货", until=later)
    assert dues_of(office, ticket)[following.PROMISE_PAST] == later
    (pause,) = pauses_of(office, ticket)
    assert (pause.words, pause.promised_at, pause.until) == ("厂家缺货", later, None)
    assert explanation(office.session, ticket) == "厂家缺货"
    do(office, waiting.resume, ticket, start=T + timedelta(days=5))
    assert not {following.PROMISE_PAST, following.NEW_PROMISE} & set(dues_of(office, ticket))
    assert ticket.promised_at is None


@pytest.mark.rows("R050")
def test_more_time_at_an_agreed_hour_is_an_appointment_and_a_day_alone_is_a_promise(office: Office):
    tomorrow = MONDAY + timedelta(days=1)
    ticket = office.brought_to(Status.ARRIVED)
    facts = {"move": "postpone", "reason": "材料干燥", "until": tomorrow.replace(hour=17, minute=30)}
    do(office, waiting.cannot_finish, ticket, **facts, appointed=tomorrow)
    assert (ticket.status, ticket.appointed_from) == (Status.ACCEPTED, tomorrow)
    assert visits_of(office, ticket)[-1].appointed_from == tomorrow
    other = office.brought_to(Status.ARRIVED)
    do(office, waiting.cannot_finish, other, **facts)
    assert (other.appointed_from, other.promised_at) == (None, facts["until"])
    assert following.ASK_ARRIVAL not in dues_of(office, other)
    STEPS["arrive"](office, other)
    assert other.promised_at == facts["until"]  # who works on works under it
    assert following.PROMISE_PAST in dues_of(office, other)
    STEPS["finish"](office, other)
    assert other.promised_at is None


@pytest.mark.rows("R066")
def test_what_nobody_knows_is_looked_at_before_it_is_finished(office: Office):
    ticket = office.brought_to(Status.ARRIVED, symptom="11.1")
    assert ticket.unclear
    with pytest.raises(StillUnclear):
        STEPS["finish"](office, ticket)
    for code in ("11.1", "99.9"):
        with pytest.raises(Gone):
            do(office, clarifying.clarify, ticket, symptom_code=code, urgency=Urgency.U2)
    do(office, clarifying.clarify, ticket, **LOOKED)
    assert (ticket.unclear, ticket.symptom_code, ticket.urgency) == (False, "1.2", Urgency.U2)
    STEPS["finish"](office, ticket)


@pytest.mark.rows("R066")
def test_what_others_must_do_goes_back_to_the_desk_with_its_name(office: Office):
    ticket = office.brought_to(Status.ARRIVED, symptom="11.1")
    do(office, clarifying.refer, ticket, symptom_code="9.2", urgency=Urgency.U3)
    assert (ticket.status, ticket.department_id, ticket.assignee_id) == (Status.CLASSIFIED, None, None)
    assert not ticket.unclear
    do(office, actions.send, ticket, DESK, department=office.department("cleaning"))
    assert ("send.head", "曹桂芳") in office.told(ticket)


@pytest.mark.rows("R066")
def test_the_desk_may_know_better_and_may_also_doubt(office: Office):
    ticket = office.reported(symptom="11.1")
    do(office, actions.classify, ticket, DESK, symptom_code="2.5", urgency=Urgency.U3)
    assert not ticket.unclear
    do(office, actions.classify, ticket, DESK, symptom_code="11.1", urgency=Urgency.U2)
    assert ticket.unclear


@pytest.mark.rows("R203")
@pytest.mark.parametrize("deed", ["ready", "knock", "opened", "leave"])
def test_a_replaced_technician_makes_no_step_any_more(office: Office, deed: str):
    ticket = office.brought_to(Status.ACCEPTED)
    go_out(office, ticket, "assign")
    do(office, actions.accept, ticket, "唐国平")
    with pytest.raises(Refusal) as refused:
        do(office, getattr(visits, deed), ticket)
    assert type(refused.value) is Gone


def test_a_second_round_starts_without_the_first_ones_times(office: Office):
    ticket = coming(office, wished=SLOT)
    for move in ("arrive", "finish", "feed_back", "reopen", "send", "assign"):
        STEPS[move](office, ticket)
    assert ticket.appointed_from is None
    office.now = T + timedelta(hours=3)
    STEPS["accept"](office, ticket)
    assert ticket.appointed_from is None
    assert len(visits_of(office, ticket)) == 2
