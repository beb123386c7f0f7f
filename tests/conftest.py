"""Fixtures that all tests share: the town in each of the worlds that it has to live in."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from tests.people import Town, close_town, copied_database, open_town
from tests.postgres import Cluster, start_cluster

# A traceback is only a traceback: the usual one of a console prints every local, and so reads what is not loaded any more.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)

# SQLite with one machine that polls; PostgreSQL with two replicas, each update going to a random one.
WORLDS = (
    pytest.param(("sqlite", 1), id="sqlite"),
    pytest.param(("postgres", 2), id="two-replicas", marks=pytest.mark.postgres),
)


def with_accounts(request: pytest.FixtureRequest) -> bool:
    """Whether the test wants an office in which units owe and have paid: the mark `accounts`."""
    return request.node.get_closest_marker("accounts") is not None


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL server of this test run's own, started when it is first needed."""
    with start_cluster(tmp_path_factory.mktemp("postgres")) as running:
        yield running


@pytest.fixture(params=WORLDS)
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """The demo office, in each world."""
    database, replicas = request.param
    accounts = with_accounts(request)
    cluster = None if database == "sqlite" else request.getfixturevalue("cluster")
    url = cluster.office(accounts) if cluster else copied_database(tmp_path, accounts)
    town = await open_town(url, replicas=replicas)
    yield town
    await close_town(town)
