"""The knowledge base: written at the desk, read by two others, published, changed, learnt from what ended (R119, R226)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.enquiries.tables import Enquiry
from models.events import Event
from models.knowledge.lifecycle import State
from models.knowledge.tables import Edition
from tests.people import Phone, Town
from tests.stories.steps import rates, repaired
from tests.stories.test_enquiries import UNKNOWN, asks, taps

pytestmark = pytest.mark.rows("R119")
ANSWER = "您好。健身房由楼下商户经营，请您致电商户咨询，电话在大堂公示；需要帮助请联系{服务台电话}。谢谢您。"
ENGLISH = (
    "Hello. The gym is run by a shop downstairs; its number is posted in the lobby, or call {service desk}. Thank you."
)


async def room(phone: Phone, *labels: str) -> str:
    """Into the room of the knowledge base, and on by these buttons."""
    await phone.says("/start")
    await phone.taps("管理处")
    await phone.taps("知识库")
    return await taps(phone, *labels)


async def drafts(desk: Phone, answer: str = ANSWER) -> str:
    """A new entry with all that it needs."""
    await room(desk, "新建条目", "服务")
    await desk.says("健身房怎么办卡")
    await desk.says(answer)
    await taps(desk, "确认")
    await taps(desk, "撰写答案", "保持原样")
    await desk.says(ENGLISH)
    await taps(desk, "保存", "问题和匹配词", "保持原样")
    await desk.says("How do I join the gym?")
    await desk.says("健身房 办卡，健身房\n团体卡,gym card")
    return await taps(desk, "保存")


def editions(town: Town, code: str = "FAQ21") -> list[Edition]:
    def found(session):
        return [one for one in session.scalars(select(Edition).order_by(Edition.id)) if one.entry.code == code]

    return town.look(found)


@pytest.mark.rows("R196")
async def test_from_the_draft_to_the_owner(town: Town):
    desk, boss, manager, owner = (town.phone(one) for one in ("郑雨", "许文静", "周立新", "陈女士"))
    await asks(owner, "健身房的卡怎么办？")
    assert "由客服郑雨负责" in owner.text
    await drafts(desk)
    assert "匹配词：健身房 办卡 / 健身房 / 团体卡 / gym card" in desk.text
    assert "（缺）" not in desk.text
    await taps(desk, "提交审核")
    assert "主管审核中" in desk.text
    assert "有知识库条目待你审核" in boss.text
    await taps(boss, "审核通过")
    assert "有知识库条目待你审核" in manager.text
    assert "批准并发布" not in boss.labels
    await taps(manager, "批准并发布")
    assert "你撰写的条目已发布" in desk.text
    (one,) = editions(town)
    assert (one.state, one.number, f"{one.review_by}") == (State.PUBLISHED, 1, "2026-09-15")
    await asks(owner, "健身房的卡怎么办？")
    assert "电话在大堂公示；需要帮助请联系0510-0000-0001。" in owner.text
    for who in ("郑雨", "许文静", "周立新"):
        assert who in manager.text


@pytest.mark.rows("R084", "R179", "X8")
async def test_wording_is_pointed_out_and_insisting_is_noted(town: Town):
    desk = town.phone("郑雨")
    await drafts(desk, "我们不能办理，OK，你自己去")
    await taps(desk, "提交审核")
    for fault in ("拒绝用语", "您", "英文字母", "礼貌用语"):
        assert fault in desk.text
    assert editions(town)[0].state == State.DRAFT
    await taps(desk, "照原文提交")
    assert editions(town)[0].state == State.IN_REVIEW
    kept = town.look(lambda session: session.scalars(select(Event).where(Event.kind == "insist")).one())
    assert kept.facts["faults"] == ["refuses", "familiar", "latin", "blunt"]
    assert "办理" not in str(kept.facts)


async def test_sent_back_with_a_reason_and_better_words(town: Town):
    desk, boss = town.phone("郑雨"), town.phone("许文静")
    await drafts(desk)
    await taps(desk, "提交审核")
    await taps(boss, "退回并说明")
    await boss.says("请写明营业时间")
    await taps(boss, "确认")
    assert "知识库条目已退回" in desk.text
    assert "退回 请写明营业时间" in desk.text
    await taps(desk, "撰写答案")
    await desk.says(ANSWER.replace("请您致电", "每天9点开门，请您致电"))
    await taps(desk, "保持原样", "保存", "提交审核")
    assert editions(town)[0].state == State.IN_REVIEW
    assert "每天9点开门" in boss.text


async def test_what_is_published_stays_until_the_new_version_is(town: Town):
    desk, boss, manager, owner = (town.phone(one) for one in ("郑雨", "许文静", "周立新", "陈女士"))
    await room(desk, "已发布（20）", "下一页", "FAQ18 车位和月租", "修改（新版本）")
    assert "第2版：草稿" in desk.text
    await taps(desk, "撰写答案")
    await desk.says("您好。固定车位每月800元，请联系人工登记。谢谢您。")
    await taps(desk, "保持原样", "保存", "提交审核")
    await taps(boss, "审核通过")
    await asks(owner, "停车费一个月多少")
    assert "固定车位按月租用" in owner.text
    await taps(manager, "批准并发布", "全部版本")
    assert {"第2版 已发布", "第1版 已被新版代替"} <= set(manager.labels)
    await owner.says("/start")
    await asks(owner, "停车费一个月多少？")
    assert "每月800元" in owner.text
    shown = town.look(
        lambda session: [one.edition.number for one in session.scalars(select(Enquiry).order_by(Enquiry.id))]
    )
    assert shown == [1, 2]


async def test_retired_while_it_is_read(town: Town):
    owner, boss = town.phone("陈女士"), town.phone("许文静")
    await owner.says("/start")
    await owner.taps("常见问题")
    await taps(owner, "停车")
    await room(boss, "已发布（20）", "下一页", "FAQ18 车位和月租", "下架")
    await boss.says("价格调整中")
    await taps(boss, "确认")
    assert "已下架" in boss.text
    await taps(owner, "车位和月租")
    assert "对不起" in (owner.toast or owner.text) or "对不起" in owner.text
    await asks(owner, "停车费一个月多少")
    assert "固定车位按月租用" not in owner.text
    assert "停车" not in (await owner.says("/start"), await owner.taps("常见问题"), owner.labels)[2]


@pytest.mark.rows("R226")
async def test_learnt_from_an_enquiry_that_ended(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await asks(owner, UNKNOWN)
    await taps(desk, "答复")
    await desk.says("您好，请您致电商户。谢谢您。")
    await taps(desk, "反馈业主")
    assert "加入知识库" not in desk.labels
    await taps(owner, "已解决")
    await taps(desk, "加入知识库", "服务")
    assert UNKNOWN in desk.text
    assert "请您致电商户" in desk.text
    await taps(desk, "确认")
    assert "草稿已建立" in desk.text
    assert [one.source for one in editions(town)] == ["enquiry:1"]


@pytest.mark.rows("R226")
async def test_learnt_from_a_ticket_that_is_closed(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await repaired(town)
    await rates(owner, 5)
    await town.until(town.at("09:01", days=1))
    caller = town.phone("孙晓芸")
    await taps(caller, "登记通话结果", "已接通，满意", "跳过")
    await desk.says(town.tickets()[0].number)
    await taps(desk, "加入知识库", "报修", "确认")
    assert [one.source for one in editions(town)] == ["ticket:1"]


@pytest.mark.rows("J32")
async def test_review_dates_come_once_a_month_to_the_supervisor(town: Town):
    boss = town.phone("许文静")
    town.look(lambda session: _due_soon(session, town))
    await town.until(town.at("09:05", 16))
    assert "到了复核日期" in boss.find("到了复核日期").text
    await room(boss, "到期复核（1）", "FAQ18 车位和月租", "复核无误，继续有效")
    assert "继续有效" in boss.text
    assert f"{editions(town, 'FAQ18')[0].review_by}" == "2026-10-01"


def _due_soon(session, town: Town) -> None:
    one = next(one for one in session.scalars(select(Edition)) if one.entry.code == "FAQ18")
    one.review_by = (town.at("9:00") + timedelta(days=10)).date()


async def test_bad_input(town: Town):
    desk = town.phone("郑雨")
    await room(desk, "新建条目", "服务")
    await desk.says("问" * 4000)
    assert "20" in desk.text
    await desk.sends_voice()
    await desk.says("健身房")
    await desk.says("\u200b")
    await desk.says(ANSWER)
    await taps(desk, "确认", "提交审核")
    assert "内容还缺一部分" in desk.text + desk.toast
    await desk.says("/start")
    await room(desk, "草稿（1）", "FAQ21 健身房", "撰写答案")
    await desk.says("您好，请拨打{经理手机}。")
    await taps(desk, "保持原样", "保存")
    assert "无法自动填入" in desk.text
    assert "经理手机" not in editions(town)[0].answer_zh


async def test_two_at_once_and_who_has_no_part(town: Town):
    desk, boss, manager = town.phone("郑雨"), town.phone("许文静"), town.phone("周立新")
    await drafts(desk)
    await taps(desk, "提交审核")
    approve = boss.data("审核通过")
    await taps(boss, "审核通过")
    await boss.sends(approve)
    assert editions(town)[0].state == State.REVIEWED
    for phone in (desk, town.phone("林海涛"), town.phone("钱敏")):
        await phone.says("/start")
        for data in ("km:21:publish:6", "km:21:review:5", "ki:21:5", "kc:21"):
            await phone.sends(data)
    assert [one.state for one in editions(town)] == [State.REVIEWED]
    plumber = town.phone("林海涛")
    await plumber.sends("ko:21")
    assert "健身房" not in plumber.text
    await room(plumber)
    assert "已发布" in plumber.text
    await taps(plumber, "FAQ01 怎么报修")
    assert "请点击主菜单" in plumber.text
    assert "匹配词" not in plumber.text
    await taps(manager, "批准并发布")
    assert editions(town)[0].state == State.PUBLISHED
