"""A demo folder of an older version: one sentence and a way on, no traceback."""

from pathlib import Path

import pytest

from bot.__main__ import HOUSE
from bot.commands import demo
from bot.settings import SettingsError

OLD = '["message", "owner/7/1", {"bot": "owner", "user": 7, "message_id": 1, "from_bot": true, "date": 1, "text": "x"}]'


async def test_the_phones_of_an_older_version_are_not_guessed_at(tmp_path: Path):
    (tmp_path / "telegram").mkdir()
    (tmp_path / "telegram" / "journal.jsonl").write_text(OLD + "\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="--fresh"):
        await demo.run(HOUSE, host="127.0.0.1", port=0, folder=tmp_path, fresh=False)
