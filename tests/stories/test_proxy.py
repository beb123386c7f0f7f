"""A colleague enters what an owner told him, or what he saw himself, in under a minute (R020, R021, R024, R035)."""

import pytest
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.people import Person
from models.tickets.tables import Channel
from tests.people import Phone, Town
from tests.stories.steps import dispatch


async def enters(staff: Phone, *steps: str) -> int:
    """Tap what is a button and type what is none; returns how many taps and messages it took from the home screen."""
    for step in steps:
        if any(step in label for label in staff.labels):
            await staff.taps(step, staff.last.message_id)
        else:
            await staff.says(step)
    return len(steps)


@pytest.mark.rows("R008", "R020", "R021", "R035", "R043")
async def test_the_desk_enters_a_call_in_ten_taps_and_the_owner_has_the_receipt(town: Town):
    desk, owner = town.phone("郑雨"), town.phone("陈女士")
    await desk.says("/start")
    steps = ("代录", "301", "陈女士", "业主单元内", "茶水间", "水管和排水", "水管漏水", "洗手盆下面滴水", "电话")
    count = await enters(desk, *steps)
    for said in ("0301", "洗手盆下面滴水", "电话", "联系人：陈女士，电话10000000005"):
        assert said in desk.text
    count += await enters(desk, "确认提交")
    assert count <= 10
    ticket = town.tickets()[0]
    assert (ticket.channel, ticket.reporter_id) == (Channel.PHONE, town.look(lambda s: town.person(s, "陈女士").id))
    assert "已登记BX20250915001" in desk.text.replace("<b>", "").replace("</b>", "")
    assert "陈女士，您好。您的报修已接收，单号BX20250915001" in owner.text
    assert "派给工程部" in "".join(desk.labels)  # the next step is on the same card
    await desk.taps("派给工程部")
    assert "代录：郑雨" in desk.text


@pytest.mark.rows("R021", "R024")
async def test_a_guard_told_in_passing_needs_one_line_and_the_desk_has_it_at_once(town: Town):
    guard, desk, owner = town.phone("杜强"), town.phone("郑雨"), town.phone("陈女士")
    await guard.says("/start")
    words = (
        "代录",
        "0301 茶水间水龙头一直滴水",
        "陈女士",
        "业主单元内",
        "茶水间",
        "水管和排水",
        "水龙头",
        "时间都可以",
    )
    count = await enters(guard, *words, "口头告知")
    assert "电话100****0005" in guard.text  # enough to ask back, no more (R203)
    count += await enters(guard, "确认提交")
    assert count <= 10
    assert town.tickets()[0].channel == Channel.ORAL
    assert "服务台已收到" in guard.text
    assert "再录一单" in guard.labels
    assert "茶水间水龙头一直滴水" in desk.text
    assert "BX20250915001" in owner.text


@pytest.mark.rows("R021", "R055")
async def test_a_technician_reports_what_he_sees_himself_and_hears_how_it_ends(town: Town):
    worker, desk = town.phone("高建军"), town.phone("郑雨")
    await worker.says("/start")
    await enters(worker, "代录", "公共区域", "我自己发现的", "走廊", "5", "灯光和用电", "公共区域灯", "灯不亮")
    assert "来源：客服收集" in worker.text
    await worker.taps("确认提交")
    ticket = town.tickets()[0]
    assert (ticket.channel, ticket.inside, ticket.spot) == (Channel.COLLECTED, False, "corridor@5")
    assert "BX20250915001" in worker.text
    assert "灯不亮" in desk.text
    await desk.taps("派给工程部")
    await town.phone("何志强").taps("派给高建军")
    for label in ("接单", "到达签到", "完工", "已修复", "外观无明显变化", "确认完工"):
        await worker.taps(label)
    await desk.taps("反馈业主")
    assert "你上报的事项" in worker.find("你上报的事项").text
    assert town.look(lambda s: s.scalars(select(Call)).all()) == []
    await town.later(hours=3)
    assert town.look(lambda s: s.scalars(select(Call)).all()) == []  # nobody calls a colleague, nobody asks him to rate


@pytest.mark.rows("R021", "R060")
async def test_an_owner_who_is_not_on_the_bot_is_told_by_telephone(town: Town):
    desk = town.phone("郑雨")
    await desk.says("/start")
    await enters(
        desk, "代录", "1006", "雷先生", "业主单元内", "卫生间", "水管和排水", "下水堵塞", "堵了", "书面", "确认提交"
    )
    assert "业主未开通，由客服电话告知" in desk.find("已登记").text
    calls = town.look(lambda s: [(one.kind, one.person.called.zh) for one in s.scalars(select(Call))])
    assert calls == [(CallKind.UNREACHABLE, "雷先生")]


@pytest.mark.rows("R021", "R060", "R070")
async def test_of_a_caller_who_is_not_on_the_bot_nobody_reads_that_they_were_told(town: Town):
    desk, plumber = town.phone("郑雨"), town.phone("林海涛")
    await desk.says("/start")
    await enters(desk, "代录", "0704", "其他人", "李秘书", "13912345678", "业主单元内", "茶水间", "水管和排水")
    await enters(desk, "水龙头漏水", "一直滴水", "时间都可以", "电话", "确认提交")
    assert "业主未开通，由客服电话告知" in desk.text
    assert "回执已发" not in desk.text
    assert "李秘书（来电人身份未核实），电话13912345678" in desk.text
    assert town.look(lambda s: s.scalars(select(Call)).all()) == []  # the number was said just now
    await dispatch(town)
    await plumber.taps("接单")
    assert "上门人员已安排好" in desk.find("未开通").text
    await plumber.taps("到达签到")
    await plumber.taps("无人应答")
    assert "业主未开通，由客服电话联系" in plumber.find("起无人应答").text
    await town.later(minutes=3)
    await plumber.taps("贴提示卡离开")
    await plumber.taps("提示卡已贴好，无照片")
    assert "客户不在不算你的责任" in plumber.find("业主未开通，由客服电话请其另选时间").text
    assert not any("已告知业主" in one.text for one in [*plumber.messages(), *desk.messages()])
    assert "请电话请其另选时间" in desk.find("无人").text
    call = desk.find("有人未开通")
    assert "请您另选方便的时间" in call.text
    await desk.taps("查看单据", call.message_id)
    await desk.taps("替业主另选时间")
    await desk.says("明天 9:30")
    await desk.taps("确认")
    assert desk.toast == "已记录，已告知维修人员。"


@pytest.mark.rows("R035")
async def test_somebody_unknown_is_kept_with_name_and_number_and_may_see_nothing(town: Town):
    desk = town.phone("郑雨")
    for phone in ("13912345678", "139 1234 5678"):
        await desk.says("/start")
        await enters(desk, "代录", "0303", "其他人", "王先生", "没有", phone)
        await enters(desk, "业主单元内", "办公区", "空调和通风", "空调漏水滴水", "滴水", "前台", "确认提交")
    new = town.look(lambda s: [one for one in s.scalars(select(Person)) if one.phone == "13912345678"])
    assert [(one.name, one.honorific, one.guest) for one in new] == [("王", "先生", True)]
    assert {one.reporter_id for one in town.tickets()} == {new[0].id}


@pytest.mark.parametrize(
    ("typed", "answer", "buttons"),
    [
        ("0399", "没有单元0399", ["0301", "0306"]),
        ("葛", "哪个单元", ["1405", "1801"]),
        ("高先生", "哪个单元", ["0403", "0405"]),
        ("10000000015", "哪个单元", ["0801", "0803"]),
        ("青禾", "谁报的", ["陈女士", "刘先生", "其他人"]),
        ("卢女士", "谁报的", ["卢女士", "白先生"]),
        ("没有这个人", "没有找到", ["公共区域"]),
        ("%", "没有找到", ["公共区域"]),
        ("😀", "没有找到", ["公共区域"]),
    ],
)
async def test_whatever_is_typed_leads_somewhere(town: Town, typed: str, answer: str, buttons: list[str]):
    desk = town.phone("郑雨")
    await desk.says("/start")
    await enters(desk, "代录", typed)
    assert answer in desk.text
    for one in buttons:
        assert any(one in label for label in desk.labels), desk.labels


@pytest.mark.rows("R013")
async def test_finance_enters_nothing(town: Town):
    finance = town.phone("冯雪")
    await finance.says("/start")
    assert "代录" not in finance.labels
    await finance.sends("g:proxy")
    assert town.look(lambda s: s.scalars(select(Call)).all()) == []
    await finance.sends("b:proxy:0")
    assert "同事" in finance.toast
    assert "替谁登记" not in finance.text


@pytest.mark.rows("R020")
async def test_all_seven_sources_are_one_tap_away_and_a_double_tap_enters_once(town: Town):
    desk = town.phone("郑雨")
    await desk.says("/start")
    await enters(desk, "代录", "0301", "刘先生", "业主单元内", "办公区", "灯光和用电", "部分断电", "跳闸")
    sources = ["电话", "客服收集", "公司转来", "前台来访", "业委会转来", "口头告知", "书面"]
    assert desk.labels[:7] == sources
    await desk.taps("业委会转来")
    data, message = desk.data("确认提交"), desk.last.message_id
    await desk.sends(data, message)
    await desk.sends(data, message)
    assert [one.channel for one in town.tickets()] == [Channel.COMMITTEE]


@pytest.mark.rows("R021")
async def test_a_colleague_is_asked_as_a_colleague(town: Town):
    desk = town.phone("郑雨")
    await desk.says("/start")
    asked = []
    for step in (
        "代录",
        "301",
        "陈女士",
        "业主单元内",
        "茶水间",
        "水管和排水",
        "水龙头漏水",
        "一直滴水",
        "时间都可以",
        "电话",
    ):
        await enters(desk, step)
        asked.append(desk.text)
    said = "\n".join(asked)
    assert "请问是业主单元内，还是公共区域" in said
    assert "业主什么时间方便" in said
    assert "区域：业主单元内" in said
    assert "您" not in said.replace("请您核对", "")
