"""A restart loses nothing."""

from pathlib import Path

import telegram

from bot.sandbox import Sandbox

from .conftest import CAST, CHEN, OWNER, STAFF, TurnableClock, ptb


def _opened(folder: Path, clock: TurnableClock) -> Sandbox:
    return Sandbox([OWNER, STAFF], CAST, now=clock.now, folder=folder)


async def test_everything_is_there_after_a_restart(tmp_path: Path, clock: TurnableClock) -> None:
    sandbox = _opened(tmp_path, clock)
    async with ptb(sandbox, OWNER) as bot:
        first = sandbox.say(CHEN, "owner", "一 😀")
        sandbox.say(CHEN, "owner", "二")
        (heard, waiting) = await bot.get_updates()
        await bot.get_updates(offset=waiting.update_id)
        sent = await bot.send_message(CHEN, "<b>旧</b>", parse_mode="HTML", reply_markup=_button())
        await bot.edit_message_text("新", CHEN, sent.message_id, reply_markup=_button())
        document = await bot.send_document(CHEN, b"content", filename="a.txt")
        await bot.delete_message(CHEN, first.message_id)
        await bot.set_my_commands([telegram.BotCommand("help", "帮助")])
        await bot.set_webhook("http://127.0.0.1:9/", secret_token="s")
        answered, open_ = sandbox.press(CHEN, "owner", "是"), sandbox.press(CHEN, "owner", "是")
        await bot.answer_callback_query(answered, "好的")
        sandbox.stranger(99, "路人")
        sandbox.faults.flood = 3
        before = sandbox.chat(CHEN, "owner")
    await sandbox.close()

    sandbox = _opened(tmp_path, clock)
    assert sandbox.chat(CHEN, "owner") == before
    assert sandbox.faults.flood == 3
    assert not sandbox.chat(99, "owner").started
    assert [toast.text for toast in sandbox.toasts(CHEN, "owner")] == ["好的"]
    sandbox.faults.flood = 0
    async with ptb(sandbox, OWNER) as bot:
        assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/"
        await bot.delete_webhook()
        updates = await bot.get_updates()
        assert [update.update_id for update in updates] == [heard.update_id + n for n in (1, 2, 3)]
        assert await bot.answer_callback_query(open_)
        assert (await bot.send_message(CHEN, "三")).message_id == document.message_id + 1
        assert await (await bot.get_file(document.document.file_id)).download_as_bytearray() == b"content"
        assert await bot.get_my_commands() == (telegram.BotCommand("help", "帮助"),)
        said = sandbox.say(CHEN, "owner", "四")
        assert said.message_id == document.message_id + 2
        assert (await bot.get_updates(offset=-1))[0].update_id == heard.update_id + 4
    await sandbox.close()


async def test_a_torn_line_is_ignored(tmp_path: Path, clock: TurnableClock) -> None:
    sandbox = _opened(tmp_path, clock)
    sandbox.say(CHEN, "owner", "一")
    await sandbox.close()
    with (tmp_path / "journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('["message", "owner/71')
    sandbox = _opened(tmp_path, clock)
    assert [message.text for message in sandbox.chat(CHEN, "owner").messages] == ["一"]
    await sandbox.close()


async def test_opening_keeps_only_what_still_stands(tmp_path: Path, clock: TurnableClock) -> None:
    sandbox = _opened(tmp_path, clock)
    said = sandbox.say(CHEN, "owner", "一")
    for number in range(20):
        sandbox.edit(CHEN, "owner", said.message_id, f"改{number}")
    await sandbox.close()
    before = (tmp_path / "journal.jsonl").stat().st_size
    await _opened(tmp_path, clock).close()
    assert (tmp_path / "journal.jsonl").stat().st_size < before


def _button() -> telegram.InlineKeyboardMarkup:
    return telegram.InlineKeyboardMarkup.from_button(telegram.InlineKeyboardButton("是", callback_data="yes"))
