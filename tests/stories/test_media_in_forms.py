"""Pictures, voice notes, files, places and numbers in conversations: kept, counted, and nothing lost."""

import pytest
from sqlalchemy import select

from models.media.queries import attached
from models.media.tables import AttachedTo, Media, MediaBytes, MediaKind, MediaState
from tests.people import Phone, Town
from tests.pictures import opened, picture, picture_with_a_place
from tests.stories.steps import to_the_read_back, to_the_words

PDF = b"%PDF-1.7 not a picture"


def shown_on(town: Town, part: AttachedTo = AttachedTo.REPORT) -> list[Media]:
    """What belongs to the newest ticket."""
    ticket = town.tickets()[-1]
    return town.look(lambda session: attached(session, ticket.subject, part))


def everything(town: Town) -> list[Media]:
    return town.look(lambda session: list(session.scalars(select(Media).order_by(Media.id))))


def contents(town: Town) -> list[bytes]:
    """All bytes that are kept."""
    return town.look(lambda session: list(session.scalars(select(MediaBytes.content).order_by(MediaBytes.media_id))))


def from_the_bot(phone: Phone) -> int:
    return len([one for one in phone.messages() if one.from_bot])


@pytest.mark.rows("R046", "R043")
async def test_a_report_with_an_album_and_a_voice_note(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    before = from_the_bot(owner)
    await owner.sends_album([picture(colour=one) for one in ("red", "green", "blue")], "水龙头一直滴水")
    assert from_the_bot(owner) == before + 1, "an album has one screen"
    assert "已为您保存照片3张" in owner.text
    assert "请选择您方便的时间" in owner.text
    await owner.sends_voice()
    await owner.taps("时间都可以")
    assert "附件：照片3张，语音1条" in owner.text
    assert "说明：水龙头一直滴水" in owner.text
    await owner.taps("确认")
    kinds = [one.kind for one in shown_on(town)]
    assert sorted(kinds) == sorted([MediaKind.PHOTO] * 3 + [MediaKind.VOICE])
    assert town.tickets()[-1].words == "水龙头一直滴水"
    assert {one.state for one in shown_on(town)} == {MediaState.KEPT}


async def test_pictures_are_kept_small_upright_and_without_a_place(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.sends_photo(picture_with_a_place(4000, 3000))
    await owner.sends_voice(b"OggS and a voice")
    kept, voice = contents(town)
    assert opened(kept).format == "JPEG"
    assert opened(kept).size == (1536, 2048)
    assert not opened(kept).getexif()
    assert b"Camera of 0301" not in kept
    assert voice == b"OggS and a voice"


async def test_a_picture_where_a_choice_is_asked_is_kept(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/report")
    await owner.sends_photo(picture(), "我家水龙头坏了")
    assert "已为您保存照片1张" in owner.text
    assert "请问是您的单元内" in owner.text
    await owner.sends_voice()
    assert "照片1张，语音1条" in owner.text
    for label in ("我的单元内", "茶水间", "水管和排水", "水龙头漏水", "时间都可以"):
        await owner.taps(label)
    assert "说明：我家水龙头坏了" in owner.text
    assert "附件：照片1张，语音1条" in owner.text


async def test_an_owners_picture_outside_of_any_form_opens_the_report(town: Town):
    owner = town.phone("陈女士")
    await owner.sends_album([picture(), picture(colour="red")])
    assert "已为您保存照片2张" in owner.text
    for label in ("我的单元内", "茶水间", "水管和排水", "水龙头漏水", "无需说明", "时间都可以"):
        await owner.taps(label)
    assert "附件：照片2张" in owner.text


async def test_a_picture_beside_a_resting_report_waits_for_the_owners_choice(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.sends_photo(picture())
    await town.later(hours=20)
    await owner.sends_photo(picture(colour="red"))
    assert "已为您保存照片2张" in owner.text
    await owner.taps("重新填写")
    for label in ("我的单元内", "茶水间", "水管和排水", "水龙头漏水", "无需说明", "时间都可以"):
        await owner.taps(label)
    assert "附件：照片1张" in owner.text, "the new picture is in the new report, the old one is not"


async def test_a_colleagues_picture_outside_of_any_form_gets_a_kind_word(town: Town):
    desk = town.phone("郑雨")
    before = from_the_bot(desk)
    await desk.sends_album([picture(), picture(), picture()])
    assert "请先打开任务" in desk.text
    assert from_the_bot(desk) == before + 1
    assert everything(town) == []


async def test_thirty_pictures_are_five_pictures_and_a_kind_word(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    before = from_the_bot(owner)
    for _ in range(3):
        await owner.sends_album([picture(64, 48)] * 10)
    assert "已为您保存照片5张" in owner.text or "对不起，数量已超过这里可保存的上限" in owner.text
    await owner.sends_photo(picture())
    assert "对不起，数量已超过这里可保存的上限" in owner.text
    assert from_the_bot(owner) == before + 4
    assert len(everything(town)) == 5
    await owner.taps("无需说明")
    await owner.taps("时间都可以")
    assert "附件：照片5张" in owner.text


async def test_a_file_of_25_megabytes_is_not_taken_in(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.sends_document("录像.mp4", bytes(25 * 1024 * 1024), "video/mp4")
    assert "对不起，这个文件超过了可接收的大小" in owner.text
    assert "请用一两句话说明情况" in owner.text
    assert everything(town) == []


async def test_a_picture_that_is_none_is_told_and_holds_nothing_up(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.sends_document("照片.jpg", PDF, "image/jpeg")
    assert "您的一张照片未能打开" in owner.text
    await owner.says("一直滴水")
    await owner.taps("时间都可以")
    assert "附件：" not in owner.text
    await owner.taps("确认")
    assert shown_on(town) == []
    assert town.tickets()[-1].number


async def test_the_list_is_corrected_at_the_read_back(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    await owner.sends_album([picture(), picture()])
    assert "附件：照片2张" in owner.find("请您核对").text
    await owner.taps("修改")
    await owner.taps("附件")
    assert "目前已有照片2张" in owner.text
    await owner.sends_photo(picture(colour="red"))
    assert "已为您保存照片1张。请继续发送" in owner.text
    await owner.sends_voice()
    await owner.taps("继续")
    assert "附件：照片1张，语音1条" in owner.text


async def test_a_list_that_is_to_be_corrected_may_stay(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    await owner.sends_photo(picture())
    await owner.taps("修改")
    await owner.taps("附件")
    await owner.taps("继续")
    assert "附件：照片1张" in owner.text


async def test_going_back_keeps_the_pictures(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.sends_photo(picture())
    await owner.taps("返回上一步")
    await owner.taps("水龙头漏水")
    await owner.taps("无需说明")
    await owner.taps("时间都可以")
    assert "附件：照片1张" in owner.text


async def test_a_forwarded_text_is_a_text_like_any_other(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.forwards("茶水间水龙头滴水，同事拍的", "王师傅")
    await owner.taps("时间都可以")
    assert "说明：茶水间水龙头滴水，同事拍的" in owner.text


async def test_a_place_and_a_file_go_with_a_report(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.sends_place(39.9087, 116.3975)
    await owner.sends_document("说明书.pdf", PDF, "application/pdf")
    await owner.taps("无需说明")
    await owner.taps("时间都可以")
    await owner.taps("确认")
    place, file = shown_on(town)
    assert (place.latitude, place.longitude, place.state) == (39_908_700, 116_397_500, MediaState.KEPT)
    assert (file.name, file.mime) == ("说明书.pdf", "application/pdf")


async def test_a_number_where_none_is_asked(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.sends_number("13900000000")
    assert "对不起，请用文字或下面的按钮回答" in owner.text
    assert everything(town) == []


async def test_what_a_stranger_sends_is_not_kept(town: Town):
    stranger = town.sandbox.stranger(990_001, "路人")
    town.sandbox.say(stranger.telegram_id, "owner", "/start")
    town.sandbox.photo(stranger.telegram_id, "owner", picture())
    await town.settled()
    assert everything(town) == []
