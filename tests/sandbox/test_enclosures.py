"""What people send besides words arrives as Telegram would send it, and can be fetched by the bot that got it."""

from pathlib import Path

import pytest
import telegram

from bot.sandbox import NotPossible, Sandbox
from bot.sandbox.pictures import size_of

from .conftest import CAST, CHEN, OWNER, STAFF, WANG, Raw, TurnableClock, ptb
from .pictures import gif, jpeg, png, webp
from .schema import heard


async def test_a_photo_comes_in_several_sizes_and_can_be_fetched(sandbox: Sandbox, raw: Raw, bot: telegram.Bot) -> None:
    content = png(1600, 1200)
    seen = sandbox.photo(CHEN, "owner", content, "  水龙头滴水 ")
    assert (seen.kind, seen.content, seen.text, seen.from_bot) == ("photo", content, "水龙头滴水", False)
    (message,) = await heard(raw)
    assert [(size.width, size.height) for size in message.photo] == [(90, 68), (320, 240), (1600, 1200)]
    assert len({size.file_unique_id for size in message.photo}) == 3
    assert (message.caption, message.text, message.media_group_id) == ("水龙头滴水", None, None)
    for size in message.photo:
        file = await bot.get_file(size.file_id)
        assert file.file_unique_id == size.file_unique_id
        assert file.file_path.endswith("photos/file_0.jpg")
    assert await file.download_as_bytearray() == content


async def test_a_photo_that_is_small_has_two_sizes(sandbox: Sandbox, raw: Raw) -> None:
    sandbox.photo(CHEN, "owner", png(8, 6))
    sandbox.photo(CHEN, "owner", png(1, 1))
    small, dot = await heard(raw)
    assert [(size.width, size.height) for size in small.photo] == [(4, 3), (8, 6)]
    assert [(size.width, size.height) for size in dot.photo] == [(1, 1), (1, 1)]
    assert small.caption is None


async def test_an_album_is_messages_that_share_a_number(sandbox: Sandbox, raw: Raw) -> None:
    sandbox.album(CHEN, "owner", [png(), png(100, 100), png(9, 9)], "三张")
    sandbox.album(CHEN, "owner", [png(), png()])
    sandbox.document(CHEN, "owner", "甲.pdf", b"%PDF", "application/pdf", album="77")
    sandbox.photo(CHEN, "owner", png(), album="77")
    messages = await heard(raw)
    albums = [message.media_group_id for message in messages]
    assert [message.caption for message in messages] == ["三张", *[None] * 6]
    assert (len(set(albums[:3])), len(set(albums[3:5])), len(set(albums)), albums[-1]) == (1, 1, 3, "77")
    assert [one.media_group_id for one in sandbox.chat(CHEN, "owner").messages] == albums


async def test_voice_document_place_and_number(sandbox: Sandbox, raw: Raw, bot: telegram.Bot) -> None:
    sandbox.voice(CHEN, "owner", b"OggS", 7)
    sandbox.document(CHEN, "owner", "报价/单.docx", b"PK", "application/msword", "请看")
    sandbox.location(CHEN, "owner", 39.9, 116.4)
    sandbox.contact(CHEN, "owner", "13900000000")
    sandbox.contact(CHEN, "owner", "13911111111", own=False, name="我先生")
    voice, document, place, own, other = await heard(raw)
    assert (voice.voice.duration, voice.voice.mime_type, voice.voice.file_size) == (7, "audio/ogg", 4)
    assert (await bot.get_file(voice.voice.file_id)).file_path.endswith("voice/file_0.oga")
    assert (document.document.file_name, document.document.mime_type) == ("报价_单.docx", "application/msword")
    assert document.caption == "请看"
    assert (place.location.latitude, place.location.longitude) == (39.9, 116.4)
    assert (own.contact.phone_number, own.contact.user_id, own.contact.first_name) == ("13900000000", CHEN, "陈女士")
    assert (other.contact.user_id, other.contact.first_name) == (None, "我先生")
    seen = sandbox.chat(CHEN, "owner").messages
    assert [one.kind for one in seen] == ["voice", "document", "location", "contact", "contact"]
    assert (seen[0].content, seen[0].details, seen[2].location) == (b"OggS", {"duration": 7}, (39.9, 116.4))
    assert (seen[1].document.content, seen[0].document, seen[1].location) == (b"PK", None, None)
    assert seen[3].details["phone_number"] == "13900000000"


async def test_what_is_forwarded_says_from_whom(sandbox: Sandbox, raw: Raw) -> None:
    sandbox.forward(CHEN, "owner", "明天停电", "王师傅")
    sandbox.forward(CHEN, "owner", "/report 灯坏了", "邻居", photo=png())
    known, hidden = await heard(raw)
    assert (known.text, known.forward_origin.type, known.forward_origin.sender_user.id) == ("明天停电", "user", WANG)
    assert (hidden.caption, hidden.forward_origin.sender_user_name) == ("/report 灯坏了", "邻居")
    assert hidden.forward_origin.type == "hidden_user"
    assert hidden.photo
    assert hidden.from_user.id == CHEN
    assert [one.forwarded_from for one in sandbox.chat(CHEN, "owner").messages] == ["王师傅", "邻居"]


async def test_what_one_bot_got_means_nothing_to_the_other(sandbox: Sandbox, raw: Raw) -> None:
    sandbox.photo(CHEN, "owner", png())
    (message,) = await heard(raw)
    for size in message.photo:
        async with ptb(sandbox, STAFF) as staff:
            with pytest.raises(telegram.error.BadRequest, match="Invalid file_id"):
                await staff.get_file(size.file_id)
    for account, status in ((OWNER, 200), (STAFF, 404)):
        assert (await raw.client.get(f"/file/bot{account.token}/photos/file_0.jpg")).status_code == status


async def test_more_than_20_mb_can_not_be_fetched(sandbox: Sandbox, raw: Raw) -> None:
    limit = 20 * 1024 * 1024
    for size in (limit, limit + 1):
        sandbox.document(CHEN, "owner", "录像.mp4", bytes(size), "video/mp4")
    fits, too_big = await heard(raw)
    assert (await raw.done("getFile", file_id=fits.document.file_id))["file_size"] == limit
    refused = await raw.refused("getFile", file_id=too_big.document.file_id)
    assert refused == "400 Bad Request: file is too big"


async def test_what_no_app_would_send(sandbox: Sandbox) -> None:
    for impossible in (
        lambda: sandbox.photo(CHEN, "owner", b"%PDF"),
        lambda: sandbox.photo(CHEN, "owner", png(), "字" * 1025),
        lambda: sandbox.album(CHEN, "owner", [png()]),
        lambda: sandbox.album(CHEN, "owner", [png(9, 9)] * 11),
        lambda: sandbox.document(CHEN, "owner", "x", b""),
        lambda: sandbox.document(CHEN, "owner", "x", bytes(50 * 1024 * 1024 + 1)),
        lambda: sandbox.location(CHEN, "owner", 91, 0),
    ):
        with pytest.raises(NotPossible):
            impossible()
    assert sandbox.chat(CHEN, "owner").messages == ()
    sandbox.block(CHEN, "owner")
    with pytest.raises(NotPossible):
        sandbox.voice(CHEN, "owner", b"OggS", 1)


async def test_media_survive_a_restart(tmp_path: Path, clock: TurnableClock) -> None:
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now, folder=tmp_path)
    sandbox.album(CHEN, "owner", [png(), png(9, 9)], "两张")
    sandbox.forward(CHEN, "owner", "明天停电", "王师傅")
    sandbox.contact(CHEN, "owner", "13900000000")
    before = sandbox.chat(CHEN, "owner")
    await sandbox.close()
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now, folder=tmp_path)
    assert sandbox.chat(CHEN, "owner") == before
    async with ptb(sandbox, OWNER) as bot:
        first, *_ = await bot.get_updates()
        assert await (await bot.get_file(first.message.photo[0].file_id)).download_as_bytearray() == png()
        sandbox.photo(CHEN, "owner", png(7, 7))
        last = (await bot.get_updates())[-1]
        assert await (await bot.get_file(last.message.photo[0].file_id)).download_as_bytearray() == png(7, 7)
    await sandbox.close()


@pytest.mark.parametrize("size", [(1, 1), (640, 480), (3000, 17)])
def test_the_size_stands_in_the_header(size: tuple[int, int]) -> None:
    assert [size_of(make(*size)) for make in (png, jpeg, gif, webp)] == [size] * 4


@pytest.mark.parametrize("content", [b"", b"%PDF", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", jpeg(5, 5)[:20], png(0, 5)])
def test_what_is_no_picture(content: bytes) -> None:
    assert size_of(content) is None
