"""The times that an owner is told: settled by a newer one, counted from, watched until they pass (R027, R040, R049, R050)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.digest import Time, digest
from models.dues import Due
from models.notices import Notice
from models.refusals import DayToCome
from models.tickets import actions, following, visits, waiting
from models.tickets.clocks import overdue, visit_at
from models.tickets.ladders import Stage
from models.tickets.lifecycle import Status
from models.tickets.passed import PROMISE_PASSES, has_passed, told_until
from models.tickets.passing import take_back
from tests.rules.builders import MONDAY, STEPS, Office
from tests.rules.test_visits import PLUMBER, coming, do, dues_of

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
WISH = (TUESDAY, TUESDAY + timedelta(hours=2))


@pytest.mark.rows("R049")
def test_nobody_is_late_for_another_day(office: Office):
    ticket = coming(office)
    do(office, visits.appoint, ticket, start=WEDNESDAY)
    with pytest.raises(DayToCome):
        do(office, visits.delay, ticket, reason="电梯繁忙", until=MONDAY + timedelta(hours=6))
    assert ticket.appointed_from == WEDNESDAY
    office.now = WEDNESDAY.replace(hour=0)
    do(office, visits.delay, ticket, reason="电梯繁忙", until=WEDNESDAY + timedelta(hours=1))


@pytest.mark.rows("R049")
@pytest.mark.parametrize("deed", ["appoint", "delay", "postpone", "resume"])
def test_a_newer_time_has_its_own_end_and_settles_the_wish(office: Office, deed: str):
    ticket = coming(office, wished=WISH)
    assert (ticket.appointed_from, ticket.appointed_to) == WISH
    office.now = TUESDAY - timedelta(minutes=5)
    if deed in {"postpone", "resume"}:
        STEPS["arrive"](office, ticket)
    match deed:
        case "appoint":
            do(office, visits.appoint, ticket, start=WEDNESDAY)
        case "delay":
            do(office, visits.delay, ticket, reason="电梯繁忙", until=WEDNESDAY)
        case "postpone":
            facts = {"move": deed, "reason": "材料干燥", "until": WEDNESDAY + timedelta(hours=8)}
            do(office, waiting.cannot_finish, ticket, **facts, appointed=WEDNESDAY)
        case _:
            STEPS["wait_part"](office, ticket)
            do(office, waiting.resume, ticket, start=WEDNESDAY)
    assert (ticket.appointed_from, ticket.appointed_to, ticket.wished_from) == (WEDNESDAY, None, None)


@pytest.mark.rows("R027", "R049")
@pytest.mark.parametrize("again", [None, MONDAY + timedelta(hours=1)])
def test_a_new_round_keeps_a_wish_only_if_it_lies_ahead_and_was_never_replaced(office: Office, again: object):
    ticket = coming(office, wished=WISH)
    if again:
        do(office, visits.appoint, ticket, start=again)
    for move in ("arrive", "finish", "feed_back", "reopen", "send", "assign", "accept"):
        STEPS[move](office, ticket)
    assert ticket.appointed_from == (None if again else WISH[0])


def test_a_wish_that_is_over_is_none_of_the_next_round(office: Office):
    ticket = coming(office, wished=WISH)
    office.now = WISH[1]
    for move in ("arrive", "finish", "feed_back", "reopen"):
        STEPS[move](office, ticket)
    assert (ticket.wished_from, ticket.wished_to, visit_at(ticket)) == (None, None, None)


def nobody_comes(office: Office) -> list[object]:
    wanted = select(Due.due_at).where(Due.kind == following.NOBODY_COMES).order_by(Due.due_at)
    return list(office.session.scalars(wanted))


@pytest.mark.rows("R049")
def test_an_appointment_that_loses_its_person_is_watched_until_somebody_accepts(office: Office):
    ticket = coming(office, symptom="2.2")
    do(office, visits.appoint, ticket, start=WEDNESDAY)
    assert nobody_comes(office) == []
    take_back(office.session, ticket.id, by=None, now=office.now, reason="离职")
    assert ticket.status == Status.SENT
    assert nobody_comes(office) == [WEDNESDAY - timedelta(hours=1), WEDNESDAY]
    STEPS["assign"](office, ticket)
    assert len(nobody_comes(office)) == 2
    STEPS["accept"](office, ticket)
    assert nobody_comes(office) == []
    assert following.SOON in dues_of(office, ticket)


@pytest.mark.rows("R049", "J10")
def test_what_is_agreed_for_another_day_is_late_from_then_on_and_the_digest_names_it(office: Office):
    ticket = coming(office, symptom="2.2")
    do(office, visits.appoint, ticket, start=TUESDAY)
    take_back(office.session, ticket.id, by=None, now=office.now, reason="离职")
    before = select(Notice.id).where(Notice.kind == "watch.done")
    office.clock_to(TUESDAY + timedelta(hours=3))
    assert office.session.scalars(before).all() == []
    assert overdue(ticket, [], TUESDAY + timedelta(hours=5)) != Stage.DONE
    assert overdue(ticket, [], WEDNESDAY + timedelta(minutes=1)) == Stage.DONE
    head = office.staff("何志强")
    for when, now, found in (
        (Time.MORNING, MONDAY, []),
        (Time.EVENING, MONDAY.replace(hour=17, minute=20), [ticket]),
        (Time.MORNING, TUESDAY, [ticket]),
    ):
        assert digest(office.session, office.project, head, when, now).nobody == found


@pytest.mark.rows("R040")
def test_what_was_told_is_watched_until_it_passes(office: Office):
    ticket = office.reported()
    assert list(office.watched(ticket, PROMISE_PASSES).values()) == [ticket.contact_by]
    do(office, actions.classify, ticket, "郑雨", symptom_code="2.5", urgency=ticket.urgency)
    assert list(office.watched(ticket, PROMISE_PASSES).values()) == [ticket.contact_by]
    assert has_passed(ticket, ticket.contact_by)
    STEPS["send"](office, ticket)
    assert (told_until(ticket), office.watched(ticket, PROMISE_PASSES)) == (None, {})
    for move in ("assign", "accept"):
        STEPS[move](office, ticket)
    do(office, visits.appoint, ticket, PLUMBER, start=TUESDAY, end=WISH[1])
    assert list(office.watched(ticket, PROMISE_PASSES).values()) == [WISH[1]]
    STEPS["arrive"](office, ticket)
    assert office.watched(ticket, PROMISE_PASSES) == {}
