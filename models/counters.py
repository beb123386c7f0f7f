"""Running numbers of tickets: BX20250915001, counted per office, prefix and local day."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert_into


class Counter(Base, kw_only=True):
    """How many numbers a prefix has given out on a day."""

    __tablename__ = "counters"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    prefix: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[int]


def next_number(session: Session, project_id: int, prefix: str, day: date) -> str:
    """Draw the next number; call it last in a deed, because it holds the counter until the commit."""
    fresh = insert_into(session, Counter).values(project_id=project_id, prefix=prefix, day=day, value=1)
    key = ["project_id", "prefix", "day"]
    drawn = fresh.on_conflict_do_update(index_elements=key, set_={"value": Counter.value + 1}).returning(Counter.value)
    return f"{prefix}{day:%Y%m%d}{session.scalars(drawn).one():03d}"
