"""Keyboards: what Telegram accepts as a reply_markup, and how it complains about the rest."""

from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.records import Json

ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
MOST_BUTTONS = 100
LONGEST_DATA = 64


def checked(markup: Any) -> Json | None:
    """A reply markup as Telegram keeps it; raises ApiError 400. No markup, or an empty keyboard, is None."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    if "keyboard" in markup:
        rows = [[_key(key) for key in row] for row in _rows(markup, "keyboard")]
        return {**markup, "keyboard": rows}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def is_inline(markup: Json | None) -> bool:
    """Whether the buttons belong to the message itself."""
    return markup is not None and "inline_keyboard" in markup


def _rows(markup: Json, field: str) -> list[list[Any]]:
    rows = markup[field]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" must be an Array of Arrays')
    return [row for row in rows if row]


def _key(key: Any) -> Json:
    key = {"text": key} if isinstance(key, str) else key
    if not isinstance(key, dict) or not str(key.get("text", "")).strip():
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    return key


def _inline(markup: Json) -> Json | None:
    rows = _rows(markup, "inline_keyboard")
    for row in rows:
        for button in row:
            _check(button)
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _check(button: Any) -> None:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _unreadable('Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    if data is not None and not (isinstance(data, str) and 1 <= len(data.encode()) <= LONGEST_DATA):
        raise bad_request("BUTTON_DATA_INVALID")
    if not any(action in button for action in ACTIONS):
        raise _unreadable("Text buttons are unallowed in the inline keyboard")


def _unreadable(sentence: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {sentence}")
