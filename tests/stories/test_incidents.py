"""One event of the building: reports join it, whom it affects hears and answers, the office reports on it (R098, R099, R149)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from models.incidents.audience import unit_states
from models.incidents.lifecycle import State
from models.incidents.tables import Incident
from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import reported, stranger

pytestmark = pytest.mark.rows("R099", "R101")


async def burst(owner: Phone) -> None:
    """A burst pipe in the own unit, and nothing more to say."""
    await owner.says("水管爆了")
    await owner.taps("水管爆裂", owner.last.message_id)
    await owner.taps("先这样", owner.last.message_id)


async def opens_it(somebody: Phone) -> None:
    """From the alarm to its event."""
    await somebody.taps("突发事件 TF", somebody.last.message_id)


async def tells_all(somebody: Phone, *steps: str) -> None:
    """The first news, with these answers."""
    await somebody.taps("通知受影响业户")
    for label in steps:
        await somebody.taps(label)
    await somebody.taps("立即发送")


@pytest.mark.rows("R098", "R100", "R149")
async def test_a_burst_pipe_from_the_first_report_to_the_confirmed_report(town: Town):
    owner, neighbour, below = town.phone("尹女士"), town.phone("章先生"), town.phone("柯女士")
    room, lead, manager = town.phone("蒋磊"), town.phone("许文静"), town.phone("周立新")
    await burst(owner)
    await burst(neighbour)
    assert "目前共收到2条报告" in neighbour.text
    assert "2条报警" in room.text
    await room.taps("我来处理", room.last.message_id)
    assert "蒋磊" in owner.text
    assert "蒋磊" in neighbour.text
    await opens_it(room)
    for words in ("影响范围：2、3层", "负责人：蒋磊", "报警：2条，处理中2条", "尚未通知"):
        assert words in room.text
    await tells_all(room, "2、3层", "远离现场", "没有补充")
    assert "正在通知受影响的业户" in room.text
    for phone in (owner, neighbour, below):
        assert "请您远离现场" in phone.text
        assert "已接到报告" in phone.text
    await below.taps("我已平安", below.last.message_id)
    assert "您已告知我们您平安" in below.text
    await room.taps("通报进展")
    await room.says("三层阀门已关闭")
    assert "业户将看到" in room.text
    await room.taps("立即发送")
    assert "三层阀门已关闭" in below.text
    await room.taps("已控制")
    await room.taps("没有补充")
    await room.taps("立即发送")
    await room.taps("事件结束")
    await room.says("供水十点恢复")
    assert "待核实的单元：7户" in room.text
    assert "仍在处理的任务：2个" in room.text
    await room.taps("立即发送")
    for phone in (owner, neighbour, below):
        assert "供水十点恢复" in phone.text
        assert "请您远离现场" not in phone.text
    await opens_report(lead)
    assert "待写报告" in lead.text
    await lead.taps("写事件报告")
    await lead.taps("较大")
    for words in ("关闭三层阀门，更换接头", "三层地毯两平方米", "接头老化"):
        await lead.says(words)
    await lead.says("全楼接头检查")
    await lead.taps("提交确认")
    assert "确认事件报告" not in lead.labels
    await manager.taps("退回", manager.find("有一份突发事件报告").message_id)
    await manager.says("请补充到场时间")
    assert "退回报告：请补充到场时间" in lead.find("你的报告被退回").text
    await lead.taps("写事件报告", lead.find("你的报告被退回").message_id)
    await lead.taps("修改")
    await lead.taps("处置措施")
    await lead.says("九点零五分到场，关闭阀门")
    assert "三层地毯两平方米" in lead.text
    await lead.taps("提交确认")
    await manager.taps("确认事件报告", manager.last.message_id)
    assert "已办结" in manager.text
    await manager.taps("打印事件报告")
    paper = manager.find("你要的文件在这里").document
    assert paper is not None
    rows = dict(row[:2] for row in load_workbook(BytesIO(paper.content)).active.values)
    assert (rows["处置措施"], rows["确认人"]) == ("九点零五分到场，关闭阀门", "周立新")
    assert "蒋磊：三层阀门已关闭（告知6人）" in rows["通报经过"]


async def opens_report(lead: Phone) -> None:
    """From the office's page to the incident that waits for its report."""
    await lead.says("/start")
    await lead.taps("管理处事务")
    await lead.taps("突发事件")
    await lead.taps("TF")


@pytest.mark.rows("R098", "R149")
async def test_who_asks_for_help_stands_first_until_somebody_has_looked(town: Town):
    owner, neighbour, room = town.phone("尹女士"), town.phone("章先生"), town.phone("蒋磊")
    await owner.says("着火了")
    await owner.taps("火情或冒烟", owner.last.message_id)
    await opens_it(room)
    await tells_all(room, "全楼", "立即从楼梯撤离", "没有补充")
    far = town.phone("葛先生")
    assert "低姿捂住口鼻" in far.text
    await neighbour.taps("我已平安", neighbour.last.message_id)
    await far.taps("我需要帮助", far.last.message_id)
    assert "警报已发给" in far.text
    assert len({one.id for one in town.look(lambda session: session.query(Incident).all())}) == 2
    card = room.find("识别与分类").message_id
    await room.taps("单元", card)
    assert room.find("请打电话或上门核实").text.splitlines()[2].startswith("1801 求助")
    await room.taps("1801 已核实", card)
    assert "1801 蒋磊已核实" in room.find("请打电话或上门核实").text
    await far.says("/start")
    await far.taps("正在发生")
    assert "您已请求帮助" in far.text


async def test_a_floor_without_power_is_one_event_from_the_second_report_on(town: Town):
    first, second, desk = town.phone("尹女士"), town.phone("章先生"), town.phone("郑雨")
    for owner in (first, second):
        await reported(owner, "突然停电了", symptom="1.1")
    await opens_it(desk)
    assert "报警：2条" in desk.text
    await tells_all(desk, "3层", "等候即可", "没有补充")
    third = town.phone("陈女士")
    assert "工作人员正在处理，请您稍候" in third.text
    assert "我需要帮助" not in third.labels
    await third.taps("已阅读", third.last.message_id)
    await third.says("/start")
    await third.taps("正在发生", third.last.message_id)
    assert "3层" in third.text


@pytest.mark.rows("R098")
async def test_a_guest_who_raised_the_alarm_hears_of_the_end(town: Town):
    guest, room = stranger(town), town.phone("蒋磊")
    await guest.says("有人打架")
    await guest.taps("盗窃、受伤", guest.last.message_id)
    await opens_it(room)
    await room.taps("误报")
    await room.taps("没有补充")
    await room.taps("立即发送")
    assert "经核实为误报，一切平安" in guest.text
    assert guest.labels == ["紧急求助"]


async def test_news_are_asked_for_while_it_lasts_and_the_report_when_it_is_over(town: Town):
    owner, room, lead = town.phone("尹女士"), town.phone("蒋磊"), town.phone("许文静")
    await burst(owner)
    await room.taps("我来处理", room.last.message_id)
    await town.later(minutes=31)
    await room.taps("事件结束", room.find("请发布最新进展").message_id)
    await room.taps("没有补充")
    await room.taps("立即发送")
    await town.later(hours=8, minutes=1)
    assert "突发事件报告还没有写" in lead.find("还没有写").text


async def test_events_are_put_together_and_apart_by_hand(town: Town):
    first, far, room = town.phone("尹女士"), town.phone("谭先生"), town.phone("蒋磊")
    await burst(first)
    await burst(far)
    await opens_it(room)
    await room.taps("与另一起相同")
    await room.taps("TF")
    await room.taps("确认")
    assert "后续在此继续" in room.text
    assert "报警：2条" in room.text
    await room.taps("报警单")
    await room.taps(f"{town.tickets()[1].number} 是另一起事件")
    assert "已单独成为一起事件" in room.text
    states = [one.state for one in town.look(lambda session: session.query(Incident).order_by(Incident.id).all())]
    assert states == [State.RUNNING, State.JOINED, State.RUNNING]


async def test_others_find_nothing_and_forged_buttons_change_nothing(town: Town):
    owner, far, worker = town.phone("尹女士"), town.phone("谭先生"), town.phone("高建军")
    room = town.phone("蒋磊")
    await burst(owner)
    await far.says("/start")
    await worker.says("/start")
    for data in ("ev:1", "evs:1", "evh:1", "ev:99"):
        await far.sends(data)
        assert "水管爆裂" not in far.text
    for data in ("ev:1", "evl:0", "evc:1", "evu:1:0", "evk:1:1:0", "evt:1:0", "evp:1:1", "evd:1", "evf:1", "evr:1:1"):
        await worker.sends(data)
        assert "TF2025" not in worker.text
    await opens_it(room)
    await tells_all(room, "2、3层", "远离现场", "没有补充")
    seen = town.look(lambda session: session.get(Incident, 1).version)
    await room.sends("b:incident_control:1")
    await room.taps("没有补充")
    desk = town.phone("郑雨")
    await desk.sends("b:incident_end:1")
    await desk.taps("没有补充")
    await desk.taps("立即发送")
    await room.taps("立即发送")
    assert "此单已有进展" in room.find("已控制\n").text
    assert town.look(lambda session: session.get(Incident, 1).version) == seen + 1


@pytest.mark.rows("R149")
async def test_of_an_event_that_nobody_was_told_of_a_withdrawal_is_the_end(town: Town):
    owner = town.phone("尹女士")
    await burst(owner)
    await owner.sends(f"m:1:withdraw:{town.tickets()[0].version}")
    assert town.look(lambda session: session.get(Incident, 1).state) == State.FALSE_ALARM


async def test_the_digest_names_what_goes_on(town: Town):
    owner, lead = town.phone("尹女士"), town.phone("许文静")
    await burst(owner)
    await lead.says("/start")
    await lead.taps("日报")
    assert "突发事件：进行中1起，待总结0起" in lead.text
    await lead.taps("突发事件")
    assert "进行中1起" in lead.text


@pytest.mark.rows("R169")
async def test_an_incident_is_found_by_its_number_by_those_in_command(town: Town):
    owner, desk, worker = town.phone("尹女士"), town.phone("郑雨"), town.phone("高建军")
    await burst(owner)
    for phone in (desk, worker):
        await phone.says("tf20250915001")
    assert "影响范围：2、3层" in desk.text
    assert "影响范围" not in worker.text


@pytest.mark.rows("R098", "R149")
async def test_who_asks_for_help_a_second_time_rings_again_and_who_writes_to_be_well_counts_as_safe(town: Town):
    owner, neighbour, room = town.phone("尹女士"), town.phone("章先生"), town.phone("蒋磊")
    await owner.says("楼梯间全是烟")
    await owner.taps("火情或冒烟", owner.last.message_id)
    await owner.taps("先这样", owner.last.message_id)
    await opens_it(room)
    await tells_all(room, "2、3、4层", "立即从楼梯撤离", "没有补充")
    assert neighbour.text.startswith("请您立即从最近的楼梯撤离")
    before = len(room.messages())
    await owner.taps("我需要帮助", owner.last.message_id)
    assert len(room.messages()) > before
    assert "来电人请求帮助，请立即处理" in room.text
    assert "请求帮助" in room.text
    assert "您已请求帮助" in owner.text
    await neighbour.says("我们都已安全下楼")
    assert "您已告知我们您平安" in neighbour.text
    await owner.says("我们也安全了")
    assert "您的话已转达" in owner.text
    states = town.look(lambda session: unit_states(session, session.get(Incident, 1)))
    assert {one.unit.number: (one.safe, one.help) for one in states if one.safe} == {"0302": (1, 0), "0304": (1, 0)}


@pytest.mark.rows("R098")
async def test_after_a_false_alarm_nobody_is_sent_and_words_ring_nobody(town: Town):
    owner, room, head = town.phone("尹女士"), town.phone("蒋磊"), town.phone("何志强")
    await owner.says("着火了")
    await owner.taps("火情或冒烟", owner.last.message_id)
    await opens_it(room)
    await room.taps("误报")
    await room.taps("没有补充")
    await room.taps("立即发送")
    assert "一切平安" in owner.text
    assert town.tickets()[0].status == Status.WITHDRAWN
    assert "误报，无需处置" in "".join(one.text for one in head.messages())
    before = len(room.messages())
    await owner.says("虚惊一场，电脑有点卡")
    assert "从最近的楼梯撤离" not in owner.text
    assert len(room.messages()) == before
    await owner.says("又着火了")
    await owner.taps("火情或冒烟", owner.last.message_id)
    assert len(room.messages()) > before  # a new alarm, also a moment later


@pytest.mark.rows("R098")
async def test_who_followed_an_alarm_hears_that_it_was_taken_back(town: Town):
    owner, room = town.phone("尹女士"), town.phone("蒋磊")
    await burst(owner)
    await owner.sends(f"m:1:withdraw:{town.tickets()[0].version}")
    assert "报警已撤回，无需处置" in room.text


async def test_floors_are_typed_at_once_and_ticked_off_at_once(town: Town):
    owner, room = town.phone("尹女士"), town.phone("蒋磊")
    await burst(owner)
    await opens_it(room)
    await room.taps("通知受影响业户")
    await room.says("三楼和18")
    for label in ("远离现场", "没有补充"):
        await room.taps(label)
    assert "3、18层" in room.text
    await room.taps("立即发送")
    await room.taps("单元")
    await room.taps("3层已核实")
    assert "0301 蒋磊已核实" in room.text
    assert "3层已核实" not in room.labels


@pytest.mark.rows("R098")
async def test_who_pressed_by_mistake_takes_it_back_from_where_they_are(town: Town):
    owner, room = town.phone("尹女士"), town.phone("蒋磊")
    await burst(owner)
    await owner.taps("是误报，一切正常")
    assert "请问您要撤回" in owner.text
    await owner.taps("撤回")
    assert town.tickets()[0].status == Status.WITHDRAWN
    assert "报警已撤回，无需处置" in room.text
