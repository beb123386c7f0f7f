"""One fault of a public place is one ticket, and nobody who waits for it is forgotten (DOMAIN 5.2)."""

import threading
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import Store
from models import demo
from models.catalogue import Urgency
from models.office import find_office
from models.people import Person
from models.refusals import Gone, NotMergeable, NotYours
from models.tickets.joining import hear_no_more
from models.tickets.lifecycle import Status
from models.tickets.merging import brought_into, merge, separate
from models.tickets.parts import joiners_of
from models.tickets.queries import like, reported_by
from models.tickets.reporting import report
from models.tickets.subjobs import split
from models.tickets.tables import Joiner, Ticket
from models.tickets.withdrawing import withdraw
from tests.postgres import Cluster
from tests.rules.builders import MONDAY, STEPS, Office

LAMP = {"unit": None, "inside": False, "spot": "corridor@3"}


def lamp(office: Office, by: str, **more: Any) -> Ticket:
    return office.reported(by, "1.4", **LAMP | more)


def joined(office: Office, ticket: Ticket) -> list[str]:
    return [office.session.get_one(Person, one).called.zh for one in joiners_of(office.session, ticket)]


@pytest.mark.rows("R055")
def test_the_same_fault_of_the_same_place_is_joined(office: Office):
    first = lamp(office, "陈女士")
    newest = office.notices()
    assert lamp(office, "刘先生", words="走廊很黑") is first
    assert lamp(office, "章先生") is first
    assert joined(office, first) == ["刘先生", "章先生"]
    assert office.told(first, after=newest) == [
        ("join.reporter", "陈女士"),
        ("joined.reporter", "刘先生"),
        ("joined.reporter", "章先生"),
    ]
    assert [one.kind for one in office.events(first)].count("join") == 2
    STEPS["send"](office, first)
    STEPS["assign"](office, first)
    newest = office.notices()
    STEPS["accept"](office, first)
    assert [who for kind, who in office.told(first, after=newest)] == ["刘先生", "章先生", "陈女士"]


@pytest.mark.parametrize(
    ("symptom", "facts"),
    [
        ("1.4", {"spot": "corridor@4"}),
        ("1.4", {"spot": "stairs@3"}),
        ("1.1", {"spot": "corridor@3"}),
    ],
)
def test_another_place_or_another_fault_is_another_ticket(office: Office, symptom: str, facts: dict[str, Any]):
    first = lamp(office, "陈女士")
    assert office.reported("刘先生", symptom, **LAMP | facts) is not first


def test_inside_a_unit_everybody_has_a_ticket_of_his_own(office: Office):
    assert office.reported("陈女士") is not office.reported("刘先生")


@pytest.mark.parametrize("status", [Status.PROCESSED, Status.CLOSED, Status.WITHDRAWN])
def test_what_is_done_is_not_joined(office: Office, status: Status):
    first = lamp(office, "陈女士")
    road = {Status.WITHDRAWN: ("withdraw",), Status.PROCESSED: (), Status.CLOSED: ("feed_back", "close")}[status]
    for move in (*(("send", "assign", "accept", "arrive", "finish") if status != Status.WITHDRAWN else ()), *road):
        STEPS[move](office, first)
    assert lamp(office, "刘先生") is not first


def test_who_reports_twice_has_joined_once_and_hears_each_time(office: Office):
    first = lamp(office, "陈女士")
    for _ in range(2):
        office.later(minutes=1)
        lamp(office, "刘先生")
        lamp(office, "陈女士")
    assert joined(office, first) == ["刘先生"]
    assert [kind for kind, _ in office.told(first)].count("joined.reporter") == 4
    assert [kind for kind, _ in office.told(first)].count("join.reporter") == 1


@pytest.mark.rows("R204")
def test_a_joiner_may_wait_urge_and_leave_but_not_withdraw(office: Office):
    first = lamp(office, "陈女士")
    lamp(office, "刘先生")
    joiner = office.person("刘先生")
    with pytest.raises(NotYours):
        withdraw(office.session, first.id, by=joiner, now=office.now)
    assert reported_by(office.session, joiner) == [first]
    hear_no_more(office.session, first.id, by=joiner, now=office.now)
    assert reported_by(office.session, joiner) == []
    with pytest.raises(Gone):
        hear_no_more(office.session, first.id, by=joiner, now=office.now)


def test_when_the_first_withdraws_it_is_the_next_ones(office: Office):
    first = lamp(office, "陈女士")
    lamp(office, "刘先生")
    lamp(office, "章先生")
    newest = office.notices()
    withdraw(office.session, first.id, by=office.person("陈女士"), now=office.now)
    assert (first.status, first.reporter.called.zh, joined(office, first)) == (Status.RECORDED, "刘先生", ["章先生"])
    assert office.told(first, after=newest) == [("pass_on.reporter", "刘先生")]
    for who in ("刘先生", "章先生"):
        withdraw(office.session, first.id, by=office.person(who), now=office.now)
    assert first.status == Status.WITHDRAWN


def test_another_fault_after_all_is_a_ticket_of_its_own(office: Office):
    first = lamp(office, "陈女士")
    lamp(office, "刘先生", words="是另一盏灯")
    second = separate(office.session, first.id, by=office.person("刘先生"), now=office.now)
    assert second is not first
    assert (second.spot, second.symptom_code, second.words) == ("corridor@3", "1.4", "是另一盏灯")
    assert joined(office, first) == []
    with pytest.raises(Gone):
        separate(office.session, first.id, by=office.person("刘先生"), now=office.now)


def test_merging_takes_everybody_along_and_ends_the_one(office: Office):
    first, second = lamp(office, "陈女士"), lamp(office, "章先生", spot="stairs@3")
    lamp(office, "刘先生", spot="stairs@3", words="楼梯很黑")
    newest = office.notices()
    merge(office.session, second.id, by=office.person("郑雨"), now=office.now, into=first.id)
    assert (second.status, second.merged_into_id) == (Status.MERGED, first.id)
    assert joined(office, first) == ["章先生", "刘先生"]
    said = office.session.scalars(select(Joiner.words).where(Joiner.ticket_id == first.id).order_by(Joiner.id)).all()
    assert said == [second.words, "楼梯很黑"]
    assert brought_into(office.session, first, office.person("章先生")) == [second]
    assert brought_into(office.session, first, office.person("刘先生")) == []
    assert office.told(second, after=newest) == [("merge.reporter", "刘先生"), ("merge.reporter", "章先生")]
    assert office.told(first, after=newest) == [("join.reporter", "陈女士")]
    assert reported_by(office.session, office.person("章先生")) == [first]
    with pytest.raises(NotMergeable):  # no circles
        merge(office.session, first.id, by=office.person("郑雨"), now=office.now, into=second.id)


def test_merging_two_of_one_person_makes_nobody_a_joiner_of_himself(office: Office):
    first, second = office.reported(), office.reported()
    merge(office.session, second.id, by=office.person("郑雨"), now=office.now, into=first.id)
    assert joined(office, first) == []
    assert "join.reporter" not in [kind for kind, _ in office.told(first)]


def test_what_cannot_be_merged_stays_as_it_is(office: Office):
    ticket, done = office.reported(), office.brought_to(Status.PROCESSED)
    part = split(
        office.session,
        office.reported().id,
        by=office.person("郑雨"),
        now=office.now,
        department=office.department("cleaning"),
        words="清理",
    )
    for into, refusal in ((ticket.id, NotMergeable), (done.id, NotMergeable), (part.id, NotMergeable), (99999, Gone)):
        with pytest.raises(refusal):
            merge(office.session, ticket.id, by=office.person("郑雨"), now=office.now, into=into)
    with pytest.raises(NotMergeable):
        merge(office.session, part.id, by=office.person("郑雨"), now=office.now, into=ticket.id)
    with pytest.raises(NotYours):
        merge(office.session, ticket.id, by=office.person("陈女士"), now=office.now, into=ticket.id)
    office.session.refresh(ticket)
    assert ticket.status == Status.RECORDED


@pytest.mark.rows("R203")
def test_the_matter_of_one_unit_never_goes_on_as_that_of_another(office: Office):
    tap, other = office.reported(), office.reported("章先生")
    assert tap.unit_id != other.unit_id
    assert like(office.session, tap) == []
    with pytest.raises(NotMergeable):
        merge(office.session, tap.id, by=office.person("郑雨"), now=office.now, into=other.id)
    assert tap.status == Status.RECORDED


def test_what_is_pressing_never_goes_on_under_what_may_wait(office: Office):
    tap, burst = office.reported(), office.reported("刘先生", "2.1")
    assert (tap.urgency, burst.urgency) == (Urgency.U3, Urgency.U0)
    assert like(office.session, burst) == []
    with pytest.raises(NotMergeable):
        merge(office.session, burst.id, by=office.person("郑雨"), now=office.now, into=tap.id)
    assert like(office.session, tap) == [burst]
    merge(office.session, tap.id, by=office.person("郑雨"), now=office.now, into=burst.id)
    assert (tap.status, burst.urgency) == (Status.MERGED, Urgency.U0)


def test_of_two_ordinary_ones_the_more_pressing_promise_holds(office: Office):
    tap, leak = office.reported(), office.reported("陈女士", "2.4")
    assert (tap.urgency, leak.urgency) == (Urgency.U3, Urgency.U2)
    merge(office.session, leak.id, by=office.person("郑雨"), now=office.now, into=tap.id)
    assert tap.urgency == Urgency.U2


def test_the_likely_ones_come_first(office: Office):
    far = lamp(office, "陈女士", spot="stairs@9")
    near = office.reported("刘先生")
    same = office.reported("刘先生", "1.1")
    assert like(office.session, office.reported()) == [near, same, far]


def report_lamp(session: Session, name: str, now: datetime) -> int:
    project = find_office(session, demo.CODE)
    assert project is not None
    person = next(one for one in session.scalars(select(Person)) if one.called.zh == name)
    return report(session, project=project, by=person, symptom_code="1.4", words="", now=now, **LAMP).id


@pytest.mark.postgres
def test_of_many_who_report_at_the_same_moment_one_is_the_first(cluster: Cluster):
    names = ("陈女士", "刘先生", "章先生", "杜女士", "方女士", "丁女士")
    url, gate = cluster.office(), threading.Barrier(len(names))
    stores = [Store(url) for _ in range(2)]  # two processes

    def bring(number: int) -> None:
        gate.wait()
        stores[number % 2].write(lambda session: report_lamp(session, names[number], MONDAY))

    threads = [threading.Thread(target=bring, args=(number,)) for number in range(len(names))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    tickets, waiting = stores[0].write(
        lambda session: (session.scalars(select(Ticket)).all(), session.scalars(select(Joiner.person_id)).all())
    )
    assert len(tickets) == 1
    assert len({tickets[0].reporter_id, *waiting}) == len(names)
    for store in stores:
        store.close()
