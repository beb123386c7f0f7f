"""Payments: sending an invoice, and the answer to the question that Telegram asks before the money moves."""

import re
from typing import Any

from bot.sandbox.bell import Change
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.messages import post
from bot.sandbox.records import Json, Media
from bot.sandbox.shapes import message_json

LONGEST = {"title": 32, "description": 255}
LONGEST_PAYLOAD = 128  # bytes
MOST = 99_999_999  # in the smallest unit; the real bounds are those of each currency
PAY = "Pay {amount}"


def send_invoice(call: Call) -> Json:
    """sendInvoice, in hundredths of a currency. Telegram itself knows each provider's token; here any will do but an empty one."""
    title, description, payload, currency = (
        _required(call, name) for name in ("title", "description", "payload", "currency")
    )
    total = _total(call.params.structure("prices", "prices"))
    markup = call.markup() or _pay(total, currency)
    room = call.writable("invoices")
    for name, longest in LONGEST.items():
        if len(call.params.text(name)) > longest:
            raise bad_request(f"INVOICE_{name.upper()}_INVALID")
    if len(payload.encode()) > LONGEST_PAYLOAD:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if not call.params.text("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if not re.fullmatch("[A-Z]{3}", currency):
        raise bad_request("CURRENCY_INVALID")
    if not 0 < total <= MOST:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    if not markup["inline_keyboard"][0][0].get("pay"):
        raise bad_request("REPLY_MARKUP_BUY_EMPTY")
    details = {
        "title": title,
        "description": description,
        "start_parameter": call.params.text("start_parameter"),
        "currency": currency,
        "total_amount": total,
    }
    message = post(call, room, markup, media=Media(kind="invoice", details=details), payload=payload)
    return message_json(call.world, message, call.bot.key)


def answer_pre_checkout_query(call: Call) -> bool:
    """answerPreCheckoutQuery: once, and within ten seconds."""
    ok = call.params.flag("ok")
    error = "" if ok else _required(call, "error_message")
    checkout = call.world.checkouts.get(call.params.text("pre_checkout_query_id"))
    if checkout is None or checkout.answered or checkout.invoice.bot != call.bot.key:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    checkout.answered, checkout.ok, checkout.error = True, ok, error
    call.world.bell.ring(Change("updates", call.bot.key))
    return True


def amount(total: int, currency: str) -> str:
    """An amount as apps show it."""
    return f"{currency} {total // 100}.{total % 100:02}"


def _pay(total: int, currency: str) -> Json:
    """The button that Telegram puts under an invoice by itself."""
    return {"inline_keyboard": [[{"text": PAY.format(amount=amount(total, currency)), "pay": True}]]}


def _required(call: Call, name: str) -> str:
    if not (given := call.params.text(name)):
        raise bad_request(f'parameter "{name}" is required')
    return given


def _total(prices: Any) -> int:
    if not isinstance(prices, list) or not prices:
        raise bad_request("can't parse prices: expected an Array of LabeledPrice")
    for price in prices:
        if not isinstance(price, dict) or not str(price.get("label", "")).strip():
            raise bad_request('can\'t parse labeled price: field "label" must be a non-empty String')
        if not isinstance(price.get("amount"), int):
            raise bad_request('can\'t parse labeled price: field "amount" must be an Integer')
    return sum(int(price["amount"]) for price in prices)
