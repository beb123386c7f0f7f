"""The schema: brought up to date, checked, and new migrations drafted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

import models.access.tables
import models.announcements.tables
import models.archive.tables
import models.assignments.tables
import models.calls.tables
import models.capacity.tables
import models.complaints.tables
import models.consulting.tables
import models.counters
import models.dues
import models.enquiries.tables
import models.events
import models.found.tables
import models.groups.tables
import models.incidents.tables
import models.invitations
import models.knowledge.tables
import models.ledger.tables
import models.mailbox.tables
import models.media.tables
import models.messages.tables
import models.meters.tables
import models.move_in.tables
import models.notices
import models.orders.proposals
import models.orders.tables
import models.phrases.tables
import models.plans.tables
import models.policies
import models.prices.tables
import models.receivables.office_tables
import models.receivables.tables
import models.register.tables
import models.reports.tables
import models.samples.tables
import models.setup.tables
import models.staffing.tables
import models.surveys.tables
import models.talks.tables
import models.tickets.danger_tables
import models.tickets.outcomes
import models.tickets.tables
import models.warranty.tables
from models.base import Base

MIGRATIONS = Path(models.base.__file__).parent / "migrations"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes.update(connection=connection, metadata=Base.metadata)
    return config


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to the newest revision, or to an older one."""
    with engine.connect() as connection, _unreferenced(connection), connection.begin():
        command.upgrade(_config(connection), to)


@contextmanager
def _unreferenced(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it: for that while, rows that refer to it must not hold it. The end is checked."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
    try:
        yield
    finally:
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        driver.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise RuntimeError(f"the migration has broken references: {broken[:5]}")


def is_current(engine: Engine) -> bool:
    """Whether the database is at the newest revision."""
    with engine.connect() as connection:
        known = ScriptDirectory.from_config(_config(connection)).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == known


def differences(engine: Engine) -> list[object]:
    """What the tables say and the migrated database does not; empty when all is well."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def draft(engine: Engine, message: str) -> None:
    """Write a migration for what has changed; read it before it is committed."""
    with engine.begin() as connection:
        config = _config(connection)
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
