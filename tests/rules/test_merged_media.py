"""Pictures of two tickets that became one: seen by whoever has the matter in hand, and by no other owner (R203, DOMAIN 5.2)."""

import pytest

from models.people import Side
from models.tickets import actions
from models.tickets.lifecycle import Status
from models.tickets.merging import merge
from models.tickets.tables import Ticket
from tests.rules.builders import STEPS, Office
from tests.rules.test_media import seen, sent, told


def in_public(office: Office, name: str, spot: str, *media: int) -> Ticket:
    """Something in a public place, with pictures."""
    return office.reported(name, symptom="1.4", unit=None, inside=False, spot=spot, media=media)


def merged(office: Office, ticket: Ticket, into: Ticket) -> None:
    """The desk finds out that two are one."""
    merge(office.session, ticket.id, by=office.person("郑雨"), now=office.now, into=into.id)


@pytest.mark.rows("R203")
def test_pictures_of_a_merged_ticket_go_to_whoever_has_the_other_one(office: Office):
    ticket = office.brought_to(Status.ACCEPTED)
    first, second = sent(office, "章先生"), sent(office, "凌女士")
    one = in_public(office, "章先生", "stairs@3", first.id)
    two = in_public(office, "凌女士", "stairs@4", second.id)
    merged(office, one, two)
    assert told(office, ticket) == []
    merged(office, two, ticket)
    assert told(office, ticket) == [("林海涛", [first.id, second.id])]
    for name in ("林海涛", "郑雨", "何志强"):
        assert seen(office, ticket, name) == {first.id, second.id}
    assert seen(office, ticket, "陈女士", Side.OWNER) == set()
    assert seen(office, ticket, "章先生", Side.OWNER) == {first.id}
    assert seen(office, ticket, "凌女士", Side.OWNER) == {second.id}


@pytest.mark.rows("R203")
def test_of_a_merged_ticket_from_inside_a_unit_nobody_sees_pictures_before_accepting(office: Office):
    ticket = office.reported(unit=None, inside=False, spot="corridor@3", symptom="1.4")
    for move in ("send", "offer"):
        STEPS[move](office, ticket)
    picture = sent(office, "章先生")
    merged(office, office.reported("陈女士", media=[picture.id]), ticket)
    assert seen(office, ticket, "林海涛") == set()
    actions.take(office.session, ticket.id, by=office.person("林海涛"), now=office.now)
    assert seen(office, ticket, "林海涛") == {picture.id}


@pytest.mark.rows("R203")
def test_the_result_shown_to_one_owner_is_not_shown_to_the_other_after_merging(office: Office):
    one = office.reported("陈女士")
    for move in ("send", "assign", "accept", "arrive"):
        STEPS[move](office, one)
    picture = sent(office, "林海涛")
    actions.finish(
        office.session,
        one.id,
        by=office.person("林海涛"),
        now=office.now,
        result="好了",
        media=[picture.id],
        free="保修期内",
    )
    for move in ("feed_back", "reopen"):
        STEPS[move](office, one)
    other = in_public(office, "章先生", "stairs@3")
    merged(office, one, other)
    for move in ("send", "assign", "accept", "arrive", "finish", "feed_back"):
        STEPS[move](office, other)
    assert seen(office, other, "林海涛") == {picture.id}
    assert seen(office, other, "章先生", Side.OWNER) == set()
