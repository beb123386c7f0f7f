"""Alembic's entry: the connection and the tables are handed in by the one who migrates."""

from typing import Any

from alembic import context

from models.base import UtcTime

settings = context.config.attributes


def render(kind: str, item: Any, _context: Any) -> Any:
    """Our own column type by its short name; False leaves the rest to Alembic."""
    return "UtcTime()" if kind == "type" and isinstance(item, UtcTime) else False


context.configure(
    connection=settings["connection"],
    target_metadata=settings["metadata"],
    render_as_batch=settings["connection"].dialect.name == "sqlite",
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
