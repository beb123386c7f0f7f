"""Pictures travel: from the owner to the desk and the technician on the other bot, and the result back to the owner."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.media.tables import Media, MediaFile, MediaState
from models.notices import Notice, NoticeState
from tests.people import Phone, Town
from tests.pictures import opened, picture
from tests.stories.steps import dispatch, to_the_words

ADDED = "补充照片或说明"


def pictures(phone: Phone) -> list[bytes]:
    """The pictures that the bot has sent to a phone."""
    return [one.content or b"" for one in phone.messages() if one.from_bot and one.kind == "photo"]


def sent_by_the_bot(phone: Phone, kind: str) -> list[bytes]:
    return [one.content or b"" for one in phone.messages() if one.from_bot and one.kind == kind]


async def report_with(owner: Phone, *contents: bytes, voice: bool = False) -> None:
    """Report a dripping tap in the owner's own pantry, with pictures."""
    await to_the_words(owner)
    if len(contents) > 1:
        await owner.sends_album(contents, "水龙头一直滴水")
    else:
        await owner.sends_photo(contents[0], "水龙头一直滴水")
    if voice:
        await owner.sends_voice(b"OggS a voice", 6)
    await owner.taps("时间都可以")
    await owner.taps("确认")


async def report_in_the_corridor(owner: Phone, content: bytes) -> None:
    """Report a lamp in a corridor, with a picture."""
    await owner.says("/report")
    await owner.sends_photo(content)
    for label in ("公共区域", "走廊", "12", "灯光和用电", "灯", "无需说明", "确认"):
        await owner.taps(label)


async def to_the_result(town: Town) -> Phone:
    """From the dispatch to the question for a picture of the result."""
    await dispatch(town)
    worker = town.phone("林海涛")
    for label in ("接单", "到达签到", "完工", "免费：保修期内", "已更换配件"):
        await worker.taps(label)
    return worker


@pytest.mark.rows("R046", "R203")
async def test_the_owners_pictures_are_seen_on_the_other_bot(town: Town):
    owner, desk, worker = town.phone("陈女士"), town.phone("郑雨"), town.phone("林海涛")
    await report_with(owner, picture(colour="red"), picture(3000, 2000, colour="blue"), voice=True)
    assert sorted(opened(one).size for one in pictures(desk)) == [(640, 480), (2048, 1365)]
    album = [one for one in desk.messages() if one.kind == "photo"]
    assert album[0].media_group_id == album[1].media_group_id != ""
    assert "业主报修时发送" in album[0].text
    assert "水龙头一直滴水" in album[0].text
    assert sent_by_the_bot(desk, "voice") == [b"OggS a voice"]
    assert "附件：照片2张，语音1条" in desk.find("新报修").text
    await dispatch(town)
    assert pictures(worker) == [], "who has not accepted sees nothing from inside a unit"
    assert "附件：" not in worker.text
    await worker.taps("接单")
    assert len(pictures(worker)) == 2
    assert sent_by_the_bot(worker, "voice") == [b"OggS a voice"]
    assert "附件：照片2张，语音1条" in worker.find("已接单").text


@pytest.mark.rows("R203")
async def test_a_picture_of_a_public_place_may_be_seen_before_accepting(town: Town):
    await report_in_the_corridor(town.phone("陈女士"), picture(colour="green"))
    await town.phone("郑雨").taps("派给工程部")
    await town.phone("何志强").taps("派给")
    ticket = town.tickets()[-1]
    worker = town.phone(town.look(lambda session: session.merge(ticket).assignee.person.name))
    assert pictures(worker) == []
    await worker.taps("查看照片")
    assert len(pictures(worker)) == 1
    assert "马上发送" in worker.toast


@pytest.mark.rows("R203")
async def test_a_forged_button_shows_no_picture(town: Town):
    await report_with(town.phone("陈女士"), picture())
    await dispatch(town)
    worker, cleaner, other = town.phone("林海涛"), town.phone("唐国平"), town.phone("Miller先生")
    ticket = town.tickets()[-1].id
    for phone in (worker, cleaner, other):
        await phone.says("/start")
        await phone.sends(f"sp:{ticket}")
        assert pictures(phone) == []


@pytest.mark.rows("R026")
async def test_a_result_needs_a_picture_and_the_owner_sees_it(town: Town):
    owner = town.phone("陈女士")
    await report_with(owner, picture())
    worker = await to_the_result(town)
    assert "请发送完工照片" in worker.find("请发送完工照片").text
    await worker.sends_photo(picture(colour="gold"))
    assert "已为您保存照片1张" in worker.text
    await worker.taps("继续")
    assert "照片：照片1张" in worker.text
    await worker.taps("确认完工")
    desk = town.phone("郑雨")
    assert pictures(owner) == []
    await desk.taps("反馈业主")
    assert len(pictures(owner)) == 1
    assert "请您查看处理结果的照片" in owner.find("处理结果的照片").text
    before = len(pictures(desk))
    await desk.taps("查看照片")
    assert len(pictures(desk)) == before + 2


@pytest.mark.rows("R026")
async def test_why_a_result_has_no_picture_is_kept(town: Town):
    await report_with(town.phone("陈女士"), picture())
    worker = await to_the_result(town)
    await worker.says("设备间光线太暗")
    await worker.taps("确认完工")
    assert "没有完工照片：设备间光线太暗" in town.phone("郑雨").find("请向业主反馈结果").text
    await town.phone("郑雨").taps("反馈业主")
    assert pictures(town.phone("陈女士")) == []


async def test_an_owner_adds_a_picture_and_words_later(town: Town):
    owner, desk, worker = town.phone("陈女士"), town.phone("郑雨"), town.phone("林海涛")
    await report_with(owner, picture())
    await owner.taps(ADDED)
    await owner.says("现在漏得更厉害了")
    await owner.sends_photo(picture(colour="orange"))
    await owner.taps("继续")
    assert "已为您补充" in owner.text
    assert "业主有补充内容" in desk.find("业主有补充内容").text
    assert "现在漏得更厉害了" in desk.find("业主有补充内容").text
    assert len(pictures(desk)) == 2
    await dispatch(town)
    await worker.taps("接单")
    assert len(pictures(worker)) == 2
    await town.later(minutes=1)
    await owner.taps(ADDED)
    await owner.sends_voice()
    await owner.sends_photo(picture(colour="pink"))
    await owner.taps("继续")
    assert "业主有补充内容" in worker.find("业主有补充内容").text
    assert len(sent_by_the_bot(worker, "voice")) == 1
    assert len(pictures(worker)) == 3, "what was seen before is not shown again"


async def test_nothing_added_is_nothing_sent(town: Town):
    owner = town.phone("陈女士")
    await report_with(owner, picture())
    await owner.taps(ADDED)
    await owner.taps("提交")
    assert "对不起" in owner.text
    assert owner.labels


async def test_bytes_travel_once_per_bot(town: Town):
    await report_with(town.phone("陈女士"), picture())
    desk = town.phone("郑雨")
    await desk.taps("查看照片")
    assert len(pictures(desk)) == 2
    known = town.look(lambda session: list(session.scalars(select(MediaFile.file_id))))
    assert len(known) == 1
    asked = [said for line in town.lines for method, said in line.asked if method == "sendPhoto"]
    assert known[0] in asked[-1]


@pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["sqlite"])
async def test_a_crash_between_the_picture_and_its_fetching_loses_nothing(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    town.lines[0].held.add("getFile")
    town.sandbox.photo(owner.user, owner.side, picture())
    await town.lines[0].hanging.wait()
    await town.crash()
    await town.add_machine()
    await town.settled()
    assert town.look(lambda session: list(session.scalars(select(Media.state)))) == [MediaState.KEPT]
    await owner.says("一直滴水")
    await owner.taps("时间都可以")
    await owner.taps("确认")
    assert len(pictures(town.phone("郑雨"))) == 1


async def test_texts_leave_at_once_and_pictures_follow(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    for line in town.lines:
        line.broken.add("getFile")
    await report_with(owner, picture())
    assert "新报修" in desk.text
    assert pictures(desk) == []
    for line in town.lines:
        line.broken.clear()
    town.clock.ahead += timedelta(seconds=20)
    await town.settled()
    assert len(pictures(desk)) == 1


async def test_a_picture_that_is_lost_is_told_and_the_repair_goes_on(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    for line in town.lines:
        line.broken.add("getFile")
    await report_with(owner, picture())
    for _ in range(6):
        town.clock.ahead += timedelta(hours=7)
        await town.settled()
    assert "未能完整收到" in owner.find("未能完整收到").text
    assert pictures(desk) == []
    states = town.look(lambda session: list(session.scalars(select(Notice.state).where(Notice.kind == "media.show"))))
    assert states == [NoticeState.DROPPED]


@pytest.mark.rows("R098")
async def test_pictures_of_danger_go_to_the_desk_at_once(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("/start")
    await owner.taps("紧急求助")
    await owner.taps("漏水")
    before = len(pictures(desk))
    await owner.sends_album([picture(colour="red"), picture(colour="blue")])
    assert "照片2张" in owner.text
    assert len(pictures(desk)) == before + 2


async def test_what_was_shown_before_the_alarm_goes_with_it(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("/report")
    await owner.sends_photo(picture())
    for label in ("我的单元内", "茶水间", "水管和排水", "水管爆裂"):
        await owner.taps(label)
    await owner.taps("立即报警")
    assert len(pictures(desk)) == 1


async def test_an_id_that_is_not_good_any_more_is_replaced_by_the_bytes(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await report_with(owner, picture())
    town.look(lambda session: session.execute(update(MediaFile).values(file_id="AgAC-of-another-time")).rowcount)
    await desk.taps("查看照片")
    assert len(pictures(desk)) == 2
