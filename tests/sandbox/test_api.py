"""The Bot API as HTTP: tokens, methods, ways to send parameters, faults, and the check of every request."""

import httpx
import pytest
import telegram

from bot.sandbox import Sandbox

from .conftest import CAST, CHEN, OWNER, Raw, TurnableClock


async def test_tokens_and_methods(http: httpx.AsyncClient, raw: Raw) -> None:
    response = await http.get("/botwrong:token/getMe")
    assert (response.status_code, response.json()) == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    response = await http.get(f"/bot{OWNER.token}/danceTango")
    assert (response.status_code, response.json()["description"]) == (404, "Not Found")
    assert (await http.get(f"/bot{OWNER.token}/GETME")).json()["result"]["id"] == OWNER.telegram_id


async def test_every_way_to_send_parameters(http: httpx.AsyncClient, sandbox: Sandbox) -> None:
    send = f"/bot{OWNER.token}/sendMessage"
    params = {"chat_id": str(CHEN), "text": "好", "disable_notification": "true"}
    buttons = '{"inline_keyboard": [[{"text": "甲", "callback_data": "a"}]]}'
    for response in (
        await http.get(send, params=params),
        await http.post(send, data={**params, "reply_markup": buttons}),
        await http.post(send, data=params, files={"unused": b"x"}),
        await http.post(send, json=params),
        await http.post(send, params=params),
    ):
        assert response.json()["ok"], response.text
    view = sandbox.chat(CHEN, "owner")
    assert [message.text for message in view.messages] == ["好"] * 5
    assert (view.unread, view.rings) == (5, 0)
    assert view.messages[1].labels == ["甲"]
    response = await http.post(send, content=b"[]", headers={"content-type": "application/json"})
    assert response.status_code == 400


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_flooding(sandbox: Sandbox, raw: Raw, bot: telegram.Bot) -> None:
    sandbox.faults.flood = 2
    sandbox.faults.retry_after = 3
    body = await raw("sendMessage", chat_id=CHEN, text="好")
    assert body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    await raw.done("getMe")
    with pytest.raises(telegram.error.RetryAfter) as wait:
        await bot.edit_message_text("x", CHEN, 1)
    assert wait.value._retry_after.total_seconds() == 3
    await raw.done("sendMessage", chat_id=CHEN, text="好")


async def test_blocked_bots_can_not_write(sandbox: Sandbox, bot: telegram.Bot, raw: Raw) -> None:
    sent = await bot.send_message(CHEN, "好")
    sandbox.block(CHEN, "owner")
    blocked = "403 Forbidden: bot was blocked by the user"
    assert await raw.refused("sendMessage", chat_id=CHEN, text="好") == blocked
    assert await raw.refused("sendChatAction", chat_id=CHEN, action="typing") == blocked
    sentence = await raw.refused("editMessageText", chat_id=CHEN, text="x", message_id=sent.message_id)
    assert sentence == blocked
    with pytest.raises(telegram.error.Forbidden):
        await bot.send_document(CHEN, b"x")
    sandbox.unblock(CHEN, "owner")
    await bot.send_message(CHEN, "好")


async def test_every_request_can_be_checked(clock: TurnableClock) -> None:
    heard = []

    def check(method: str, params: dict) -> None:
        heard.append((method, params))
        if "colour" in params:
            raise AssertionError("colour is no parameter")

    sandbox = Sandbox([OWNER], CAST[:1], now=clock.now, on_request=check)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(sandbox.app), base_url="http://localhost") as client:
        raw = Raw(client, OWNER.token)
        await client.post(
            f"/bot{OWNER.token}/sendMessage", data={"chat_id": CHEN, "text": "[1]", "reply_markup": '{"keyboard": []}'}
        )
        sentence = await raw.refused("sendMessage", chat_id=CHEN, text="好", colour="red")
        assert sentence == "400 Bad Request: colour is no parameter"
        await client.post(f"/bot{OWNER.token}/sendDocument", data={"chat_id": CHEN}, files={"document": b"x"})
    assert sandbox.complaints == ["sendMessage: colour is no parameter"]
    assert heard[0] == ("sendMessage", {"chat_id": str(CHEN), "text": "[1]", "reply_markup": {"keyboard": []}})
    assert heard[2][1]["document"] == "attach://document"
    await sandbox.close()


async def test_strangers_must_press_start_first(sandbox: Sandbox, raw: Raw) -> None:
    sandbox.stranger(99, "路人", "en")
    sentence = await raw.refused("sendMessage", chat_id=99, text="hi")
    assert sentence == "403 Forbidden: bot can't initiate conversation with a user"
    sandbox.say(99, "owner", "/start")
    await raw.done("sendMessage", chat_id=99, text="hi")
    assert sandbox.chat(99, "owner").started
