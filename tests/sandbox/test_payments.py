"""Invoices, the question before the money moves, and the money: as Telegram does it, and as it complains."""

import asyncio

import httpx
import pytest
from aiogram.types import PreCheckoutQuery

from bot.sandbox import NotPossible, Sandbox
from tests.published import check_request

from .conftest import CHEN, NEW, OWNER, WANG, Raw
from .schema import heard, updates

INVOICE = {
    "chat_id": CHEN,
    "title": "擦玻璃",
    "description": "0301 外窗",
    "payload": "order:7",
    "provider_token": "1:TEST:1",
    "currency": "CNY",
    "prices": [{"label": "玻璃", "amount": 9000}, {"label": "优惠", "amount": -200}],
}
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def raw(http: httpx.AsyncClient, sandbox: Sandbox) -> Raw:
    sandbox.say(CHEN, "owner", "/start")
    raw = Raw(http, OWNER.token)
    await updates(raw)
    return raw


async def question(raw: Raw) -> PreCheckoutQuery:
    """The question before the payment, as it waits for the bot."""
    await raw.done("getUpdates", timeout=5)
    (update,) = await updates(raw)
    return update.pre_checkout_query


def test_the_published_schema_knows_both_methods() -> None:
    check_request("sendInvoice", INVOICE)
    check_request("answerPreCheckoutQuery", {"pre_checkout_query_id": "1", "ok": False, "error_message": "稍后"})
    with pytest.raises(AssertionError):
        check_request("sendInvoice", {**INVOICE, "prices": [{"label": "x", "amount": 1, "tax": 2}]})
    with pytest.raises(AssertionError):
        check_request("answerPreCheckoutQuery", {"query_id": "1", "ok": True})


async def test_an_invoice_is_paid(sandbox: Sandbox, raw: Raw) -> None:
    sent = await raw.done("sendInvoice", **INVOICE)
    assert sent["invoice"] == {
        "title": "擦玻璃",
        "description": "0301 外窗",
        "start_parameter": "",
        "currency": "CNY",
        "total_amount": 8800,
    }
    assert "payload" not in str(sent)
    card = sandbox.chat(CHEN, "owner").last
    assert (card.kind, card.labels, card.buttons[0][0].pay) == ("invoice", ["Pay CNY 88.00"], True)
    paying = asyncio.create_task(sandbox.pay(CHEN, "owner"))
    asked = await question(raw)
    assert (asked.invoice_payload, asked.currency, asked.total_amount) == ("order:7", "CNY", 8800)
    assert asked.from_user.id == CHEN
    await raw.done("answerPreCheckoutQuery", pre_checkout_query_id=asked.id, ok=True)
    result = await paying
    assert (result.ok, result.error) == (True, "")
    (told,) = await heard(raw)
    assert told.successful_payment.telegram_payment_charge_id == result.charge
    assert (told.successful_payment.invoice_payload, told.successful_payment.total_amount) == ("order:7", 8800)
    assert (told.from_user.id, sandbox.chat(CHEN, "owner").last.kind) == (CHEN, "service")


async def test_the_bot_says_no_and_nothing_is_paid(sandbox: Sandbox, raw: Raw) -> None:
    await raw.done("sendInvoice", **INVOICE)
    paying = asyncio.create_task(sandbox.pay(CHEN, "owner"))
    asked = await question(raw)
    wordless = await raw.refused("answerPreCheckoutQuery", pre_checkout_query_id=asked.id, ok=False)
    assert wordless == '400 Bad Request: parameter "error_message" is required'
    said = {"pre_checkout_query_id": asked.id, "ok": False, "error_message": "这张账单已更新"}
    await raw.done("answerPreCheckoutQuery", **said)
    assert (await paying).error == "这张账单已更新"
    assert await updates(raw) == []
    assert await raw.refused("answerPreCheckoutQuery", **said) == TOO_OLD
    assert sandbox.chat(CHEN, "owner").last.kind == "invoice"


async def test_an_answer_that_comes_too_late_is_refused(sandbox: Sandbox, raw: Raw) -> None:
    await raw.done("sendInvoice", **INVOICE)
    result = await sandbox.pay(CHEN, "owner", patience=0)
    assert (result.ok, result.error) == (False, "BOT_PRECHECKOUT_TIMEOUT")
    asked = await question(raw)
    assert await raw.refused("answerPreCheckoutQuery", pre_checkout_query_id=asked.id, ok=True) == TOO_OLD
    assert await raw.refused("answerPreCheckoutQuery", pre_checkout_query_id="7", ok=True) == TOO_OLD


async def test_a_payment_may_be_told_twice(sandbox: Sandbox, raw: Raw) -> None:
    sandbox.faults.paid_twice = True
    await raw.done("sendInvoice", **INVOICE)
    paying = asyncio.create_task(sandbox.pay(CHEN, "owner"))
    asked = await question(raw)
    await raw.done("answerPreCheckoutQuery", pre_checkout_query_id=asked.id, ok=True)
    await paying
    first, second = await raw.done("getUpdates")
    assert first["update_id"] != second["update_id"]
    assert first["message"] == second["message"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, 'parameter "title" is required'),
        ({"payload": ""}, 'parameter "payload" is required'),
        ({"title": "字" * 33}, "INVOICE_TITLE_INVALID"),
        ({"description": "字" * 256}, "INVOICE_DESCRIPTION_INVALID"),
        ({"payload": "字" * 43}, "INVOICE_PAYLOAD_INVALID"),
        ({"provider_token": ""}, "PAYMENT_PROVIDER_INVALID"),
        ({"currency": "元"}, "CURRENCY_INVALID"),
        ({"prices": [{"label": "x", "amount": 5}, {"label": "y", "amount": -5}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": []}, "can't parse prices: expected an Array of LabeledPrice"),
        ({"prices": [{"label": "x", "amount": 1.5}]}, 'can\'t parse labeled price: field "amount" must be an Integer'),
        ({"prices": [{"amount": 1}]}, 'can\'t parse labeled price: field "label" must be a non-empty String'),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}},
            "REPLY_MARKUP_BUY_EMPTY",
        ),
        ({"chat_id": 5}, "chat not found"),
    ],
)
async def test_what_is_no_invoice_is_refused(sandbox: Sandbox, raw: Raw, wrong: dict, sentence: str) -> None:
    assert await raw.refused("sendInvoice", **{**INVOICE, **wrong}) == f"400 Bad Request: {sentence}"
    assert len(sandbox.chat(CHEN, "owner").messages) == 1


async def test_an_invoice_is_never_turned_into_something_else(sandbox: Sandbox, raw: Raw) -> None:
    sent = await raw.done("sendInvoice", **INVOICE)
    here = {"chat_id": CHEN, "message_id": sent["message_id"]}
    for method, content in (
        ("editMessageText", {"text": "x"}),
        ("editMessageCaption", {"caption": "x"}),
        ("editMessageMedia", {"media": {"type": "photo", "media": "x"}}),
    ):
        await raw.refused(method, **here, **content)
    assert sandbox.chat(CHEN, "owner").last.kind == "invoice"


async def test_only_what_is_there_can_be_paid(sandbox: Sandbox, raw: Raw, http: httpx.AsyncClient) -> None:
    with pytest.raises(NotPossible):
        await sandbox.pay(CHEN, "owner")
    sent = await raw.done("sendInvoice", **INVOICE)
    for user, message in ((CHEN, 1), (CHEN, 99), (NEW, sent["message_id"])):
        with pytest.raises(NotPossible):
            await sandbox.pay(user, "owner", message)
    sandbox.block(CHEN, "owner")
    with pytest.raises(NotPossible):
        await sandbox.pay(CHEN, "owner")
    order = {"bot": "owner", "user": CHEN, "message": sent["message_id"]}
    assert (await http.post("/phones/pay", json=order)).status_code == 409
    assert (await http.post("/phones/pay", json={"bot": "owner", "user": WANG, "message": "x"})).status_code == 400


async def test_the_page_pays(sandbox: Sandbox, raw: Raw, http: httpx.AsyncClient) -> None:
    sent = await raw.done("sendInvoice", **INVOICE)
    await http.post("/phones/faults", json={"paid_twice": False})
    paying = asyncio.create_task(
        http.post("/phones/pay", json={"bot": "owner", "user": CHEN, "message": sent["message_id"]})
    )
    asked = await question(raw)
    await raw.done("answerPreCheckoutQuery", pre_checkout_query_id=asked.id, ok=True)
    assert (await paying).json() == {"ok": True, "error": ""}
    *_, card, receipt = (await http.get(f"/phones/chats/owner/{CHEN}")).json()["messages"]
    assert (card["kind"], card["media"]["total_amount"], card["buttons"][0][0]["pay"]) == ("invoice", 8800, True)
    assert receipt["service"] == {
        "kind": "successful_payment",
        "names": [],
        "currency": "CNY",
        "total_amount": 8800,
    }
    assert "order:7" not in str([card, receipt])
