"""Several departments on one ticket: parts of their own, one answer for the owner (R044)."""

import pytest

from models.digest import Time, digest
from models.dues import Due
from models.refusals import Gone, NotYours, SubjobsOpen, TooLate, WordsMissing
from models.tickets.actions import accept, arrive, assign, feed_back, finish
from models.tickets.lifecycle import Status
from models.tickets.passing import transfer
from models.tickets.queries import open_tickets, reported_by, tasks_of, to_feed_back
from models.tickets.rating import may_rate
from models.tickets.satisfaction import ASK_SATISFACTION
from models.tickets.subjobs import call_off, open_subjobs, split
from models.tickets.tables import Ticket
from models.tickets.withdrawing import withdraw
from tests.rules.builders import STEPS, Office


def part_for(office: Office, ticket: Ticket, department: str = "cleaning", who: str = "郑雨") -> Ticket:
    facts = {"department": office.department(department), "words": "清理积水"}
    return split(office.session, ticket.id, by=office.person(who), now=office.now, **facts)


def done_by_the_cleaner(office: Office, part: Ticket) -> None:
    cleaner = office.person("邓秀英")
    assign(office.session, part.id, by=office.person("曹桂芳"), now=office.now, to=office.staff("邓秀英"))
    for deed in (accept, arrive):
        deed(office.session, part.id, by=cleaner, now=office.now)
    finish(office.session, part.id, by=cleaner, now=office.now, result="已清洁", no_photo="无可拍摄的内容")


def asked(office: Office, ticket: Ticket) -> int:
    return office.session.query(Due).filter_by(kind=ASK_SATISFACTION, subject=ticket.subject).count()


@pytest.mark.rows("R044")
def test_a_part_is_sent_at_once_under_the_number_of_the_whole(office: Office):
    ticket = office.brought_to(Status.ACCEPTED)
    first, second = part_for(office, ticket), part_for(office, ticket, "security")
    assert [one.number for one in (first, second)] == [f"{ticket.number}-2", f"{ticket.number}-3"]
    assert (first.status, first.department.code, first.words) == (Status.SENT, "cleaning", "清理积水")
    assert (first.unit_id, first.spot, first.reporter_id) == (ticket.unit_id, ticket.spot, ticket.reporter_id)
    assert office.told(first) == [("send.head", "曹桂芳")]
    assert ticket.status == Status.ACCEPTED


@pytest.mark.rows("R044", "R022")
def test_the_owner_hears_once_at_the_end_and_not_before_all_parts_are_done(office: Office):
    ticket = office.brought_to(Status.ARRIVED)
    part = part_for(office, ticket)
    STEPS["finish"](office, ticket)
    assert ("finish.receiver", "郑雨") in office.told(ticket)
    with pytest.raises(SubjobsOpen):
        feed_back(office.session, ticket.id, by=office.person("郑雨"), now=office.now)
    assert to_feed_back(office.session, office.project) == []
    assert not may_rate(office.session, ticket, ticket.reporter)
    assert asked(office, ticket) == 0
    newest = office.notices()
    done_by_the_cleaner(office, part)
    assert (part.status, asked(office, part), asked(office, ticket)) == (Status.CLOSED, 0, 1)
    assert ("complete.receiver", "郑雨") in office.told(ticket, after=newest)
    assert ("accept.reporter", "陈女士") in office.told(part)
    STEPS["feed_back"](office, ticket)
    assert may_rate(office.session, ticket, ticket.reporter)
    assert not may_rate(office.session, part, ticket.reporter)


@pytest.mark.rows("R044")
def test_the_whole_takes_its_parts_along_when_it_is_withdrawn(office: Office):
    ticket = office.brought_to(Status.SENT)
    part = part_for(office, ticket)
    withdraw(office.session, ticket.id, by=ticket.reporter, now=office.now)
    assert (ticket.status, part.status) == (Status.WITHDRAWN, Status.WITHDRAWN)
    assert ("withdraw.head", "曹桂芳") in office.told(part)


@pytest.mark.rows("R044")
def test_nothing_is_withdrawn_while_somebody_is_at_work_for_a_part(office: Office):
    ticket = office.brought_to(Status.SENT)
    part = part_for(office, ticket)
    cleaner = office.person("邓秀英")
    assign(office.session, part.id, by=office.person("曹桂芳"), now=office.now, to=office.staff("邓秀英"))
    for deed in (accept, arrive):
        deed(office.session, part.id, by=cleaner, now=office.now)
    with pytest.raises(TooLate):
        withdraw(office.session, ticket.id, by=ticket.reporter, now=office.now)
    office.session.refresh(ticket)
    assert (ticket.status, part.status) == (Status.SENT, Status.ARRIVED)


@pytest.mark.rows("R044")
def test_a_part_that_is_not_needed_is_called_off_by_the_desk_alone(office: Office):
    ticket = office.brought_to(Status.ARRIVED)
    part = part_for(office, ticket)
    STEPS["finish"](office, ticket)
    for who, refusal in (("曹桂芳", NotYours), ("刘先生", Gone), ("陈女士", NotYours)):
        with pytest.raises(refusal):
            call_off(office.session, part.id, by=office.person(who), now=office.now)
    with pytest.raises(NotYours):
        withdraw(office.session, part.id, by=ticket.reporter, now=office.now)
    call_off(office.session, part.id, by=office.person("郑雨"), now=office.now)
    assert open_subjobs(office.session, ticket) == []
    assert asked(office, ticket) == 1
    with pytest.raises(NotYours):
        call_off(office.session, office.reported().id, by=office.person("郑雨"), now=office.now)


@pytest.mark.rows("R044")
def test_who_may_split_and_what(office: Office):
    ticket = office.brought_to(Status.SENT)
    part = part_for(office, ticket)
    with pytest.raises(NotYours):
        part_for(office, ticket, who="何志强")
    with pytest.raises(NotYours):
        part_for(office, part)
    with pytest.raises(Gone):
        part_for(office, ticket, "finance")
    facts = {"department": office.department("security"), "words": " "}
    with pytest.raises(WordsMissing):
        split(office.session, ticket.id, by=office.person("郑雨"), now=office.now, **facts)
    with pytest.raises(TooLate):
        part_for(office, office.brought_to(Status.PROCESSED))


@pytest.mark.rows("R044")
def test_a_matter_counts_once_in_the_house_and_its_part_in_the_department(office: Office):
    ticket = office.brought_to(Status.SENT)
    part = part_for(office, ticket)
    cleaning = office.department("cleaning")
    assert open_tickets(office.session, office.project) == [ticket]
    assert open_tickets(office.session, office.project, department_id=cleaning.id) == [part]
    assert reported_by(office.session, ticket.reporter) == [ticket]
    office.later(hours=1)
    for who, seen in (("周立新", [ticket]), ("曹桂芳", [part]), ("何志强", [ticket])):
        found = digest(office.session, office.project, office.staff(who), Time.MORNING, office.now)
        assert (found.fresh, found.open) == (1, seen)
    assign(office.session, part.id, by=office.person("曹桂芳"), now=office.now, to=office.staff("邓秀英"))
    assert tasks_of(office.session, office.person("邓秀英")) == [part]


@pytest.mark.rows("R044", "R032")
def test_a_part_may_be_passed_on_like_any_job(office: Office):
    part = part_for(office, office.brought_to(Status.SENT))
    facts = {"department": office.department("security"), "reason": "属于保安部"}
    transfer(office.session, part.id, by=office.person("曹桂芳"), now=office.now, **facts)
    assert part.department.code == "security"
    assert ("transfer.reporter", "陈女士") in office.told(part)
