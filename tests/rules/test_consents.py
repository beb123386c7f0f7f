"""What was agreed to, and every fen that moved, stays as it was written: in our own code and against any other hand (R064, R126)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.store import make_engine
from models.base import Base, NeverChanged
from models.ledger.tables import LedgerEntry
from models.orders.lifecycle import State
from models.orders.tables import ChargeLine, Consent, OrderStep, QuoteLine
from tests.people import copied_database
from tests.rules.builders import Office
from tests.rules.orders import brought_to

KEPT = (Consent, LedgerEntry, QuoteLine, ChargeLine, OrderStep)
ATTACKS = ("UPDATE {table} SET amount_fen = 1", "DELETE FROM {table}", "UPDATE {table} SET at = NULL WHERE id > 0")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The demo office in each kind of database."""
    sqlite = request.param == "sqlite"
    found = make_engine(copied_database(tmp_path)) if sqlite else create_engine(_on_a_server(request))
    with Session(found) as session:
        brought_to(Office(session), State.COLLECTED)
        session.commit()
    yield found
    found.dispose()


def _on_a_server(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("cluster").office()
    return url


@pytest.mark.rows("R064", "R126")
@pytest.mark.parametrize("table", ["consents", "ledger_entries"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_itself_lets_nobody_change_it(engine: Engine, table: str, attack: str) -> None:
    kept = text(f"SELECT * FROM {table} ORDER BY id")
    with engine.connect() as connection:
        before = connection.execute(kept).all()
        connection.rollback()
        assert before
        with pytest.raises(DBAPIError, match="stay"):
            connection.execute(text(attack.format(table=table)))
        connection.rollback()
        assert connection.execute(kept).all() == before


@pytest.mark.rows("R064", "R126")
@pytest.mark.parametrize("table", KEPT)
def test_our_own_code_changes_and_deletes_nothing_of_it(office: Office, table: type[Base]) -> None:
    brought_to(office, State.COLLECTED)
    office.session.flush()
    for spoil in (lambda row: setattr(row, "id", row.id + 1000), office.session.delete):
        row = office.session.scalars(select(table)).first()
        assert row is not None
        savepoint = office.session.begin_nested()
        spoil(row)
        with pytest.raises(NeverChanged):
            office.session.flush()
        savepoint.rollback()
