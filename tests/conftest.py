"""Fixtures that all tests share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.people import Town, close_town, copied_database, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The demo office in process, on SQLite, with one machine that polls."""
    town = await open_town(copied_database(tmp_path))
    yield town
    await close_town(town)
