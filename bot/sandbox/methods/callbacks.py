"""Answers to taps."""

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call

LONGEST_ANSWER = 200


def answer_callback_query(call: Call) -> bool:
    """answerCallbackQuery: once for each tap, with a few words or an alert or nothing."""
    text = call.params.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = call.world.queries.get(call.params.text("callback_query_id"))
    if query is None or query.bot != call.bot.key or query.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answered = True
    query.text = text
    query.alert = call.params.flag("show_alert")
    query.url = call.params.text("url")
    call.world.save_query(query)
    call.world.reacted(query.place)
    return True
