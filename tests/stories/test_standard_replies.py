"""统一说辞: approved replies are buttons wherever an owner is answered; the desk drafts, those in charge approve (R120, R216)."""

import csv

import pytest
from sqlalchemy import select

from models import demo, wording
from models.phrases.lifecycle import State
from models.phrases.tables import StandardReply
from models.talks.tables import TalkLine
from tests.people import Town
from tests.stories.test_staff import opens
from tests.stories.test_talks import answers, talking

pytestmark = pytest.mark.rows("R120", "R216")


def lines(town: Town) -> list[TalkLine]:
    return town.look(lambda session: list(session.scalars(select(TalkLine).order_by(TalkLine.id))))


@pytest.mark.rows("R195")
async def test_a_standard_reply_is_read_back_and_sent_and_own_words_are_told_from_it(town: Town):
    owner, desk = await talking(town)
    await desk.taps("请稍候", desk.last.message_id)
    assert "给业主的内容：请您稍候，我马上为您核实。谢谢您的耐心。" in desk.text
    await desk.taps("发送给业主", desk.last.message_id)
    assert "客服服务部郑雨：请您稍候，我马上为您核实" in owner.text
    assert "（标准话术）" in desk.text
    await answers(desk, "查到了，您的门禁卡今天可取。")
    assert [one.standard for one in lines(town)] == ["wait", ""]


@pytest.mark.rows("R083", "R217")
async def test_the_calming_reply_is_a_button_as_long_as_the_owner_is_upset(town: Town):
    owner, desk = await talking(town)
    assert "安抚用语" not in desk.labels
    await owner.says("气死我了")
    await desk.taps("答复")
    await desk.taps("安抚用语", desk.last.message_id)
    await desk.taps("发送给业主", desk.last.message_id)
    assert "郑雨：对不起，让您如此着急" in owner.text


async def test_an_owner_reads_it_in_the_own_language(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/language")
    await owner.taps("English")
    town.look(lambda session: None)
    await owner.says("/start")
    await owner.taps("Talk to a person")
    await owner.taps("Talk to a colleague now")
    desk = town.phone("郑雨")
    await desk.taps("我来接待")
    await desk.taps("道别", desk.last.message_id)
    await desk.taps("发送给业主", desk.last.message_id)
    assert "Thank you for writing to us." in owner.text


async def test_the_desk_drafts_and_the_supervisor_approves(town: Town):
    desk, boss = town.phone("郑雨"), town.phone("许文静")
    await opens(desk, "管理处事务", "标准话术", "起草新话术")
    await desk.says("门禁卡")
    await desk.says("门禁卡我们无法补办")
    assert "“无法”" in desk.text
    await desk.says("门禁卡请您到一层服务中心补办，谢谢您。")
    await desk.taps("跳过", desk.last.message_id)
    await desk.taps("确认", desk.last.message_id)
    assert "已起草，批准后启用" in desk.text
    assert "批准" not in desk.labels
    await opens(boss, "管理处事务", "标准话术", "草稿：门禁卡")
    await boss.taps("批准", boss.last.message_id)
    assert "已批准，使用中" in boss.text
    owner, _ = await talking(town)
    await desk.taps("门禁卡", desk.last.message_id)
    await desk.taps("发送给业主", desk.last.message_id)
    assert "门禁卡请您到一层服务中心补办" in owner.text


async def test_a_new_version_replaces_the_old_one_once_it_is_approved(town: Town):
    boss = town.phone("许文静")
    await opens(boss, "管理处事务", "标准话术", "请稍候", "起草新版本")
    await boss.says("请稍候")
    await boss.says("请您稍候片刻，谢谢您。")
    await boss.taps("跳过", boss.last.message_id)
    await boss.taps("确认", boss.last.message_id)
    wanted = select(StandardReply).where(StandardReply.code == "wait").order_by(StandardReply.version)
    assert [one.state for one in town.look(lambda session: session.scalars(wanted).all())] == [
        State.APPROVED,
        State.DRAFT,
    ]
    await boss.taps("批准", boss.last.message_id)
    assert [one.state for one in town.look(lambda session: session.scalars(wanted).all())] == [
        State.REPLACED,
        State.APPROVED,
    ]


async def test_who_serves_no_owners_has_nothing_to_do_with_them(town: Town):
    plumber = town.phone("林海涛")
    await plumber.says("/start")
    await plumber.sends("g:phrases")
    assert "标准话术" not in plumber.text
    await plumber.sends("yo:1")
    assert "请稍候" not in plumber.text


@pytest.mark.rows("R178", "R179", "X8")
def test_the_demo_s_replies_keep_the_wording_standard():
    with (demo.HERE / "replies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 12
    for row in rows:
        words = row["words_zh"]
        assert "你" not in words
        assert "不" not in words.replace("对不起", "")
        assert wording.words_to_avoid(words) == []
        assert any(polite in words for polite in ("您", "请", "谢谢", "对不起", "再见"))
