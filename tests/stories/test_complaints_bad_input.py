"""Complaints with contradictions: withdrawn with or without a reason, two phones at once, words that come late, people who do not exist."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.assignments.tables import Assignment
from models.complaints import measures
from models.complaints.lifecycle import State
from models.complaints.tables import Measure
from tests.people import Phone, Town
from tests.stories.test_complaints import NUMBER, complains, complaint, everything, graded


async def proposed(town: Town, owner: Phone) -> Phone:
    """A complaint with a proposal before its owner; returns who leads it."""
    supervisor = town.phone("许文静")
    await complains(owner)
    await graded(supervisor)
    await supervisor.taps("提出方案", supervisor.last.message_id)
    await supervisor.says("每天早晚各打扫一次")
    await supervisor.taps("确认")
    return supervisor


@pytest.mark.rows("R089")
async def test_agreed_on_one_phone_and_declined_on_the_other(town: Town):
    owner = town.phone("陈女士")
    supervisor = await proposed(town, owner)
    card = owner.last.message_id
    agree = owner.data("同意")
    await owner.taps("另有想法，请上一级处理")  # on one phone
    await owner.sends(agree, card)  # on the other
    assert "我们马上办理" in owner.text
    await owner.says("还是换一种办法")  # and now on the first
    found = complaint(town)
    assert (found.state, found.level) == (State.AGREED, 1)
    assert "业主同意方案" in supervisor.text
    await owner.sends(agree, card)
    assert complaint(town).state == State.AGREED


@pytest.mark.rows("R089")
async def test_declined_first_and_agreed_with_an_old_button(town: Town):
    owner = town.phone("陈女士")
    await proposed(town, owner)
    card, agree = owner.last.message_id, owner.data("同意")
    await owner.taps("另有想法，请上一级处理")
    await owner.says("换一种办法")
    await owner.sends(agree, card)
    assert complaint(town).state == State.HANDLED
    assert complaint(town).level == 2


@pytest.mark.rows("R081", "R093")
@pytest.mark.parametrize(
    ("how", "kept"), [("直接撤回", ""), ("事情已解决", "事情已解决"), ("太忙了算了", "太忙了算了")]
)
async def test_an_owner_withdraws_and_need_not_say_why(town: Town, how: str, kept: str):
    owner, supervisor, manager = (town.phone(one) for one in ("陈女士", "许文静", "周立新"))
    await complains(owner)
    await owner.taps("撤回")
    assert "请问您要撤回吗" in owner.text
    if how in owner.labels:
        await owner.taps(how)
    else:
        await owner.says(how)
        assert complaint(town).state == State.RECORDED  # own words may say that it shall go on
        await owner.taps("确认撤回")
    assert complaint(town).state == State.WITHDRAWN
    for one in (supervisor, manager):
        assert "业主已撤回" in one.text
        assert kept in one.text
    assert "反映其他事项" in owner.labels
    assert "补充" not in "".join(owner.labels)


async def test_who_thinks_better_of_withdrawing_keeps_it(town: Town):
    owner = town.phone("陈女士")
    await complains(owner)
    await owner.taps("撤回")
    await owner.taps("保留")
    assert complaint(town).state == State.RECORDED
    assert NUMBER in owner.text


async def test_words_that_come_after_the_withdrawal_are_met_with_a_way_on(town: Town):
    owner = town.phone("陈女士")
    await complains(owner)
    card, more = owner.last.message_id, owner.data("补充")
    await owner.taps("撤回")
    await owner.taps("直接撤回")
    await owner.sends(more, card)
    assert "反映其他事项" in owner.labels
    await owner.says("其实还是没有打扫")
    assert complaint(town).state == State.WITHDRAWN


@pytest.mark.rows("R094")
async def test_a_measure_goes_on_after_the_withdrawal(town: Town):
    owner = town.phone("陈女士")
    supervisor = await proposed(town, owner)
    await supervisor.taps("判定有效性", supervisor.last.message_id)
    await supervisor.taps("有效")
    await supervisor.says("保洁排班有空缺")
    await supervisor.taps("确认")

    def measure(session) -> None:
        until = town.clock.now() + timedelta(days=1)
        boss, head = town.person(session, "许文静"), town.person(session, "曹桂芳")
        facts = {"to": head.id, "cause": "空缺", "words": "每周检查排班", "due_at": until}
        measures.set_measure(session, 1, by=boss, now=town.clock.now(), **facts)

    town.look(measure)
    await owner.taps("撤回")
    await owner.taps("事情已解决")
    assert town.look(lambda session: session.scalars(select(Assignment.ended_at)).all())[-1] is None
    await supervisor.says(NUMBER)
    await supervisor.taps("措施有效", supervisor.last.message_id)
    assert town.look(lambda session: session.scalars(select(Measure.verified_at)).one()) is not None


@pytest.mark.rows("R082")
async def test_somebody_whom_nobody_knows_is_found_out_and_sees_nothing_from_then_on(town: Town):
    owner, desk, supervisor = (town.phone(one) for one in ("陈女士", "郑雨", "许文静"))
    await complains(owner, "前台说话难听", matter="服务态度", whom="一位姓王的高个子")
    assert "业主所指：一位姓王的高个子" in desk.text
    await supervisor.taps("核实涉及人员", supervisor.last.message_id)
    await supervisor.taps("郑雨", supervisor.last.message_id)
    await supervisor.taps("确认", supervisor.last.message_id)
    assert "涉及客服服务部 郑雨" in supervisor.text
    await desk.says("/start")
    await desk.sends("jo:1")
    assert "难听" not in desk.text
    assert NUMBER not in desk.text
    read = [one.text for one in desk.messages() if one.from_bot]
    assert not any("难听" in text for text in read)


@pytest.mark.rows("R043", "R082")
async def test_the_object_is_changed_at_the_read_back(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    for label in ("投诉与建议", "投诉", "服务态度"):
        await owner.taps(label)
    await owner.says("电梯里没有人答应")
    await owner.says("林海涛")
    await owner.taps("请酌情处理")
    await owner.taps("办理人员")
    await owner.taps("修改")
    await owner.taps("事项", owner.last.message_id)
    await owner.taps("电梯", owner.last.message_id)
    await owner.taps("确认", owner.last.message_id)
    found = complaint(town)
    assert found.matter == "C9"
    assert town.look(lambda session: session.get(type(found), found.id).about_staff.person.name) == "林海涛"
    assert NUMBER in everything(owner)


@pytest.mark.rows("R083", "R097", "R102", "R191")
async def test_angry_praise_is_asked_about_and_met_calmly(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("/start")
    for label in ("投诉与建议", "表扬", "维修质量"):
        await owner.taps(label)
    await owner.says("表扬你们，修了三次还漏，气死我了")
    assert "是否按投诉办理" in owner.text
    await owner.taps("是，按投诉办理")
    await owner.taps("请酌情处理")
    await owner.taps("办理人员")
    await owner.taps("确认")
    assert complaint(town).kind == "complaint"
    assert f"对不起，给您添麻烦了，我们非常理解您的感受。您反映的内容已登记，单号{NUMBER}" in owner.text
    assert "业主情绪激动" in desk.text
    assert "可平和回复" in desk.text
    assert not any("我马上为您跟进" in one.text for one in owner.messages())  # a suggestion, never sent by itself


async def test_angry_praise_may_stay_praise(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    for label in ("投诉与建议", "表扬", "维修质量"):
        await owner.taps(label)
    await owner.says("之前那家太差劲，你们好多了")
    await owner.taps("否，照原样提交")
    await owner.taps("确认")
    assert complaint(town).kind == "praise"


@pytest.mark.rows("R098")
async def test_danger_in_praise_comes_before_the_praise(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    for label in ("投诉与建议", "表扬", "其他"):
        await owner.taps(label)
    await owner.says("你们保安不错，现在楼道着火了他在灭火")
    assert "请您点击发生的情况，警报会立即发出" in owner.text
    assert "继续：投诉与建议" in owner.labels
    assert complaint(town) is None


@pytest.mark.rows("R097", "R191")
async def test_the_first_word_comes_at_once_with_apology_number_and_time(town: Town):
    owner = town.phone("陈女士")
    before = town.clock.now()
    await complains(owner)
    receipt = owner.find(NUMBER)
    assert town.clock.now() == before
    for words in ("对不起", "理解您的感受", NUMBER, "最迟9月16日 周二 09:00给您答复", "谢谢您"):
        assert words in receipt.text
