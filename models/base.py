"""What every table shares: the declarative base, time in UTC, and an insert that may be repeated."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, MetaData, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Session, object_session
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(MappedAsDataclass, DeclarativeBase):
    """The parent of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    # Enumerations are plain text in the database, so that a new member needs no migration.
    type_annotation_map = {
        StrEnum: Enum(StrEnum, native_enum=False, length=32, values_callable=lambda kind: [one.value for one in kind])
    }


class UtcTime(TypeDecorator[datetime]):
    """An aware moment in UTC on every database; a naive one is a mistake and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On the way into the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On the way out of the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def insert_into(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """The database's own INSERT, which knows what to do about a row that is there already."""
    return sqlite.insert(table) if session.get_bind().dialect.name == "sqlite" else postgresql.insert(table)


def insert_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert a row unless its natural key is there already; say whether it was inserted."""
    wanted = insert_into(session, table).values(values).on_conflict_do_nothing()
    return session.execute(wanted.returning(*table.__mapper__.primary_key)).first() is not None


class NeverChanged(Exception):
    """Somebody tried to change or delete a record that is append-only: a mistake of ours, and nothing is written."""


def append_only(*tables: type[Base]) -> None:
    """Rows of these tables are written once and stay as they are; a session that changes one raises NeverChanged."""
    for table in tables:
        for moment in ("before_update", "before_delete"):
            event.listen(table, moment, _refuse)


def _refuse(_mapper: Any, _connection: Any, row: Base) -> None:
    session = object_session(row)
    if session is None or row in session.deleted or session.is_modified(row):
        raise NeverChanged(f"{row.__tablename__} is append-only")
