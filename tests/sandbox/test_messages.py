"""Sending, editing and deleting, and Telegram's own words when it refuses."""

import pytest
import telegram
from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.constants import MessageLimit

from bot.sandbox import Sandbox

from .conftest import CHEN, NEW, STAFF, WANG, Raw, TurnableClock, ptb

BUTTONS = {"inline_keyboard": [[{"text": "报修", "callback_data": "r"}]]}
SAME = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_a_message_appears_with_its_buttons_and_rings(sandbox: Sandbox, bot: telegram.Bot) -> None:
    keyboard = InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("报修", callback_data="report"),
                InlineKeyboardButton("网页", url="https://example.com"),
            ],
        ]
    )
    sent = await bot.send_message(CHEN, "您好", reply_markup=keyboard)
    view = sandbox.chat(CHEN, "owner")
    assert (view.last.text, view.last.from_bot, view.unread, view.rings) == ("您好", True, 1, 1)
    assert view.last.labels == ["报修", "网页"]
    assert view.last.button("报修").data == "report"
    assert view.last.button("网页").url == "https://example.com"
    assert sent.message_id == view.last.message_id
    assert sent.reply_markup == keyboard
    assert sent.chat.id == CHEN


async def test_a_silent_message_does_not_ring(sandbox: Sandbox, bot: telegram.Bot) -> None:
    await bot.send_message(CHEN, "夜间", disable_notification=True)
    view = sandbox.chat(CHEN, "owner")
    assert (view.unread, view.rings, view.last.silent) == (1, 0, True)


async def test_message_numbers_count_within_each_chat(bot: telegram.Bot, sandbox: Sandbox) -> None:
    sandbox.say(CHEN, "owner", "一")
    second = await bot.send_message(CHEN, "二")
    async with ptb(sandbox, STAFF) as staff:
        first = await staff.send_message(WANG, "一")
    assert (second.message_id, first.message_id) == (2, 1)


async def test_editing_happens_in_place(sandbox: Sandbox, bot: telegram.Bot, clock: TurnableClock) -> None:
    sent = await bot.send_message(CHEN, "一", reply_markup=InlineKeyboardMarkup.from_button(_button("甲")))
    clock.go_on(minutes=5)
    edited = await bot.edit_message_text("二", CHEN, sent.message_id, reply_markup=None)
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date == clock.now()
    view = sandbox.chat(CHEN, "owner")
    assert [(message.text, message.labels, message.edited) for message in view.messages] == [("二", [], True)]
    await bot.edit_message_reply_markup(
        CHEN, sent.message_id, reply_markup=InlineKeyboardMarkup.from_button(_button("乙"))
    )
    assert sandbox.chat(CHEN, "owner").last.labels == ["乙"]
    assert sandbox.chat(CHEN, "owner").rings == 1


async def test_the_same_again_is_not_modified(raw: Raw) -> None:
    sent = await raw.done("sendMessage", chat_id=CHEN, text="<b>一</b>", parse_mode="HTML", reply_markup=BUTTONS)
    here = {"chat_id": CHEN, "message_id": sent["message_id"]}
    again = {**here, "text": " <strong>一</strong>\n", "parse_mode": "html", "reply_markup": BUTTONS}
    assert await raw.refused("editMessageText", **again) == SAME
    assert await raw.refused("editMessageReplyMarkup", **here, reply_markup=BUTTONS) == SAME
    await raw.done("editMessageText", **here, text="一", reply_markup=BUTTONS)


async def test_what_can_not_be_edited(raw: Raw, sandbox: Sandbox) -> None:
    own = sandbox.say(CHEN, "owner", "我的话")
    keys = await raw.done(
        "sendMessage", chat_id=CHEN, text="键盘", reply_markup={"keyboard": [["是"]], "one_time_keyboard": True}
    )
    edit = {"chat_id": CHEN, "text": "x"}
    assert await raw.refused("editMessageText", **edit, message_id=99) == "400 Bad Request: message to edit not found"
    assert await raw.refused("editMessageText", **edit) == "400 Bad Request: message identifier is not specified"
    for message_id in (own.message_id, keys["message_id"]):
        sentence = await raw.refused("editMessageText", **edit, message_id=message_id)
        assert sentence == "400 Bad Request: message can't be edited"
    file = await raw.done("editMessageReplyMarkup", chat_id=CHEN, message_id=await _document(raw), reply_markup=BUTTONS)
    sentence = await raw.refused("editMessageText", **edit, message_id=file["message_id"])
    assert sentence == "400 Bad Request: there is no text in the message to edit"


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"text": ""}, "400 Bad Request: message text is empty"),
        ({}, "400 Bad Request: message text is empty"),
        ({"text": " \n "}, "400 Bad Request: text must be non-empty"),
        ({"text": "字" * 4097}, "400 Bad Request: message is too long"),
        ({"text": "好", "chat_id": 5}, "400 Bad Request: chat not found"),
        ({"text": "好", "chat_id": "@nobody"}, "400 Bad Request: chat not found"),
        ({"text": "好", "chat_id": ""}, "400 Bad Request: chat_id is empty"),
        ({"text": "好", "chat_id": NEW}, "403 Forbidden: bot can't initiate conversation with a user"),
        ({"text": "好", "parse_mode": "Markup"}, "400 Bad Request: unsupported parse_mode"),
        ({"text": "好", "reply_to_message_id": 9}, "400 Bad Request: message to be replied not found"),
        ({"text": "好", "reply_parameters": {"message_id": 9}}, "400 Bad Request: message to be replied not found"),
    ],
)
async def test_sends_that_are_refused(raw: Raw, params: dict, sentence: str) -> None:
    assert await raw.refused("sendMessage", **{"chat_id": CHEN, **params}) == sentence


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ({"inline_keyboard": [[{"text": "甲", "callback_data": ""}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "甲", "callback_data": "字" * 22}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": " ", "callback_data": "d"}]]}, "inline keyboard button text must be non-empty"),
        (
            {"inline_keyboard": [[{"text": "甲"}]]},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"inline_keyboard": [{"text": "甲"}]}, 'field "inline_keyboard" must be an Array of Arrays'),
        ({"inline_keyboard": [[{"text": "甲", "callback_data": "d"}]] * 101}, "reply markup is too long"),
        ("{", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
    ],
)
async def test_keyboards_that_are_refused(raw: Raw, markup: object, sentence: str) -> None:
    refused = await raw.refused("sendMessage", chat_id=CHEN, text="好", reply_markup=markup)
    assert refused == f"400 Bad Request: {sentence}"


async def test_the_limits_themselves_are_allowed(raw: Raw) -> None:
    button = {"text": "甲", "callback_data": "d" * 64}
    await raw.done("sendMessage", chat_id=CHEN, text="字" * 4096, reply_markup={"inline_keyboard": [[button]]})
    assert MessageLimit.MAX_TEXT_LENGTH == 4096
    await raw.done("sendMessage", chat_id=CHEN, text=f"<b>{'字' * 4096}</b>", parse_mode="HTML")


async def test_deleting(raw: Raw, sandbox: Sandbox, clock: TurnableClock) -> None:
    old = await raw.done("sendMessage", chat_id=CHEN, text="旧")
    clock.go_on(hours=47)
    young = await raw.done("sendMessage", chat_id=CHEN, text="新")
    clock.go_on(hours=2)
    gone = {"chat_id": CHEN, "message_id": young["message_id"]}
    assert await raw.done("deleteMessage", **gone) is True
    assert await raw.refused("deleteMessage", **gone) == "400 Bad Request: message to delete not found"
    late = await raw.refused("deleteMessage", chat_id=CHEN, message_id=old["message_id"])
    assert late == "400 Bad Request: message can't be deleted for everyone"
    assert [message.text for message in sandbox.chat(CHEN, "owner").messages] == ["旧"]


async def test_reply_keyboards_stay_until_removed(sandbox: Sandbox, bot: telegram.Bot) -> None:
    await bot.send_message(CHEN, "请选择", reply_markup=ReplyKeyboardMarkup([["是", "否"], ["返回"]]))
    assert sandbox.chat(CHEN, "owner").keyboard == (("是", "否"), ("返回",))
    await bot.send_message(CHEN, "请填写", reply_markup=ForceReply())
    assert sandbox.chat(CHEN, "owner").keyboard == ()
    await bot.send_message(CHEN, "请选择", reply_markup=ReplyKeyboardMarkup([["是"]], one_time_keyboard=True))
    sandbox.say(CHEN, "owner", "是")
    assert sandbox.chat(CHEN, "owner").keyboard == ()
    await bot.send_message(CHEN, "谢谢", reply_markup=ReplyKeyboardRemove())


async def test_replies_show_what_they_answer(sandbox: Sandbox, bot: telegram.Bot) -> None:
    said = sandbox.say(CHEN, "owner", "灯坏了")
    sent = await bot.send_message(CHEN, "收到", reply_parameters=telegram.ReplyParameters(said.message_id))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "灯坏了"
    assert sandbox.chat(CHEN, "owner").last.reply_to == said.message_id
    loose = telegram.ReplyParameters(99, allow_sending_without_reply=True)
    assert (await bot.send_message(CHEN, "收到", reply_parameters=loose)).reply_to_message is None


async def test_chat_actions(raw: Raw, bot: telegram.Bot) -> None:
    assert await bot.send_chat_action(CHEN, "typing")
    sentence = await raw.refused("sendChatAction", chat_id=CHEN, action="juggling")
    assert sentence == "400 Bad Request: wrong parameter action in request"


def _button(label: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=label)


async def _document(raw: Raw) -> int:
    response = await raw.client.post(
        f"/bot{raw.token}/sendDocument", data={"chat_id": CHEN}, files={"document": ("a.txt", b"a")}
    )
    return int(response.json()["result"]["message_id"])
