"""How a bot hears of people: updates, polling, conflicts, webhooks, duplicates."""

import asyncio
import json

import httpx
import pytest
import telegram

from bot.sandbox import NotPossible, Sandbox

from .conftest import CAST, CHEN, NEW, OWNER, STAFF, Raw, TurnableClock, ptb

POLLING = (
    "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
TWO = "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def test_everything_people_do_is_an_update_that_ptb_understands(sandbox: Sandbox, bot: telegram.Bot) -> None:
    said = sandbox.say(NEW, "owner", "/start invite-17")
    sandbox.edit(NEW, "owner", said.message_id, "改过的话")
    sent = await bot.send_message(NEW, "请选择", reply_markup=_button("是", "yes"))
    query_id = sandbox.press(NEW, "owner", "是")
    sandbox.block(NEW, "owner")
    sandbox.unblock(NEW, "owner")
    group = sandbox.add_to_group("owner", "一楼群", by=NEW)
    updates = await bot.get_updates()
    start, edited, tapped, blocked, unblocked, joined, told = updates
    assert [update.update_id - start.update_id for update in updates] == list(range(7))
    assert start.update_id > 1_000_000
    assert start.message.text == "/start invite-17"
    assert start.message.entities[0].type == "bot_command"
    assert start.effective_user.language_code == "zh-hans"
    assert edited.edited_message.text == "改过的话"
    assert edited.edited_message.edit_date is not None
    assert (tapped.callback_query.id, tapped.callback_query.data) == (query_id, "yes")
    assert tapped.callback_query.message.message_id == sent.message_id
    assert (blocked.my_chat_member.old_chat_member.status, blocked.my_chat_member.new_chat_member.status) == (
        "member",
        "kicked",
    )
    assert unblocked.my_chat_member.new_chat_member.status == "member"
    assert joined.my_chat_member.chat.id == group
    assert joined.my_chat_member.chat.type == "supergroup"
    assert [bot.username for bot in told.message.new_chat_members] == [OWNER.username]


async def test_confirmed_updates_are_gone(sandbox: Sandbox, bot: telegram.Bot) -> None:
    for words in ("一", "二", "三"):
        sandbox.say(CHEN, "owner", words)
    first, second, third = await bot.get_updates()
    assert await bot.get_updates(limit=1) == (first,)
    assert await bot.get_updates(offset=second.update_id) == (second, third)
    assert sandbox.pending("owner") == 2
    assert await bot.get_updates(offset=-1) == (third,)
    assert await bot.get_updates(offset=third.update_id + 1) == ()
    assert sandbox.pending("owner") == 0


async def test_a_long_poll_ends_when_something_happens(sandbox: Sandbox, bot: telegram.Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await _polling(sandbox)
    sandbox.say(CHEN, "owner", "你好")
    assert [update.message.text for update in await poll] == ["你好"]


async def test_only_one_may_poll(sandbox: Sandbox, raw: Raw) -> None:
    first = asyncio.create_task(raw.refused("getUpdates", timeout=30))
    await _polling(sandbox)
    second = asyncio.create_task(raw.done("getUpdates", timeout=30))
    assert await first == TWO
    sandbox.say(CHEN, "owner", "好")
    assert len(await second) == 1


async def test_ptb_raises_conflict(sandbox: Sandbox, bot: telegram.Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await _polling(sandbox)
    await bot.get_updates()
    with pytest.raises(telegram.error.Conflict):
        await poll


async def test_only_wanted_kinds_of_updates_come(sandbox: Sandbox, bot: telegram.Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    sandbox.say(CHEN, "owner", "好")
    sandbox.tap(CHEN, "owner", 1, "forged:data")
    assert [update.callback_query.data for update in await bot.get_updates()] == ["forged:data"]
    await bot.get_updates(allowed_updates=[])
    sandbox.say(CHEN, "owner", "好")
    assert len(await bot.get_updates()) == 2


async def test_taps_on_what_is_gone_come_with_an_inaccessible_message(sandbox: Sandbox, bot: telegram.Bot) -> None:
    sent = await bot.send_message(CHEN, "旧", reply_markup=_button("是", "yes"))
    await bot.delete_message(CHEN, sent.message_id)
    sandbox.tap(CHEN, "owner", sent.message_id, "yes")
    (update,) = await bot.get_updates()
    assert update.callback_query.message.is_accessible is False


async def test_each_tap_is_answered_once(sandbox: Sandbox, bot: telegram.Bot, raw: Raw) -> None:
    await bot.send_message(CHEN, "请选择", reply_markup=_button("是", "yes"))
    loud, silent = sandbox.press(CHEN, "owner", "是"), sandbox.press(CHEN, "owner", "是")
    await bot.answer_callback_query(loud, "已收到", show_alert=True)
    await bot.answer_callback_query(silent)
    assert sandbox.answered(loud)
    assert [(toast.text, toast.alert) for toast in sandbox.toasts(CHEN, "owner")] == [("已收到", True)]
    stale = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await raw.refused("answerCallbackQuery", callback_query_id=loud) == stale
    assert await raw.refused("answerCallbackQuery", callback_query_id="17") == stale
    assert await raw.refused("answerCallbackQuery", callback_query_id=silent, text="字" * 201) == (
        "400 Bad Request: MESSAGE_TOO_LONG"
    )
    async with ptb(sandbox, STAFF) as staff:
        third = sandbox.press(CHEN, "owner", "是")
        with pytest.raises(telegram.error.BadRequest, match="Query is too old"):
            await staff.answer_callback_query(third)


async def test_duplicates_come_once_more_after_they_were_confirmed(sandbox: Sandbox, bot: telegram.Bot) -> None:
    sandbox.faults.duplicates = True
    heard, offset = [], 0
    for words in ("一", "二"):
        sandbox.say(CHEN, "owner", words)
    while updates := await bot.get_updates(offset=offset):
        heard += [update.message.text for update in updates]
        offset = max(offset, updates[-1].update_id + 1)
    assert heard == ["一", "二", "一", "二"]


async def test_people_can_not_do_what_no_app_offers(sandbox: Sandbox, bot: telegram.Bot) -> None:
    sent = await bot.send_message(CHEN, "您好")
    for impossible in (
        lambda: sandbox.say(CHEN, "owner", "  "),
        lambda: sandbox.say(CHEN, "owner", "字" * 4097),
        lambda: sandbox.edit(CHEN, "owner", sent.message_id, "改"),
    ):
        with pytest.raises(NotPossible):
            impossible()
    with pytest.raises(LookupError, match="no button"):
        sandbox.press(CHEN, "owner", "没有的")
    sandbox.block(CHEN, "owner")
    with pytest.raises(NotPossible):
        sandbox.say(CHEN, "owner", "好")


class Callee:
    """A bot behind a webhook that fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.calls: list[tuple[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.failures:
            self.failures -= 1
            return httpx.Response(500)
        text = json.loads(request.content)["message"]["text"]
        self.calls.append((text, request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")))
        return httpx.Response(200)


async def test_webhooks_are_tried_until_they_take_it(clock: TurnableClock) -> None:
    callee = Callee(failures=2)
    sandbox = _with_webhooks(callee, clock)
    async with ptb(sandbox, OWNER) as bot:
        sandbox.say(CHEN, "owner", "一")
        assert await bot.set_webhook("http://bot.test/owner", secret_token="s3cret_A-b", max_connections=5)
        sandbox.say(CHEN, "owner", "二")
        await sandbox.wait_until(lambda: sandbox.pending("owner") == 0)
        info = await bot.get_webhook_info()
        assert callee.calls == [("一", "s3cret_A-b"), ("二", "s3cret_A-b")]
        assert (info.url, info.pending_update_count, info.max_connections) == ("http://bot.test/owner", 0, 5)
        assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
        sandbox.faults.duplicates = True
        sandbox.say(CHEN, "owner", "三")
        await sandbox.wait_until(lambda: sandbox.pending("owner") == 0)
        assert [text for text, _ in callee.calls] == ["一", "二", "三", "三"]
    await sandbox.close()


async def test_polling_and_webhook_exclude_each_other(clock: TurnableClock) -> None:
    callee = Callee()
    sandbox = _with_webhooks(callee, clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(sandbox.app), base_url="http://localhost") as client:
        raw = Raw(client, OWNER.token)
        poll = asyncio.create_task(raw.refused("getUpdates", timeout=30))
        await _polling(sandbox)
        await raw.done("setWebhook", url="http://bot.test/")
        assert await poll == "409 Conflict: terminated by setWebhook request"
        assert await raw.refused("getUpdates") == POLLING
        assert await raw.done("deleteWebhook") is True
        sandbox.say(CHEN, "owner", "好")
        assert len(await raw.done("getUpdates")) == 1
        assert await raw.done("deleteWebhook", drop_pending_updates=True) is True
        assert await raw.done("getUpdates") == []
        assert callee.calls == []
    await sandbox.close()


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"url": "ftp://x"}, "invalid webhook URL specified"),
        ({"url": "http://x/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "http://x/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_webhooks_that_are_refused(raw: Raw, params: dict, sentence: str) -> None:
    assert await raw.refused("setWebhook", **params) == f"400 Bad Request: {sentence}"


def _with_webhooks(callee: Callee, clock: TurnableClock) -> Sandbox:
    return Sandbox([OWNER, STAFF], CAST, now=clock.now, transport=httpx.MockTransport(callee), webhook_pauses=(0.0,))


def _button(label: str, data: str) -> telegram.InlineKeyboardMarkup:
    return telegram.InlineKeyboardMarkup.from_button(telegram.InlineKeyboardButton(label, callback_data=data))


async def _polling(sandbox: Sandbox) -> None:
    """Return when somebody waits for the owner bot's updates."""
    await sandbox.wait_until(lambda: sandbox.polled("owner"))
