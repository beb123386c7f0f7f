"""Tables of several parts of the house, put together into one."""

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


def joined(*tables: Mapping[Key, Value]) -> dict[Key, Value]:
    """All of them; raises ValueError where two have the same key, which would silently lose one."""
    whole: dict[Key, Value] = {}
    for table in tables:
        if twice := whole.keys() & table.keys():
            raise ValueError(f"stands in two tables: {sorted(map(str, twice))}")
        whole.update(table)
    return whole
