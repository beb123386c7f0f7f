"""Transfers, jobs taken back, and reminders: with a reason, told to whom it concerns, and never too often (R007, R032, R188)."""

import pytest

from models.refusals import Gone, JustUrged, NotYours, PassedTooOften, SameDepartment, TooLate, WordsMissing
from models.tickets.actions import take
from models.tickets.lifecycle import Status
from models.tickets.parts import parts_of
from models.tickets.passing import handovers, take_back, take_back_all, transfer
from models.tickets.tables import Offer, Ticket
from models.tickets.urging import urge, urged_with
from tests.rules.builders import STEPS, Office


def pass_to(office: Office, ticket: Ticket, department: str, who: str, reason: str = "需要其他专业") -> Ticket:
    facts = {"department": office.department(department), "reason": reason}
    return transfer(office.session, ticket.id, by=office.person(who), now=office.now, **facts)


@pytest.mark.rows("R032", "R188")
def test_a_transfer_takes_the_job_from_its_person_and_tells_everybody(office: Office):
    ticket = office.brought_to(Status.ACCEPTED)
    newest, receiver = office.notices(), ticket.first_receiver_id
    pass_to(office, ticket, "security", "何志强")
    assert (ticket.status, ticket.assignee_id, ticket.transfers) == (Status.SENT, None, 1)
    assert ticket.department.code == "security"
    assert ticket.first_receiver_id == receiver
    assert office.told(ticket, after=newest) == [
        ("transfer.assignee", "林海涛"),
        ("transfer.head", "彭勇"),
        ("transfer.reporter", "陈女士"),
    ]
    assert not parts_of(office.session, office.person("何志强"), ticket, office.now)


@pytest.mark.rows("R032")
@pytest.mark.parametrize(
    ("department", "reason", "refusal"),
    [
        ("engineering", "换人", SameDepartment),
        ("finance", "费用问题", SameDepartment),
        ("security", "  ", WordsMissing),
        ("security", "", WordsMissing),
    ],
)
def test_no_transfer_without_a_reason_or_to_nobody_else(office: Office, department: str, reason: str, refusal: type):
    ticket = office.brought_to(Status.SENT)
    with pytest.raises(refusal):
        pass_to(office, ticket, department, "何志强", reason)
    assert ticket.transfers == 0


@pytest.mark.rows("R032")
def test_after_the_second_transfer_only_the_supervisor_or_the_manager_decides(office: Office):
    ticket = office.brought_to(Status.SENT)
    pass_to(office, ticket, "security", "何志强", "属于保安部")
    newest = office.notices()
    pass_to(office, ticket, "cleaning", "彭勇", "属于保洁部")
    assert ("transfer.supervisor", "许文静") in office.told(ticket, after=newest)
    for who in ("曹桂芳", "郑雨"):
        with pytest.raises(PassedTooOften):
            pass_to(office, ticket, "engineering", who)
    pass_to(office, ticket, "engineering", "许文静", "由工程部负责")
    assert [(one.department.code, one.reason, one.by.person.name) for one in handovers(office.session, ticket)] == [
        ("security", "属于保安部", "何志强"),
        ("cleaning", "属于保洁部", "彭勇"),
        ("engineering", "由工程部负责", "许文静"),
    ]


@pytest.mark.rows("R032")
def test_how_often_is_the_offices_own_number(office: Office):
    office.project.policy = {"transfers_before_decision": 1}
    ticket = office.brought_to(Status.SENT)
    pass_to(office, ticket, "security", "何志强")
    with pytest.raises(PassedTooOften):
        pass_to(office, ticket, "engineering", "彭勇")


def test_a_job_taken_back_is_with_the_head_and_the_owner_hears_what_he_has_to(office: Office):
    ticket = office.brought_to(Status.ASSIGNED)
    take_back(office.session, ticket.id, by=office.person("何志强"), now=office.now, reason="生病")
    assert ("take_back.reporter", "陈女士") not in office.told(ticket)
    for move in ("assign", "accept"):
        STEPS[move](office, ticket)
    take_back(office.session, ticket.id, by=None, now=office.now, reason="离职")
    assert (ticket.status, ticket.assignee_id) == (Status.SENT, None)
    assert ("take_back.reporter", "陈女士") in office.told(ticket)
    assert ("take_back.former", "林海涛") in office.told(ticket)
    with pytest.raises(TooLate):
        take_back(office.session, ticket.id, by=None, now=office.now, reason="离职")


def test_everything_of_somebody_who_leaves_goes_back_to_the_heads(office: Office):
    tickets = [office.brought_to(one) for one in (Status.ASSIGNED, Status.ACCEPTED, Status.ARRIVED, Status.PROCESSED)]
    plumber = office.staff("林海涛")
    plumber.left_at = office.now
    taken = take_back_all(office.session, plumber, by=office.person("周立新"), now=office.now, reason="离职")
    assert taken == tickets[:3]
    assert {one.status for one in taken} == {Status.SENT}
    assert not any(kind == "take_back.former" for one in taken for kind, _ in office.told(one))


@pytest.mark.rows("R007", "R033")
def test_an_owner_reminds_once_in_a_while_and_keeps_his_place_in_the_queue(office: Office):
    ticket, owner = office.brought_to(Status.ACCEPTED), office.person("陈女士")
    newest, before = office.notices(), (ticket.priority, ticket.urgency)
    urge(office.session, ticket.id, by=owner, now=office.now)
    assert office.told(ticket, after=newest) == [("urge.assignee", "林海涛"), ("urge.head", "何志强")]
    with pytest.raises(JustUrged):
        urge(office.session, ticket.id, by=owner, now=office.later(minutes=29))
    urge(office.session, ticket.id, by=owner, now=office.later(minutes=1))
    assert (ticket.urges, ticket.priority, ticket.urgency) == (2, *before)


@pytest.mark.rows("R006", "R007", "R051")
def test_the_office_urges_with_words_and_as_often_as_it_has_to(office: Office):
    ticket = office.brought_to(Status.SENT)
    for words in ("业主下午有会", "", "请今天完成"):
        urge(office.session, ticket.id, by=office.person("孙晓芸"), now=office.now, words=words)
    assert (ticket.urges, urged_with(office.session, ticket)) == (3, "请今天完成")
    with pytest.raises(NotYours):
        urge(office.session, ticket.id, by=office.person("何志强"), now=office.now)
    with pytest.raises(Gone):
        urge(office.session, ticket.id, by=office.person("刘先生"), now=office.now)


@pytest.mark.rows("R007", "R067")
def test_a_reminder_leaves_an_offer_standing(office: Office):
    ticket = office.brought_to(Status.OFFERED)
    urge(office.session, ticket.id, by=office.person("陈女士"), now=office.now)
    take(office.session, ticket.id, by=office.person("唐国平"), now=office.now)
    assert ticket.status == Status.ACCEPTED
    assert office.session.query(Offer).filter_by(ticket_id=ticket.id).count() == 4


@pytest.mark.rows("R007")
@pytest.mark.parametrize("status", [Status.PROCESSED, Status.CLOSED, Status.WITHDRAWN, Status.MERGED])
def test_what_is_done_is_not_urged(office: Office, status: Status):
    ticket = office.brought_to(status)
    with pytest.raises(TooLate):
        urge(office.session, ticket.id, by=office.person("郑雨"), now=office.now)
