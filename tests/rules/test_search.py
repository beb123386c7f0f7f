"""The index of the search: kept by what changes, the same as one built anew, and blind to what a reader may not see (R169)."""

import pytest
from sqlalchemy import delete, select

from models.people import Role
from models.register.index import complete, folded, grams, rebuild, refresh
from models.register.search import search
from models.register.tables import SearchEntry, SearchGram
from models.tickets import actions
from models.tickets.lifecycle import Status
from tests.rules.builders import Office


def index(office: Office) -> set[tuple[str, str]]:
    """Everything in the index."""
    return set(office.session.execute(select(SearchGram.gram, SearchGram.subject)).tuples())


@pytest.mark.rows("R169")
def test_the_index_that_was_kept_is_the_one_that_is_built_anew(office: Office):
    ticket = office.brought_to(Status.ACCEPTED)
    refresh(office.session, [ticket.subject])
    office.unit().occupier_name = "新名字公司"
    actions.arrive(office.session, ticket.id, by=office.person("林海涛"), now=office.now)
    actions.finish(
        office.session,
        ticket.id,
        by=office.person("林海涛"),
        now=office.now,
        result="换了密封圈",
        no_photo="无可拍摄的内容",
        free="保修期内",
    )
    refresh(office.session, [ticket.subject, f"unit:{office.unit().id}", "call:1", "nonsense", "ticket:x"])
    kept = index(office)
    assert rebuild(office.session, office.project) > 100
    assert index(office) == kept
    assert ("密封", ticket.subject) in kept


def test_writing_the_same_again_changes_nothing(office: Office):
    before = index(office)
    refresh(office.session, [f"unit:{office.unit().id}"] * 3)
    assert index(office) == before


@pytest.mark.parametrize(
    ("text", "pairs"), [("水管", {"水管"}), ("Ａb 1", {"ab"}), ("302室", {"2室"}), ("12", set()), ("水", set())]
)
def test_pairs_of_characters(text: str, pairs: set[str]):
    assert grams(text) == pairs


def test_texts_are_folded():
    assert folded("  ＡＢ　水  管 ") == "ab 水 管"


@pytest.mark.rows("R169", "R203")
@pytest.mark.parametrize("role", Role)
def test_nobody_finds_a_ticket_in_which_they_have_no_part(office: Office, role: Role):
    ticket = office.brought_to(Status.ACCEPTED)
    refresh(office.session, [ticket.subject])
    reader = office.staff("安然")
    reader.role = role
    found = [hit.ticket for hit in search(office.session, reader, "滴水", office.now) if hit.ticket]
    sees = role in {Role.CS_DESK, Role.CS_FIELD, Role.CS_SUPERVISOR, Role.MANAGER}
    assert (ticket in found) is sees


@pytest.mark.rows("R169", "R203")
def test_a_telephone_is_no_oracle_for_who_may_not_see_it(office: Office):
    for name, finds in (("郑雨", True), ("周立新", True), ("钱敏", False), ("何志强", False), ("林海涛", False)):
        hits = search(office.session, office.staff(name), "10000000005", office.now)
        assert any(hit.contact for hit in hits) is finds, name


def found(office: Office, words: str) -> list[int]:
    """The tickets that the desk finds."""
    hits = search(office.session, office.staff("郑雨"), words, office.now)
    return sorted(hit.ticket.id for hit in hits if hit.ticket)


@pytest.mark.rows("R169")
def test_digits_are_found_in_words_and_results_and_not_in_every_number(office: Office):
    one = office.reported(words="配电箱4471，另见20250")
    other = office.reported(words="水表2025底数0915，2025年")
    third = office.brought_to(Status.PROCESSED)
    third.result = "已换上9983号泵"
    refresh(office.session, [ticket.subject for ticket in (one, other, third)])
    assert found(office, "4471") == found(office, "447") == [one.id]
    assert found(office, "9983") == [third.id]
    assert found(office, "20250") == [one.id]
    assert found(office, "2025") == [one.id, other.id]
    assert found(office, "4 4 7 1") == found(office, "99834471") == []


def test_an_index_by_an_older_rule_is_built_anew(office: Office):
    ticket = office.reported(words="配电箱4471")
    for table in (SearchGram, SearchEntry):
        office.session.execute(delete(table))
    complete(office.session)
    assert found(office, "4471") == [ticket.id]
    office.session.execute(delete(SearchGram).where(SearchGram.gram == "44"))
    complete(office.session)
    assert found(office, "4471") == []
    office.session.get_one(SearchEntry, f"rule:{office.project.id}").text = "1"
    complete(office.session)
    assert found(office, "4471") == [ticket.id]


def test_the_best_comes_first(office: Office):
    hits = search(office.session, office.staff("郑雨"), "0301", office.now)
    assert hits[0].unit is office.unit("0301")
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert search(office.session, office.staff("郑雨"), " \u3000 ", office.now) == []


def test_an_entry_is_gone_with_its_subject(office: Office):
    refresh(office.session, ["ticket:999999"])
    assert office.session.get(SearchEntry, "ticket:999999") is None
