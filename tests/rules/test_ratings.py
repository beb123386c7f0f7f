"""What an owner's rating sets in motion: thresholds, a second round with priority, one rating a round (R027, R053)."""

import pytest
from sqlalchemy import select

from models.calls.callbacks import plan_callbacks
from models.catalogue import Urgency
from models.dues import Due, next_due_at
from models.refusals import Gone, TooLate
from models.tickets.actions import ASK_SATISFACTION
from models.tickets.lifecycle import Status
from models.tickets.outcomes import Rating
from models.tickets.queries import open_tickets, undispatched
from models.tickets.rating import Scores, may_rate, rate, rating_of
from models.tickets.tables import Ticket
from tests.rules.builders import STEPS, Office

DONE = {Status.PROCESSED, Status.FED_BACK, Status.CALLBACK}


def asked_about(office: Office, ticket: Ticket) -> list[Due]:
    wanted = select(Due).where(Due.subject == ticket.subject, Due.kind == ASK_SATISFACTION)
    return list(office.session.scalars(wanted))


@pytest.mark.rows("R027", "R053")
@pytest.mark.parametrize("aspect", range(4))
@pytest.mark.parametrize(("score", "low"), [(1, True), (2, True), (3, True), (4, False), (5, False)])
def test_one_low_aspect_is_enough_to_be_called_about(office: Office, aspect: int, score: int, low: bool):
    ticket = office.brought_to(Status.FED_BACK)
    given = [score if number == aspect else 5 for number in range(4)]
    rate(office.session, ticket.id, by=ticket.reporter, now=office.now, solved=True, scores=Scores(*given))
    assert (ticket.rounds, ticket.priority) == (1, 0)  # it is solved
    assert ("low_score.receiver" in [kind for kind, _ in office.told(ticket)]) is low
    office.project.policy = {"callback_sample_percent": 0}
    plan_callbacks(office.session, office.project, office.now)
    assert ticket.status == (Status.CALLBACK if low else Status.CLOSED)


@pytest.mark.rows("R027")
def test_unsolved_starts_again_whatever_the_scores(office: Office):
    ticket = office.rated(5, solved=False)
    assert (ticket.status, ticket.rounds, ticket.priority) == (Status.REOPENED, 2, 1)


def test_the_threshold_is_the_offices_own(office: Office):
    office.project.policy = {"low_score": 1, "callback_sample_percent": 0}
    two, one = office.rated(2), office.rated(1)
    plan_callbacks(office.session, office.project, office.now)
    assert (two.status, one.status) == (Status.CLOSED, Status.CALLBACK)


@pytest.mark.rows("R027", "R053")
def test_a_second_round_has_a_new_promise_goes_first_and_can_be_rated_again(office: Office):
    older = office.reported()
    office.later(minutes=10)
    ticket = office.rated(2, solved=False)
    assert ticket.contact_by == office.now.replace(minute=15)
    assert [one.id for one in undispatched(office.session, office.project)] == [ticket.id, older.id]
    for move in ("send", "assign", "accept", "arrive", "finish", "feed_back"):
        STEPS[move](office, ticket)
    assert may_rate(office.session, ticket, ticket.reporter)
    office.rate(ticket, 5)
    rounds = office.session.scalars(select(Rating).where(Rating.ticket_id == ticket.id).order_by(Rating.round)).all()
    assert [(one.round, one.lowest) for one in rounds] == [(1, 2), (2, 5)]
    assert (ticket.status, ticket.rounds) == (Status.FED_BACK, 2)


@pytest.mark.parametrize("status", Status)
def test_a_job_can_be_rated_once_it_is_done(office: Office, status: Status):
    ticket = office.brought_to(status)
    assert may_rate(office.session, ticket, ticket.reporter) is (status in DONE)
    if status not in DONE:
        with pytest.raises(TooLate):
            office.rate(ticket, 5)
        assert rating_of(office.session, ticket) is None


@pytest.mark.parametrize("name", ["刘先生", "郑雨", "周立新", "林海涛"])
def test_nobody_but_the_reporter_rates(office: Office, name: str):
    ticket = office.brought_to(Status.FED_BACK)
    with pytest.raises(Gone):
        rate(
            office.session,
            ticket.id,
            by=office.person(name),
            now=office.now,
            solved=True,
            scores=Scores(5, 5, 5, 5),
        )
    assert rating_of(office.session, ticket) is None


def test_a_round_is_rated_once(office: Office):
    ticket = office.rated(5)
    with pytest.raises(TooLate):
        office.rate(ticket, 1)
    assert ticket.status == Status.FED_BACK
    rating = rating_of(office.session, ticket)
    assert rating is not None
    assert rating.lowest == 5


@pytest.mark.parametrize("score", [-1, 0, 6, 100])
def test_scores_outside_one_to_five_are_a_mistake(office: Office, score: int):
    ticket = office.brought_to(Status.FED_BACK)
    with pytest.raises(ValueError, match="1 to 5"):
        rate(office.session, ticket.id, by=ticket.reporter, now=office.now, solved=True, scores=Scores(5, 5, score, 5))
    assert rating_of(office.session, ticket) is None


@pytest.mark.rows("R053", "J05")
def test_the_question_comes_two_hours_after_the_job_and_not_to_one_who_has_rated(office: Office):
    ticket = office.brought_to(Status.PROCESSED)
    (due,) = asked_about(office, ticket)
    assert due.due_at == office.now.replace(hour=11)
    assert next_due_at(office.session, {ASK_SATISFACTION}) == due.due_at
    office.rate(ticket, 5)
    assert asked_about(office, ticket) == []


@pytest.mark.rows("R053", "J05")
def test_each_round_is_asked_about_once(office: Office):
    ticket = office.brought_to(Status.REOPENED)
    assert asked_about(office, ticket) == []
    for move in ("send", "assign", "accept", "arrive", "finish"):
        STEPS[move](office, ticket)
    assert [one.occasion for one in asked_about(office, ticket)] == ["round2"]


@pytest.mark.rows("R033")
def test_urgency_comes_before_priority_and_priority_before_age(office: Office):
    plain = office.reported()
    office.later(minutes=1)
    again = office.rated(1, solved=False)
    urgent = office.reported(symptom="1.1")
    danger = office.reported(symptom="2.1")
    assert (danger.urgency, urgent.urgency) == (Urgency.U0, Urgency.U1)
    assert [one.id for one in open_tickets(office.session, office.project)] == [
        danger.id,
        urgent.id,
        again.id,
        plain.id,
    ]
