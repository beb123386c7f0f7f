"""An office that has worked with the first version keeps everything when it is brought up to date."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, inspect, select, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import MetaData

from bot import schema
from bot.store import make_engine
from models.base import Base
from models.notices import Notice
from models.people import Binding, Contact, Person
from models.tickets.tables import Ticket
from tests.postgres import Cluster
from tests.rules.builders import MONDAY

FIRST = "0001"
AT = MONDAY.astimezone(UTC)

# One row of everything that refers to something else, in the columns of the first version.
ROWS = (
    ("projects", {"id": 1, "code": "t", "name_zh": "天物", "name_en": "T", "timezone": "Asia/Shanghai",
                  "language": "zh_Hans", "desk_phone": "1", "control_room_phone": "2", "policy": {}, "opened_at": AT}),
    ("departments", {"id": 1, "project_id": 1, "code": "engineering", "name_zh": "工程部", "name_en": "E", "takes_repairs": True}),
    ("units", {"id": 1, "project_id": 1, "number": "0301", "floor": 3, "area_m2": 260, "owner_name": "青禾",
               "occupier_name": "", "status": "self_used", "note": ""}),
    ("people", {"id": 1, "project_id": 1, "name": "陈", "honorific": "女士", "phone": "10000000005", "language": "zh_Hans"}),
    ("people", {"id": 2, "project_id": 1, "name": "林海涛", "honorific": "", "phone": "10000000210", "language": "zh_Hans"}),
    ("staff", {"person_id": 2, "project_id": 1, "department_id": 1, "number": "E010", "role": "technician",
               "title_zh": "水工", "title_en": "Plumber", "trades": ["water"]}),
    ("bindings", {"id": 1, "project_id": 1, "person_id": 1, "side": "owner", "telegram_id": 7}),
    ("contacts", {"id": 1, "project_id": 1, "person_id": 1, "unit_id": 1, "role": "admin", "committee": False}),
    ("tickets", {"id": 1, "project_id": 1, "number": "BX20250915001", "kind": "repair", "status": "accepted", "version": 4,
                 "channel": "bot", "reporter_id": 1, "unit_id": 1, "inside": True, "spot": "pantry",
                 "symptom_code": "2.5", "urgency": "U3", "words": "滴水", "contact_by": AT, "priority": 0,
                 "department_id": 1, "assignee_id": 2, "result": "", "rounds": 1, "occurred_at": AT, "received_at": AT,
                 "recorded_at": AT}),
    ("offers", {"id": 1, "ticket_id": 1, "staff_id": 2, "version": 3}),
    ("events", {"id": 1, "project_id": 1, "subject": "ticket:1", "kind": "report", "at": AT, "actor_id": 1, "facts": {}}),
    ("notices", {"id": 1, "project_id": 1, "person_id": 1, "side": "owner", "kind": "accept.reporter",
                 "subject": "ticket:1", "occasion": "v4", "pace": "prompt", "created_at": AT, "not_before": AT,
                 "facts": {"ticket": 1}, "state": "queued", "attempts": 0, "error": ""}),
    ("notices", {"id": 2, "project_id": 1, "person_id": 2, "side": "staff", "kind": "paper.ready",
                 "subject": "paper:7", "occasion": "made", "pace": "reply", "created_at": AT, "not_before": AT,
                 "facts": {"paper": 7}, "state": "queued", "attempts": 0, "error": ""}),
)  # fmt: skip


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        made = make_engine(cluster.empty())
    yield made
    made.dispose()


def fill(engine: Engine) -> None:
    """Put the rows in, through the tables as they were."""
    known = MetaData()
    known.reflect(engine)
    with engine.begin() as connection:
        for name, row in ROWS:
            table, now = known.tables[name], Base.metadata.tables[name]
            for column in row:
                table.c[column].type = now.c[column].type
            connection.execute(insert(table).values(row))


def test_everything_is_kept(engine: Engine):
    schema.upgrade(engine, FIRST)
    assert not schema.is_current(engine)
    fill(engine)
    schema.upgrade(engine)
    assert schema.is_current(engine)
    assert set(inspect(engine).get_table_names()) >= {name for name, _ in ROWS}
    with Session(engine) as session:
        ticket = session.get_one(Ticket, 1)
        assert (ticket.number, ticket.assignee_id, ticket.transfers, ticket.unclear) == ("BX20250915001", 2, 0, False)
        assert session.get_one(Notice, 1).person_id == 1
        document = session.get_one(Notice, 2)
        assert (document.kind, document.subject, document.facts) == ("document.ready", "document:7", {"document": 7})
        assert session.scalars(select(Contact)).one().ended_at is None
        assert session.scalars(select(Binding)).one().privacy_at is None  # the notice is shown at the next tap
        assert [one.guest for one in session.scalars(select(Person))] == [False, False]


def test_references_hold_afterwards(engine: Engine):
    if engine.dialect.name != "sqlite":
        return
    schema.upgrade(engine, FIRST)
    fill(engine)
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
