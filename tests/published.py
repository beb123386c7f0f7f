"""Every request that the bots make is held against the published schema of the Bot API."""

from collections.abc import Iterator
from typing import Any

import aiogram.methods
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, ValidationError


def check_request(method: str, params: dict[str, Any]) -> None:
    """Raise AssertionError for a method, a parameter or a field (at any depth) that the Bot API does not know."""
    kind = getattr(aiogram.methods, method[:1].upper() + method[1:], None)
    assert isinstance(kind, type), f"the Bot API has no method {method}"
    assert issubclass(kind, TelegramMethod)
    unknown = set(params) - set(kind.model_fields)
    assert not unknown, f"{method} has no parameters {sorted(unknown)}"
    try:
        request = kind.model_validate(params)
    except ValidationError as error:
        raise AssertionError(f"{method}: {error.errors(include_input=False, include_url=False)}") from error
    extra = [name for model in _models(request) for name in (model.model_extra or {})]
    assert not extra, f"{method} carries unknown fields {extra}"


def _models(value: Any) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _models(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _models(one)
