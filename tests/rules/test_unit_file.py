"""The file of a unit: who reads which tickets, and that no tap asks the database once for every one of them (R104, R203)."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from bot.scene import Scene
from bot.texts import Reader
from handlers.house import ROUTES
from handlers.register_taps import OpenFile
from handlers.staff.move_in.cards import move_in_card
from handlers.staff.register.archive import paper_card
from handlers.staff.register.unit_file import Section, open_file
from models.archive.filing import replace_paper
from models.catalogue import Urgency
from models.move_in.lifecycle import State
from models.people import Side
from models.register.unit_file import LISTED, unit_file
from models.register.unit_parts import Part, parts_for
from models.tickets.lifecycle import Status
from models.tickets.parts import parts_of
from models.tickets.tables import Ticket
from tests.rules.builders import Office
from tests.rules.test_archive import filed, page
from tests.rules.test_move_ins import brought_to

pytestmark = pytest.mark.rows("R104", "R203")
READERS = ("周立新", "许文静", "郑雨", "何志强", "曹桂芳", "彭勇")


def scene_of(office: Office, name: str) -> Scene:
    reader = Reader("zh_Hans", office.project.zone)
    routes = ROUTES[Side.STAFF]
    return Scene(
        office.session, office.project, Side.STAFF, office.now, reader, routes, office.person(name), None, True
    )


@contextmanager
def counted(office: Office) -> Iterator[list[str]]:
    """What is asked of the database meanwhile, by a session that remembers nothing."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    office.session.flush()
    office.session.expire_all()
    engine = office.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def asks(office: Office, work: Callable[[], Any]) -> int:
    with counted(office) as asked:
        work()
    return len(asked)


def copies(office: Office, ticket: Ticket, count: int) -> None:
    """So many more tickets like this one, all of its unit."""
    names = [one.name for one in Ticket.__table__.columns if one.name not in {"id", "number"}]
    facts = {name: getattr(ticket, name) for name in names}
    rows = [{**facts, "number": f"BX-{ticket.id}-{number}"} for number in range(count)]
    office.session.execute(insert(Ticket).values(rows))


EVERY = [Section.HEAD, Section.TICKETS, Section.CONTACTS, Section.ATTACHMENTS, Section.WARRANTIES]
HEADS = [Section.HEAD, Section.TICKETS, Section.WARRANTIES]


@pytest.mark.parametrize(
    ("name", "section"),
    [*itertools.product(("郑雨", "周立新"), EVERY), *itertools.product(("何志强",), HEADS)],
)
def test_a_file_asks_no_more_with_a_hundred_tickets(office: Office, name: str, section: Section):
    ticket = office.brought_to(Status.SENT)
    scene, tap = scene_of(office, name), OpenFile(ticket.unit_id or 0, section, 0)
    copies(office, ticket, 8)
    few = asks(office, lambda: open_file(scene, tap))
    copies(office, office.brought_to(Status.SENT), 100)
    assert asks(office, lambda: open_file(scene, tap)) == few


@pytest.mark.parametrize("name", READERS)
def test_the_database_and_the_table_of_parts_agree_about_whose_tickets_they_are(office: Office, name: str):
    reader = office.staff(name)
    for status in Status:
        office.brought_to(status)
    for symptom, urgency in (("1.1", Urgency.U0), ("9.1", Urgency.U1), ("2.1", Urgency.U0), ("3.2", Urgency.U2)):
        ticket = office.reported(symptom=symptom)
        ticket.urgency = urgency
        ticket.first_receiver_id = reader.person_id if symptom == "3.2" else None
        ticket.assignee_id = reader.person_id if symptom == "9.1" else None
    office.session.flush()
    unit = office.unit()
    mine = select(Ticket).where(Ticket.unit_id == unit.id)
    every = office.session.scalars(mine).all()
    wanted = {one.id for one in every if parts_of(office.session, reader.person, one, office.now)}
    file = unit_file(office.session, unit.id, reader, office.now, Part.TICKETS)
    assert {one.id for one in file.rows} == wanted
    assert unit_file(office.session, unit.id, reader, office.now).counts[Part.TICKETS] == len(wanted)
    assert 0 < len(wanted) <= len(every)


@pytest.mark.parametrize("name", READERS)
def test_the_head_counts_what_the_parts_list(office: Office, name: str):
    office.brought_to(Status.FED_BACK)
    brought_to(office, State.KEYS, "0301")
    filed(office)
    unit, reader = office.unit().id, office.staff(name)
    counts = unit_file(office.session, unit, reader, office.now).counts
    assert set(counts) == set(LISTED) & parts_for(reader)
    for part, count in counts.items():
        assert len(unit_file(office.session, unit, reader, office.now, part).rows) == count


def test_a_card_asks_once_for_its_log_and_its_pages(office: Office):
    case, paper = brought_to(office, State.CONFIRM), filed(office)
    for why in ("一", "二", "三"):
        replace_paper(office.session, paper.id, media=[page(office)], by=office.person("郑雨"), now=office.now, why=why)
    scene = scene_of(office, "钱敏")
    with counted(office) as asked:
        move_in_card(scene, case.id)
    assert sum("FROM move_in_steps" in one for one in asked) == 1
    scene = scene_of(office, "郑雨")
    with counted(office) as asked:
        paper_card(scene, paper.id)
    assert sum("attachments" in one for one in asked) == 2  # all versions; and whether the newest can be opened
