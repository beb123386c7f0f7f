"""Bots send photos, albums, voice notes and places, and change them in place."""

import json

import pytest
import telegram
from aiogram.types import Message
from telegram import InputMediaDocument, InputMediaPhoto

from bot.sandbox import Sandbox
from tests.published import check_request

from .conftest import CAST, CHEN, OWNER, STAFF, WANG, Raw, TurnableClock, ptb
from .pictures import gif, jpeg, png, webp

BUTTON = {"inline_keyboard": [[{"text": "看图", "callback_data": "p"}]]}


@pytest.fixture
async def strict(clock: TurnableClock):
    """A sandbox that holds every request against the published schema."""
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now, on_request=check_request)
    yield sandbox
    assert sandbox.complaints == []
    await sandbox.close()


async def test_a_photo_with_caption_and_buttons(strict: Sandbox) -> None:
    async with ptb(strict, OWNER) as bot:
        sent = await bot.send_photo(
            CHEN,
            png(800, 600),
            caption="<b>水龙头</b>",
            parse_mode="HTML",
            reply_markup=telegram.InlineKeyboardMarkup.from_button(
                telegram.InlineKeyboardButton("好", callback_data="y")
            ),
        )
        assert [(size.width, size.height) for size in sent.photo] == [(90, 68), (320, 240), (800, 600)]
        assert (sent.caption, sent.caption_entities[0].type, sent.text) == ("水龙头", "bold", None)
        again = await bot.send_photo(CHEN, sent.photo[0].file_id)
        assert again.photo == sent.photo
        assert (await bot.get_file(again.photo[-1].file_id)).file_path.endswith("photos/file_0.jpg")
    first, second = strict.chat(CHEN, "owner").messages
    assert (first.kind, first.content, first.text, first.labels) == ("photo", png(800, 600), "水龙头", ["好"])
    assert (second.content, second.text) == (png(800, 600), "")
    assert strict.chat(CHEN, "owner").rings == 2


async def test_what_people_sent_can_be_sent_again_by_the_same_bot_only(sandbox: Sandbox, bot: telegram.Bot) -> None:
    sandbox.photo(CHEN, "owner", png())
    (update,) = await bot.get_updates()
    photo = update.message.photo[-1].file_id
    await bot.send_photo(CHEN, photo)
    await bot.send_media_group(CHEN, [InputMediaPhoto(photo), InputMediaPhoto(photo)])
    assert [one.content for one in sandbox.chat(CHEN, "owner").from_bot] == [png()] * 3
    async with ptb(sandbox, STAFF) as staff:
        with pytest.raises(telegram.error.BadRequest, match="Wrong file identifier/http url specified"):
            await staff.send_photo(WANG, photo)
    with pytest.raises(telegram.error.BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(CHEN, photo)


async def test_an_album_of_photos(strict: Sandbox) -> None:
    async with ptb(strict, OWNER) as bot:
        known = (await bot.send_photo(CHEN, jpeg(50, 50))).photo[-1].file_id
        sent = await bot.send_media_group(
            CHEN,
            [
                InputMediaPhoto(png(), caption="<i>之前</i>", parse_mode="HTML"),
                InputMediaPhoto(png(9, 9), caption="之后"),
                InputMediaPhoto(known),
            ],
        )
    assert [message.caption for message in sent] == ["之前", "之后", None]
    assert sent[0].caption_entities[0].type == "italic"
    seen = strict.chat(CHEN, "owner")
    assert [one.content for one in seen.messages[1:]] == [png(), png(9, 9), jpeg(50, 50)]
    assert {one.media_group_id for one in seen.messages[1:]} == {sent[0].media_group_id} != {None}
    assert (seen.rings, seen.unread) == (2, 4)


async def test_an_album_of_documents(sandbox: Sandbox, bot: telegram.Bot) -> None:
    papers = [InputMediaDocument(b"a", filename="甲.txt"), InputMediaDocument(b"b", filename="乙.txt")]
    await bot.send_media_group(CHEN, papers, caption="两份")
    seen = sandbox.chat(CHEN, "owner").messages
    assert [(one.document.name, one.document.content, one.text) for one in seen] == [
        ("甲.txt", b"a", "两份"),
        ("乙.txt", b"b", ""),
    ]


async def test_voice_and_place(strict: Sandbox) -> None:
    async with ptb(strict, OWNER) as bot:
        voice = await bot.send_voice(CHEN, b"OggS", caption="请听", duration=3)
        place = await bot.send_location(CHEN, 39.9, 116.4)
    assert (voice.voice.duration, voice.voice.mime_type, voice.caption) == (3, "audio/ogg", "请听")
    assert (place.location.latitude, place.location.longitude) == (39.9, 116.4)
    first, second = strict.chat(CHEN, "owner").messages
    assert (first.content, first.details, first.text) == (b"OggS", {"duration": 3}, "请听")
    assert second.location == (39.9, 116.4)


async def test_what_is_sent_reads_as_the_schema_says(raw: Raw) -> None:
    for kind, file in (("photo", png()), ("voice", b"OggS"), ("document", b"x")):
        sent = Message.model_validate(await _upload(raw, f"send{kind}", {kind: file}, reply_markup=json.dumps(BUTTON)))
        assert getattr(sent, kind)
        assert sent.reply_markup.inline_keyboard[0][0].text == "看图"
    place = Message.model_validate(await raw.done("sendLocation", chat_id=CHEN, latitude=1.5, longitude="2"))
    assert (place.location.latitude, place.location.longitude) == (1.5, 2)


@pytest.mark.parametrize("make", [png, jpeg, gif, webp])
async def test_photos_of_four_formats(raw: Raw, make) -> None:
    sent = await _upload(raw, "sendPhoto", {"photo": make(640, 480)})
    assert (sent["photo"][-1]["width"], sent["photo"][-1]["height"]) == (640, 480)


async def test_what_is_no_photo(raw: Raw) -> None:
    assert await _refused(raw, "sendPhoto", {"photo": b"%PDF"}) == "Bad Request: IMAGE_PROCESS_FAILED"
    limit = 10 * 1024 * 1024
    large = png() + bytes(limit - len(png()))
    await _upload(raw, "sendPhoto", {"photo": large})
    assert await _refused(raw, "sendPhoto", {"photo": large + b"\0"}) == (
        f"Bad Request: file of size {limit + 1} bytes is too big for a photo; the maximum size is {limit} bytes"
    )


@pytest.mark.parametrize(
    ("method", "params", "sentence"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendVoice", {}, "there is no voice in the request"),
        ("sendPhoto", {"photo": "nothing"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "attach://nothing"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "x", "caption": "字" * 1025}, "message caption is too long"),
        ("sendLocation", {"longitude": 1}, "latitude is empty"),
        ("sendLocation", {"latitude": 1, "longitude": "east"}, "wrong location specified"),
        ("sendMediaGroup", {}, "expected an Array of InputMedia"),
        ("sendMediaGroup", {"media": "["}, "can't parse media JSON object"),
        ("sendMediaGroup", {"media": [{"type": "photo", "media": "x"}]}, "there are no messages to send"),
        ("sendMediaGroup", {"media": [{"type": "photo", "media": "x"}] * 11}, "too many messages to send as an album"),
        ("sendMediaGroup", {"media": ["x", "y"]}, "can't parse InputMedia: expected an Object"),
        ("sendMediaGroup", {"media": [{"type": "poem"}] * 2}, "can't parse InputMedia: unsupported type"),
        ("sendMediaGroup", {"media": [{"type": "photo"}] * 2}, "can't parse InputMedia: media not found"),
        (
            "sendMediaGroup",
            {"media": [{"type": "photo", "media": "x"}, {"type": "document", "media": "x"}]},
            "document can't be mixed with other media types",
        ),
        (
            "sendMediaGroup",
            {"media": [{"type": "photo", "media": "x"}] * 2},
            "wrong file identifier/HTTP URL specified",
        ),
    ],
)
async def test_media_that_are_refused(raw: Raw, method: str, params: dict, sentence: str) -> None:
    assert await raw.refused(method, chat_id=CHEN, **params) == f"400 Bad Request: {sentence}"


async def test_captions_and_pictures_change_in_place(sandbox: Sandbox, bot: telegram.Bot, raw: Raw) -> None:
    sent = await bot.send_photo(CHEN, png(), caption="之前")
    here = {"chat_id": CHEN, "message_id": sent.message_id}
    assert await raw.refused("editMessageText", **here, text="x") == (
        "400 Bad Request: there is no text in the message to edit"
    )
    await raw.done("editMessageCaption", **here, caption="<b>之后</b>", parse_mode="HTML", reply_markup=BUTTON)
    seen = sandbox.chat(CHEN, "owner").last
    assert (seen.text, seen.entities[0]["type"], seen.labels, seen.edited) == ("之后", "bold", ["看图"], True)
    again = await raw.refused(
        "editMessageCaption", **here, caption="<b>之后</b>", parse_mode="HTML", reply_markup=BUTTON
    )
    assert again.startswith("400 Bad Request: message is not modified")
    await bot.edit_message_media(InputMediaPhoto(png(5, 5), caption="换了"), CHEN, sent.message_id)
    seen = sandbox.chat(CHEN, "owner").last
    assert (seen.content, seen.text, seen.labels) == (png(5, 5), "换了", [])
    for unspoken in (await bot.send_message(CHEN, "只有字"), await bot.send_location(CHEN, 1, 1)):
        sentence = await raw.refused("editMessageCaption", chat_id=CHEN, message_id=unspoken.message_id, caption="x")
        assert sentence == "400 Bad Request: there is no caption in the message to edit"


async def test_nothing_is_kept_for_who_can_not_be_reached(sandbox: Sandbox, raw: Raw) -> None:
    sandbox.block(CHEN, "owner")
    assert await _refused(raw, "sendPhoto", {"photo": png()}) == "Forbidden: bot was blocked by the user"
    sandbox.unblock(CHEN, "owner")
    sent = await _upload(raw, "sendPhoto", {"photo": png()})
    assert (await raw.done("getFile", file_id=sent["photo"][0]["file_id"]))["file_path"] == "photos/file_0.jpg"


async def _upload(raw: Raw, method: str, files: dict, **params: object) -> dict:
    response = await raw.client.post(f"/bot{raw.token}/{method}", data={"chat_id": CHEN, **params}, files=files)
    assert response.json()["ok"], response.text
    return response.json()["result"]


async def _refused(raw: Raw, method: str, files: dict) -> str:
    response = await raw.client.post(f"/bot{raw.token}/{method}", data={"chat_id": CHEN}, files=files)
    assert response.status_code in {400, 403}
    return response.json()["description"]
