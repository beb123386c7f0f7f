"""Groups: who hears what, who may write, taps by anybody, coming and going, and becoming a supergroup."""

from pathlib import Path

import httpx
import pytest
import telegram
from aiogram.types import ChatMemberAdministrator, ChatMemberLeft, ChatMemberMember, ChatMemberOwner, Message

from bot.sandbox import NotPossible, Sandbox

from .conftest import CAST, CHEN, NEW, OWNER, STAFF, WANG, Raw, TurnableClock, ptb
from .pictures import png
from .schema import checked, heard, updates

BUTTONS = {"inline_keyboard": [[{"text": "接单", "callback_data": "take"}]]}


@pytest.fixture
def staff(http: httpx.AsyncClient) -> Raw:
    return Raw(http, STAFF.token)


@pytest.fixture
def group(sandbox: Sandbox) -> int:
    """王师傅 founds a group with 陈女士 and the staff bot, which is in privacy mode."""
    return sandbox.new_group("staff", "工程部", [CHEN], by=WANG)


async def test_a_bot_hears_that_it_was_added(sandbox: Sandbox, staff: Raw, group: int) -> None:
    joined, told = await updates(staff)
    assert (joined.my_chat_member.old_chat_member.status, joined.my_chat_member.new_chat_member.status) == (
        "left",
        "member",
    )
    assert (joined.my_chat_member.chat.id, joined.my_chat_member.chat.type) == (group, "supergroup")
    assert joined.my_chat_member.from_user.id == WANG
    assert [user.id for user in told.message.new_chat_members] == [STAFF.telegram_id]
    seen = sandbox.group(group)
    assert (seen.title, seen.members, seen.bots) == ("工程部", (WANG, CHEN), ("staff",))
    assert (seen.last.kind, seen.last.details) == ("service", {"new_chat_members": [STAFF.telegram_id]})


async def test_in_privacy_mode_a_bot_hears_commands_and_answers_only(
    sandbox: Sandbox, staff: Raw, raw: Raw, group: int
) -> None:
    sandbox.add_bot("owner", group, by=WANG)
    sent = await staff.done("sendMessage", chat_id=group, text="谁去三楼？")
    await updates(staff)
    await updates(raw)
    sandbox.say_in_group(CHEN, group, "大家好 /jobs")
    sandbox.photo(CHEN, "staff", png(), "看", group=group)
    sandbox.say_in_group(WANG, group, "/jobs")
    sandbox.say_in_group(WANG, group, f"/jobs@{STAFF.username.upper()} 今天")
    sandbox.say_in_group(WANG, group, f"/jobs@{OWNER.username}")
    own = sandbox.say_in_group(WANG, group, "我去", reply_to=sent["message_id"])
    sandbox.say_in_group(CHEN, group, "好的", reply_to=own.message_id)
    messages = await heard(staff)
    assert [message.text for message in messages] == ["/jobs", f"/jobs@{STAFF.username.upper()} 今天", "我去"]
    answer = messages[-1]
    assert (answer.chat.type, answer.chat.title, answer.from_user.id) == ("supergroup", "工程部", WANG)
    assert (answer.reply_to_message.text, answer.reply_to_message.from_user.id) == ("谁去三楼？", STAFF.telegram_id)
    assert [message.text for message in await heard(raw)] == ["/jobs", f"/jobs@{OWNER.username}"]


async def test_an_administrator_hears_everything_but_other_bots(sandbox: Sandbox, staff: Raw, raw: Raw) -> None:
    group = sandbox.new_group(["staff", "owner"], "工程部", [WANG, CHEN], WANG, sees_all=True)
    await updates(staff)
    await raw.done("sendMessage", chat_id=group, text="我是另一个机器人")
    said = sandbox.say_in_group(CHEN, group, "灯坏了")
    sandbox.edit_in_group(CHEN, group, said.message_id, "灯又坏了")
    album = sandbox.album(CHEN, "staff", [png(), png(9, 9)], "两张", group=group)
    sandbox.location(WANG, "staff", 39.9, 116.4, group=group)
    text, edited, *photos, place = await updates(staff)
    assert (text.message.text, edited.edited_message.text) == ("灯坏了", "灯又坏了")
    assert [one.message.media_group_id for one in photos] == [piece.media_group_id for piece in album]
    assert (place.message.location.latitude, place.message.from_user.first_name) == (39.9, "王师傅")
    mine = photos[0].message.photo[-1].file_id
    other = (await heard(raw))[-2].photo[-1].file_id
    assert mine != other
    assert (await staff.done("getFile", file_id=mine))["file_unique_id"] == photos[0].message.photo[-1].file_unique_id
    assert await staff.refused("getFile", file_id=other) == "400 Bad Request: invalid file_id"


async def test_what_a_bot_never_saw_it_may_not_fetch_until_it_is_shown(
    sandbox: Sandbox, staff: Raw, group: int
) -> None:
    photo = sandbox.photo(CHEN, "staff", png(), group=group)
    await updates(staff)
    path = f"/file/bot{STAFF.token}/photos/file_0.jpg"
    assert (await staff.client.get(path)).status_code == 404
    sandbox.say_in_group(CHEN, group, "/report", reply_to=photo.message_id)
    (command,) = await heard(staff)
    assert await staff.done("getFile", file_id=command.reply_to_message.photo[0].file_id)
    assert (await staff.client.get(path)).content == png()


async def test_a_bot_writes_edits_and_deletes_in_a_group(sandbox: Sandbox, staff: Raw, group: int) -> None:
    said = sandbox.say_in_group(CHEN, group, "/report 灯坏了")
    reply = {"message_id": said.message_id}
    sent = await staff.done("sendMessage", chat_id=group, text="谁去？", reply_markup=BUTTONS, reply_parameters=reply)
    message = checked(Message.model_validate(sent))
    assert (message.chat.id, message.chat.type, message.from_user.id) == (group, "supergroup", STAFF.telegram_id)
    assert message.reply_to_message.from_user.id == CHEN
    here = {"chat_id": group, "message_id": sent["message_id"]}
    await staff.done("editMessageText", **here, text="王师傅去", reply_markup=BUTTONS)
    await staff.done("editMessageReplyMarkup", **here)
    last = sandbox.group(group).last
    assert (last.text, last.labels, last.edited, last.sender) == ("王师傅去", [], True, STAFF.telegram_id)
    async with ptb(sandbox, STAFF) as bot:
        await bot.send_photo(group, png(), caption="现场")
        await bot.send_media_group(group, [telegram.InputMediaPhoto(png()), telegram.InputMediaPhoto(png())])
    assert [one.kind for one in sandbox.group(group).messages[-3:]] == ["photo"] * 3
    assert await staff.done("sendChatAction", chat_id=group, action="typing") is True
    assert await staff.done("deleteMessage", **here) is True
    other = {"chat_id": group, "message_id": said.message_id}
    assert await staff.refused("deleteMessage", **other) == "400 Bad Request: message can't be deleted"
    assert await staff.refused("editMessageText", **other, text="x") == "400 Bad Request: message can't be edited"


async def test_every_member_may_tap(sandbox: Sandbox, staff: Raw, group: int) -> None:
    sent = await staff.done("sendMessage", chat_id=group, text="谁去？", reply_markup=BUTTONS)
    await updates(staff)
    taps = [sandbox.press_in_group(user, group, "接单") for user in (CHEN, WANG)]
    queries = [update.callback_query for update in await updates(staff)]
    assert [(query.id, query.from_user.id) for query in queries] == list(zip(taps, (CHEN, WANG), strict=True))
    assert {(query.message.chat.id, query.message.message_id) for query in queries} == {(group, sent["message_id"])}
    await staff.done("answerCallbackQuery", callback_query_id=taps[1], text="已接单")
    assert sandbox.answered(taps[1])
    assert not sandbox.answered(taps[0])
    assert [toast.text for toast in sandbox.toasts(WANG, "staff")] == ["已接单"]
    assert sandbox.toasts(CHEN, "staff") == []
    await staff.done("deleteMessage", chat_id=group, message_id=sent["message_id"])
    sandbox.tap_in_group(CHEN, group, sent["message_id"], "take")
    (gone,) = await updates(staff)
    assert (gone.callback_query.message.date, gone.callback_query.message.chat.id) == (0, group)


async def test_the_tap_goes_to_the_bot_that_wrote_the_message(
    sandbox: Sandbox, staff: Raw, raw: Raw, group: int
) -> None:
    sandbox.add_bot("owner", group, by=WANG)
    await raw.done("sendMessage", chat_id=group, text="谁去？", reply_markup=BUTTONS)
    await updates(raw)
    await updates(staff)
    sandbox.press_in_group(CHEN, group, "接单")
    assert [update.event_type for update in await updates(raw)] == ["callback_query"]
    assert await updates(staff) == []


async def test_a_removed_bot_may_do_nothing_more(sandbox: Sandbox, staff: Raw, group: int) -> None:
    sent = await staff.done("sendMessage", chat_id=group, text="谁去？")
    await updates(staff)
    sandbox.remove_from_group("staff", group, by=CHEN)
    sandbox.say_in_group(CHEN, group, "/jobs")
    (removed,) = await updates(staff)
    assert removed.my_chat_member.new_chat_member.status == "kicked"
    assert removed.my_chat_member.from_user.id == CHEN
    kicked = "403 Forbidden: bot was kicked from the supergroup chat"
    assert await staff.refused("sendMessage", chat_id=group, text="x") == kicked
    edit = {"chat_id": group, "message_id": sent["message_id"], "text": "x"}
    assert await staff.refused("editMessageText", **edit) == kicked
    assert await staff.refused("getChat", chat_id=group) == kicked
    assert sandbox.group(group).messages[-2].details == {"left_chat_member": STAFF.telegram_id}
    sandbox.add_bot("staff", group, by=WANG)
    await staff.done("sendMessage", chat_id=group, text="又来了")


async def test_a_bot_that_left_is_no_member(sandbox: Sandbox, raw: Raw) -> None:
    group = sandbox.add_to_group("owner", "一楼群", by=CHEN)
    assert (await raw.done("getChat", chat_id=group))["title"] == "一楼群"
    await raw.done("sendMessage", chat_id=group, text="请在私聊中办理")
    assert await raw.done("leaveChat", chat_id=group) is True
    gone = "403 Forbidden: bot is not a member of the supergroup chat"
    for method in ("leaveChat", "getChat", "getChatAdministrators"):
        assert await raw.refused(method, chat_id=group) == gone
    assert await raw.refused("sendMessage", chat_id=group, text="好") == gone
    *_, left = await updates(raw)
    assert left.my_chat_member.new_chat_member.status == "left"
    assert left.my_chat_member.from_user.id == OWNER.telegram_id
    sentence = await raw.refused("leaveChat", chat_id=CHEN)
    assert sentence == "400 Bad Request: chat member status can't be changed in private chats"
    assert await Raw(raw.client, STAFF.token).refused("sendMessage", chat_id=group, text="好") == (
        "400 Bad Request: chat not found"
    )


async def test_a_group_in_which_bots_may_not_write(sandbox: Sandbox, raw: Raw) -> None:
    group = sandbox.new_group("owner", "公告群", [CHEN], CHEN, bots_may_write=False)
    wanted = {
        "sendMessage": ("text", "text messages"),
        "sendPhoto": ("photo", "photos"),
        "sendVoice": ("voice", "voice notes"),
    }
    for method, (field, what) in wanted.items():
        sentence = await raw.refused(method, chat_id=group, **{field: "x"})
        assert sentence == f"400 Bad Request: not enough rights to send {what} to the chat"
    sandbox.say_in_group(CHEN, group, "/start")
    assert (await heard(raw))[-1].text == "/start"


async def test_who_is_in_a_group(sandbox: Sandbox, staff: Raw, group: int) -> None:
    for user, kind in (
        (WANG, ChatMemberOwner),
        (CHEN, ChatMemberMember),
        (NEW, ChatMemberLeft),
        (STAFF.telegram_id, ChatMemberMember),
        (OWNER.telegram_id, ChatMemberLeft),
    ):
        member = checked(kind.model_validate(await staff.done("getChatMember", chat_id=group, user_id=user)))
        assert member.user.id == user
    assert await staff.refused("getChatMember", chat_id=group, user_id=5) == "400 Bad Request: user not found"
    assert [one["user"]["id"] for one in await staff.done("getChatAdministrators", chat_id=group)] == [WANG]
    assert await staff.done("getChatMemberCount", chat_id=group) == 3
    open_group = sandbox.new_group("staff", "全体", [CHEN], WANG, sees_all=True)
    founder, bot = await staff.done("getChatAdministrators", chat_id=open_group)
    assert checked(ChatMemberOwner.model_validate(founder)).user.id == WANG
    assert checked(ChatMemberAdministrator.model_validate(bot)).can_manage_chat
    async with ptb(sandbox, STAFF) as client:
        assert len(await client.get_chat_administrators(open_group)) == 2


@pytest.mark.parametrize("basic", [False, True])
async def test_a_group_becomes_a_supergroup(sandbox: Sandbox, staff: Raw, basic: bool) -> None:
    old = sandbox.new_group("staff", "工程部", [CHEN], WANG, sees_all=True, basic=basic)
    await updates(staff)
    new = sandbox.migrate_group(old)
    moved, arrived = await heard(staff)
    assert (moved.chat.id, moved.migrate_to_chat_id) == (old, new)
    assert moved.chat.type == ("group" if basic else "supergroup")
    assert (arrived.chat.id, arrived.chat.type, arrived.migrate_from_chat_id) == (new, "supergroup", old)
    refused = await staff("sendMessage", chat_id=old, text="x")
    assert refused["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refused["parameters"] == {"migrate_to_chat_id": new}
    async with ptb(sandbox, STAFF) as bot:
        with pytest.raises(telegram.error.ChatMigrated):
            await bot.send_photo(old, png())
        await bot.send_message(new, "好")
    sandbox.say_in_group(CHEN, new, "都看得见")
    assert (await heard(staff))[-1].text == "都看得见"
    assert sandbox.group(old).migrated_to == new
    for impossible in (lambda: sandbox.say_in_group(CHEN, old, "x"), lambda: sandbox.migrate_group(old)):
        with pytest.raises(NotPossible):
            impossible()


async def test_basic_groups_call_themselves_so(sandbox: Sandbox, staff: Raw) -> None:
    group = sandbox.new_group("staff", "工程部", [CHEN], WANG, basic=True)
    assert -1_000_000_000_000 < group < 0
    sandbox.remove_from_group("staff", group, by=WANG)
    refused = await staff.refused("sendMessage", chat_id=group, text="x")
    assert refused == "403 Forbidden: bot was kicked from the group chat"


async def test_what_no_app_offers_in_groups(sandbox: Sandbox, group: int) -> None:
    for impossible in (
        lambda: sandbox.say_in_group(NEW, group, "我不在群里"),
        lambda: sandbox.photo(NEW, "staff", png(), group=group),
        lambda: sandbox.tap_in_group(NEW, group, 1, "x"),
        lambda: sandbox.say_in_group(CHEN, group, "好", reply_to=99),
        lambda: sandbox.add_bot("staff", group, by=CHEN),
        lambda: sandbox.remove_from_group("owner", group, by=CHEN),
        lambda: sandbox.remove_from_group("staff", group, by=NEW),
        lambda: sandbox.new_group("staff", " ", [CHEN], WANG),
        lambda: sandbox.edit_in_group(CHEN, group, 1, "x"),
    ):
        with pytest.raises(NotPossible):
            impossible()
    with pytest.raises(LookupError, match="no button"):
        sandbox.press_in_group(CHEN, group, "没有的")
    with pytest.raises(KeyError):
        sandbox.say_in_group(CHEN, -5, "好")


async def test_groups_survive_a_restart(tmp_path: Path, clock: TurnableClock) -> None:
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now, folder=tmp_path)
    group = sandbox.new_group("staff", "工程部", [CHEN], WANG, sees_all=True)
    old = sandbox.new_group("owner", "旧群", [CHEN], WANG, basic=True)
    sandbox.migrate_group(old)
    async with ptb(sandbox, STAFF) as bot:
        await bot.send_photo(group, png(), reply_markup=telegram.InlineKeyboardMarkup.de_json(BUTTONS, bot))
    said = sandbox.say_in_group(CHEN, group, "好")
    sandbox.photo(CHEN, "staff", png(9, 9), group=group)
    tap = sandbox.press_in_group(WANG, group, "接单")
    before = [sandbox.group(one) for one in (group, old)]
    await sandbox.close()
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now, folder=tmp_path)
    assert [sandbox.group(one) for one in (group, old)] == before
    assert sandbox.new_group("staff", "新群", [CHEN], WANG) not in {group, old}
    async with ptb(sandbox, STAFF) as bot:
        assert await bot.answer_callback_query(tap)
        sent = await bot.send_message(group, "在", reply_parameters=telegram.ReplyParameters(said.message_id))
        assert sent.reply_to_message.text == "好"
        photo = next(update.message for update in await bot.get_updates() if update.message and update.message.photo)
        assert await (await bot.get_file(photo.photo[0].file_id)).download_as_bytearray() == png(9, 9)
        sandbox.say_in_group(CHEN, group, "都看得见")
    await sandbox.close()
