"""A help request has clocks of its own, and no category of faults (R031, R032, DOMAIN 4.7)."""

import pytest

from models.refusals import Gone
from models.tickets import actions
from models.tickets.helping import see_to
from models.tickets.joining import same_fault
from models.tickets.kinds import TicketKind
from models.tickets.repeats import open_already, repeat_of
from models.tickets.tables import Ticket
from tests.rules.builders import Office

HALF_AN_HOUR, AN_HOUR = 30, 60


def asked(office: Office, by: str = "陈女士", **more: object) -> Ticket:
    """Somebody asks for a hand in the lobby."""
    facts = {"unit": None, "inside": False, "spot": "lobby", "words": "搬一下"} | more
    return office.reported(by, "12.1", **facts)


@pytest.mark.rows("R019", "R031")
def test_it_has_a_number_of_its_own(office: Office):
    ticket = asked(office)
    assert (ticket.kind, ticket.number) == (TicketKind.HELP, "QZ20250915001")


@pytest.mark.rows("R031")
def test_two_who_ask_the_same_at_the_same_place_are_two(office: Office):
    first, second = asked(office), asked(office, "杜女士")
    assert first.id != second.id
    assert same_fault(office.session, office.project, "lobby", "12.1") is not None
    assert open_already(office.session, second) is None
    assert repeat_of(office.session, second) is None


@pytest.mark.rows("R031")
def test_on_site_in_half_an_hour_higher_after_an_hour_done_on_the_same_day(office: Office):
    ticket = asked(office)
    due = office.watched(ticket)
    start = ticket.received_at
    minutes = sorted(
        int((at - start).total_seconds() // 60) for name, at in due.items() if name[:4] in {"on_s", "done"}
    )
    assert minutes == [HALF_AN_HOUR, AN_HOUR]
    office.clock_to(office.now.replace(hour=17, minute=31))
    stages = [(one.facts["stage"], one.facts["rung"]) for one in office.events(ticket) if one.kind == "overdue"]
    assert ("done", 0) in stages
    assert ("done", 1) in stages


@pytest.mark.rows("R031")
def test_where_nobody_need_come_nobody_is_waited_for_on_the_premises(office: Office):
    ticket = asked(office, spot="")
    assert not any(name.startswith("on_site") for name in office.watched(ticket))


@pytest.mark.rows("R032")
def test_any_department_may_have_it_but_a_repair_only_those_that_repair(office: Office):
    ticket, repair, desk = asked(office), office.reported(), office.person("郑雨")
    finance = office.department("finance")
    with pytest.raises(Gone):
        actions.send(office.session, repair.id, by=desk, now=office.now, department=finance)
    actions.send(office.session, ticket.id, by=desk, now=office.now, department=finance)
    assert ("send.head", "周立新") in office.told(ticket)


@pytest.mark.rows("R018", "R031")
def test_who_sees_to_it_at_the_desk_is_the_one_responsible(office: Office):
    ticket = asked(office)
    see_to(office.session, ticket.id, by=office.person("郑雨"), now=office.now)
    assert ticket.assignee is not None
    assert ticket.assignee.person.name == "郑雨"
    assert ticket.answered_at == office.now
