"""What our Telegram says, held against the published schema: no field may be wanting or unknown, at any depth."""

from collections.abc import Iterator
from typing import Any

from aiogram.types import Update
from pydantic import BaseModel

from .conftest import Raw


async def updates(raw: Raw) -> list[Update]:
    """The updates that wait for the bot; they are confirmed."""
    waiting = await raw.done("getUpdates")
    if waiting:
        await raw.done("getUpdates", offset=waiting[-1]["update_id"] + 1, limit=1)
    return [checked(Update.model_validate(update)) for update in waiting]


async def heard(raw: Raw) -> list[Any]:
    """The messages among the updates that wait for the bot."""
    return [update.message for update in await updates(raw) if update.message]


def checked(model: Any) -> Any:
    """The same model; raises AssertionError when it carries what the Bot API does not know."""
    unknown = [found.model_extra for found in _models(model) if found.model_extra]
    assert not unknown, unknown
    return model


def _models(value: Any) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _models(getattr(value, name))
    elif isinstance(value, list):
        for one in value:
            yield from _models(one)
