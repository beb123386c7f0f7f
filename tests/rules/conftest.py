"""The office for tests of rules: one copied database, and a transaction for each test that is rolled back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.store import make_engine
from tests.people import copied_database
from tests.rules.builders import Office


@pytest.fixture(scope="session")
def rules_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo office in a database of its own."""
    engine = make_engine(copied_database(tmp_path_factory.mktemp("rules")))
    yield engine
    engine.dispose()


@pytest.fixture
def office(rules_engine: Engine) -> Iterator[Office]:
    """The filled office; whatever a test does is undone at its end."""
    with rules_engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            yield Office(session)
        transaction.rollback()
