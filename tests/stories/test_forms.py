"""Forms as people really fill them in: back and forth, interrupted, resumed, two at once, in the middle of a change of language."""

import pytest
from sqlalchemy import delete

from models.people import Contact
from tests.people import Phone, Town
from tests.stories.steps import to_the_read_back, to_the_words

# Every question of a report of a dripping tap in one's own unit, and the answer to it.
STEPS = (
    ("请问是您的单元内，还是公共区域？", "我的单元内"),
    ("请选择具体位置", "茶水间"),
    ("请问是哪方面的问题", "水管和排水"),
    ("请选择您看到的现象", "水龙头漏水或损坏"),
    ("请用一两句话说明情况", "无需说明，下一步"),
    ("请选择您方便的时间", "时间都可以"),
)


async def begins(owner: Phone) -> None:
    """Open the form."""
    await owner.says("/start")
    await owner.taps("报修")


@pytest.mark.rows("R043", "R045")
async def test_back_leads_through_every_step_and_forward_again(town: Town):
    owner = town.phone("陈女士")
    await begins(owner)
    for question, answer in STEPS:
        assert question in owner.text
        assert "联系人工" in owner.labels
        assert "取消" in owner.labels
        await owner.taps(answer, owner.last.message_id)
    assert "请您核对" in owner.text
    for question, _ in reversed(STEPS):
        await owner.taps("返回上一步", owner.last.message_id)
        assert question in owner.text
    assert "返回上一步" not in owner.labels
    for _, answer in STEPS:
        await owner.taps(answer, owner.last.message_id)
    assert "现象：水龙头漏水或损坏" in owner.text
    assert len([one for one in owner.messages() if one.from_bot]) == 1
    await owner.taps("确认")
    assert len(town.tickets()) == 1


@pytest.mark.rows("R043")
async def test_words_at_the_read_back_are_added_and_read_back_again(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner, "一直滴水")
    await owner.says("水槽下面也湿了")
    assert "您的话已补充到“说明”中" in owner.text
    assert "说明：一直滴水\n水槽下面也湿了" in owner.text
    await owner.says("谢谢")
    await owner.taps("修改", owner.last.message_id)
    await owner.says("下午有人在")
    await owner.says("长" * 500)
    assert "请把内容控制在500字以内" in owner.text
    await owner.taps("确认", owner.last.message_id)
    assert town.tickets()[0].words == "一直滴水\n水槽下面也湿了\n下午有人在"


@pytest.mark.rows("R043")
async def test_words_at_the_read_back_of_a_report_without_a_description_become_one(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    for label in ("无需说明", "时间都可以"):
        await owner.taps(label)
    await owner.says("钥匙在前台")
    assert "说明：钥匙在前台" in owner.text
    await owner.says("修改")
    assert "请选择要修改的内容" in owner.text
    await owner.says("确认")
    assert town.tickets()[0].words == "钥匙在前台"


async def test_cancel_works_early_and_late_and_sends_nothing(town: Town):
    owner = town.phone("陈女士")
    for count in (0, 1, 4, 6):
        await begins(owner)
        for _, answer in STEPS[:count]:
            await owner.taps(answer, owner.last.message_id)
        await owner.taps("取消", owner.last.message_id)
        assert "已为您取消" in owner.toast
        assert "报修" in owner.labels
        assert not any("继续" in label for label in owner.labels)
    assert town.tickets() == []


@pytest.mark.rows("R043")
async def test_one_answer_is_changed_at_the_read_back_and_the_others_stand(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner, "一直滴水")
    await owner.taps("修改")
    assert "请选择要修改的内容" in owner.text
    assert "单元" not in owner.labels
    await owner.taps("说明", owner.last.message_id)
    assert "请用一两句话说明情况" in owner.text
    await owner.says("滴得很快")
    assert "说明：滴得很快" in owner.text
    assert "位置：茶水间" in owner.text
    await owner.taps("修改")
    await owner.taps("位置", owner.last.message_id)
    await owner.taps("返回上一步", owner.last.message_id)
    assert "请您核对" in owner.text
    assert "位置：茶水间" in owner.text


@pytest.mark.rows("R043", "R055")
async def test_changing_an_answer_asks_the_dependent_ones_again(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    await owner.taps("修改")
    await owner.taps("区域", owner.last.message_id)
    await owner.taps("公共区域", owner.last.message_id)
    assert "请选择楼层" in owner.text
    await owner.taps("12", owner.last.message_id)
    assert "区域：公共区域" in owner.text
    assert "楼层：12" in owner.text
    assert "期望时间" not in owner.text
    assert "单元：0301" not in owner.text
    await owner.taps("修改")
    await owner.taps("类别", owner.last.message_id)
    await owner.taps("电梯", owner.last.message_id)
    assert "请选择您看到的现象" in owner.text
    await owner.taps("电梯停运")
    await owner.taps("确认")
    ticket = town.tickets()[0]
    assert (ticket.inside, ticket.spot, ticket.symptom_code, ticket.unit_id) == (False, "pantry@12", "4.2", None)
    assert "公共区域 · 茶水间（12层）" in owner.text


async def test_a_question_with_one_answer_is_left_out(town: Town):
    owner, several = town.phone("陈女士"), town.phone("凌女士")
    await begins(owner)
    await owner.taps("我的单元内")
    assert "请选择具体位置" in owner.text
    await begins(several)
    await several.taps("我的单元内")
    assert "请问是哪个单元" in several.text
    assert {"0801", "0803"} <= set(several.labels)
    await several.taps("0803")
    await several.taps("返回上一步")
    assert "请问是哪个单元" in several.text


@pytest.mark.rows("R205")
async def test_who_has_lost_the_last_unit_is_a_stranger_at_the_next_tap(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    town.look(
        lambda session: (
            session.execute(delete(Contact).where(Contact.person_id == town.person(session, "陈女士").id)).rowcount
        )
    )
    await owner.taps("报修")
    assert "致电服务台" in owner.text
    assert owner.labels == ["紧急求助", "申请开通"]


async def test_a_unit_that_was_given_up_in_the_middle_is_not_reported_about(town: Town):
    owner = town.phone("凌女士")
    await begins(owner)
    for label in ("我的单元内", "0803", "茶水间", "水管和排水", "水龙头漏水", "无需说明，下一步", "时间都可以"):
        await owner.taps(label, owner.last.message_id)
    assert "单元：0803" in owner.text

    def leave(session) -> None:
        contacts = session.query(Contact).filter_by(person_id=town.person(session, "凌女士").id).all()
        session.delete(next(one for one in contacts if one.unit.number == "0803"))

    town.look(leave)
    await owner.taps("确认")
    await owner.taps("确认")
    tickets = town.tickets()
    numbers = town.look(lambda session: [session.merge(one).unit.number for one in tickets])
    assert numbers == ["0801"]
    assert "0801" in owner.text


async def test_two_owners_fill_in_at_the_same_time(town: Town):
    one, two = town.phone("陈女士"), town.phone("刘先生")
    for phone in (one, two):
        town.sandbox.say(phone.user, phone.side, "/report")
    await town.settled()
    for _, answer in STEPS:
        for phone in (one, two):
            town.sandbox.press(phone.user, phone.side, answer, phone.last.message_id)
        await town.settled()
    for phone in (one, two):
        town.sandbox.press(phone.user, phone.side, "确认")
    await town.settled()
    assert [ticket.number for ticket in town.tickets()] == ["BX20250915001", "BX20250915002"]
    numbers = {next(number for number in ("001", "002") if f"BX20250915{number}" in phone.text) for phone in (one, two)}
    assert numbers == {"001", "002"}


async def test_the_language_changes_in_the_middle_of_a_form(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.says("/language")
    await owner.taps("English")
    assert "How may we help you" in owner.text
    await owner.taps("Go on: Report a repair")
    assert "Please describe it in a sentence or two" in owner.text
    await owner.says("dripping")
    await owner.taps("At any time")
    assert "What: Tap leaks or is broken" in owner.text
    await owner.taps("Confirm")
    assert "Your report has been received under number BX20250915001" in owner.text
    assert "说明" not in owner.text
    assert "新报修" in town.phone("郑雨").text


@pytest.mark.rows("R045")
async def test_a_person_to_talk_to_is_at_hand_in_the_middle_of_a_form(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await to_the_words(owner)
    await owner.taps("联系人工")
    assert not desk.messages()
    await owner.taps("请给我回电")
    assert "郑雨将在9月15日 周一 09:05前给您来电" in owner.text
    assert "0510-0000-0119" in owner.text
    assert "业主请求人工来电" in desk.text
    assert "陈女士，电话10000000005\n0301单元" in desk.text
    await owner.taps("继续：报修")
    assert "请用一两句话说明情况" in owner.text


def rows(owner: Phone) -> list[list[str]]:
    """The buttons of the newest message, row by row."""
    return [[one.text for one in row] for row in owner.last.buttons]


@pytest.mark.rows("R043")
async def test_the_floors_stand_in_their_order_under_ones_own(town: Town):
    owner = town.phone("陈女士")
    await begins(owner)
    await owner.taps("公共区域")
    await owner.taps("走廊")
    assert rows(owner)[:5] == [
        ["3层"],
        ["B2", "B1", "1", "2", "3"],
        ["4", "5", "6", "7", "8"],
        ["9", "10", "11", "12", "13"],
        ["14", "15", "16", "17", "18"],
    ]
    await owner.taps("3层")
    await owner.taps("灯光")
    await owner.taps("公共区域灯")
    await owner.taps("无需说明")
    assert "楼层：3" in owner.text


async def test_an_english_reader_finds_no_cut_label(town: Town):
    owner = town.phone("凌女士")
    await owner.says("/language")
    await owner.taps("English", owner.last.message_id)
    await owner.says("/start")
    await owner.taps("Report a repair")
    for label in ("Public area", "Corridor", "Floor 8"):
        await owner.taps(label, owner.last.message_id)
    beside = [row for row in rows(owner)[:-2] if len(row) > 1]
    assert ["Lights and power", "Water and drains"] in beside
    assert all(len(label) <= 16 for row in beside for label in row)
    await owner.says("/sos")
    await owner.taps("Burst pipe")
    assert rows(owner)[:2] == [["In unit 0801", "In unit 0803"], ["Toilet", "Pantry"]]
    assert not any("\u4e00" <= letter <= "\u9fff" for label in owner.labels for letter in label)
