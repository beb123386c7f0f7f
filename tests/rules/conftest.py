"""The office for tests of rules: one copied database, and a transaction for each test that is rolled back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.store import make_engine
from tests.conftest import with_accounts
from tests.people import copied_database
from tests.rules.builders import Office


@pytest.fixture(scope="session")
def rules_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo office in a database of its own."""
    engine = make_engine(copied_database(tmp_path_factory.mktemp("rules")))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def accounts_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Likewise, with the demo's accounts."""
    engine = make_engine(copied_database(tmp_path_factory.mktemp("accounts"), accounts=True))
    yield engine
    engine.dispose()


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """The filled office; whatever a test does is undone at its end."""
    engine: Engine = request.getfixturevalue("accounts_engine" if with_accounts(request) else "rules_engine")
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            yield Office(session)
        transaction.rollback()
