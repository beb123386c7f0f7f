"""Complaints from the first word to the callback: understood, graded, solved with consent, and never seen by whom they concern."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models.complaints.lifecycle import Grade, State
from models.complaints.tables import Complaint
from tests.people import Phone, Town

NUMBER = "TS20250915001"


def complaint(town: Town) -> Complaint:
    """The newest one."""
    return town.look(lambda session: session.scalars(select(Complaint).order_by(Complaint.id.desc())).first())


def everything(phone: Phone) -> str:
    """All that somebody has ever read."""
    return "\n".join(one.text for one in phone.messages() if one.text)


async def complains(
    owner: Phone,
    words: str = "走廊三天没有人打扫",
    *,
    kind: str = "投诉",
    matter: str = "保洁卫生",
    whom: str | None = None,
    privacy: str = "办理人员",
) -> None:
    """The owner's whole road."""
    await owner.says("/start")
    await owner.taps("投诉与建议")
    await owner.taps(kind)
    await owner.taps(matter)
    await owner.says(words)
    if matter == "服务态度" and whom is None:
        await owner.taps("暂时略过")
    elif whom is not None:
        await owner.says(whom)
    if kind in {"投诉", "批评"}:
        await owner.says("希望每天打扫")
        await owner.taps(privacy)
    await owner.taps("确认")


async def graded(head: Phone, grade: str = "重要", why: str = "管理有疏漏") -> None:
    """Somebody in charge grades it."""
    await head.taps("定级", head.last.message_id)
    await head.taps(grade)
    await head.says(why)
    await head.taps("确认")


@pytest.mark.rows("R081", "R085", "R088", "R091")
async def test_understanding_comes_before_any_question_and_a_promise_after_the_last(town: Town):
    owner, supervisor, manager, desk = (town.phone(one) for one in ("陈女士", "许文静", "周立新", "郑雨"))
    await owner.says("/start")
    await owner.taps("投诉与建议")
    assert "对不起，给您添麻烦了，我们非常理解您的感受" in owner.text
    await complains(owner)
    assert f"已登记，单号{NUMBER}" in owner.text
    assert "最迟9月16日 周二 09:00给您答复" in owner.text
    for one in (supervisor, manager, desk):
        assert "新投诉建议，请定级" in one.text
        assert "走廊三天没有人打扫" in one.text
    assert not any(NUMBER in everything(town.phone(name)) for name in ("曹桂芳", "邓秀英"))


@pytest.mark.rows("R086", "R089", "R090", "X13")
async def test_from_the_grade_to_the_callback(town: Town):
    owner, supervisor = town.phone("陈女士"), town.phone("许文静")
    await complains(owner)
    await graded(supervisor)
    assert "由客服服务部的许文静" in owner.text
    await supervisor.taps("告知进展", supervisor.last.message_id)
    await supervisor.says("已查看走廊，正在安排专人")
    await supervisor.says("明天 10:00")
    await supervisor.taps("确认")
    assert "已查看走廊，正在安排专人" in owner.text
    await supervisor.taps("提出方案", supervisor.last.message_id)
    await supervisor.says("每天早晚各打扫一次，并由主管检查")
    await supervisor.taps("确认")
    assert "处理方案：每天早晚各打扫一次" in owner.text
    assert complaint(town).state == State.PROPOSED
    await owner.taps("同意")
    assert "业主同意方案，请办理并答复结果" in supervisor.text
    await supervisor.taps("答复结果", supervisor.last.message_id)
    await supervisor.says("已恢复每天两次打扫，谢谢您的提醒")
    await supervisor.taps("确认")
    assert "我们的答复：已恢复每天两次打扫" in owner.text
    await owner.taps("满意")
    await town.until(town.at("9:06", days=1))
    caller = next(one for one in map(town.phone, ("郑雨", "孙晓芸", "吴佳")) if "投诉回访" in everything(one))
    assert "请问您对处理结果满意吗" in caller.text
    await caller.taps("登记通话结果", caller.last.message_id)
    await caller.taps("满意")
    await caller.says("很好")
    assert "已回访，请判定投诉是否有效" in supervisor.text
    await supervisor.taps("判定有效性", supervisor.last.message_id)
    await supervisor.taps("有效")
    await supervisor.says("保洁排班有空缺")
    await supervisor.taps("确认")
    assert complaint(town).state == State.CLOSED


@pytest.mark.rows("R087")
async def test_who_declines_is_heard_by_the_next_level_and_the_first_one_helps(town: Town):
    owner, supervisor, manager = (town.phone(one) for one in ("陈女士", "许文静", "周立新"))
    await complains(owner)
    await graded(supervisor)
    await supervisor.taps("提出方案", supervisor.last.message_id)
    await supervisor.says("下周起加派人手")
    await supervisor.taps("确认")
    await owner.taps("另有想法，请上一级处理")
    await owner.says("上次也是这样说的")
    assert "现由管理处的周立新" in owner.text
    assert "业主不接受方案，现由你负责" in manager.text
    assert "上次也是这样说的" in manager.text
    assert "协助：许文静" in manager.text
    found = complaint(town)
    assert (found.level, found.state) == (2, State.HANDLED)


@pytest.mark.rows("R079", "R092", "X13")
async def test_grave_words_make_it_major_and_the_manager_leads_in_person(town: Town):
    owner, supervisor, manager = (town.phone(one) for one in ("陈女士", "许文静", "周立新"))
    await complains(owner, "再没人管我就找律师")
    assert "管理处的周立新（工号E001）亲自负责" in owner.text
    for one in (supervisor, manager):
        assert "重大投诉" in one.text
    assert complaint(town).grade == Grade.MAJOR


@pytest.mark.rows("R082")
async def test_of_what_is_confidential_only_the_manager_reads_the_name(town: Town):
    owner, supervisor, manager = (town.phone(one) for one in ("陈女士", "许文静", "周立新"))
    await complains(owner, matter="服务态度", whom="林海涛", privacy="仅经理可见")
    assert "陈女士" in manager.text
    assert "涉及工程部 林海涛：对方看不到此件" in manager.text
    assert "业主姓名仅经理可见" in supervisor.text
    assert "陈女士" not in supervisor.text
    assert "0301" not in supervisor.text
    for name in ("郑雨", "林海涛", "何志强", "高建军"):
        assert NUMBER not in everything(town.phone(name))


@pytest.mark.rows("R081")
async def test_praise_is_thanked_for_and_needs_no_due_process(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await complains(owner, "林师傅修得又快又好", kind="表扬", matter="维修质量")
    assert "JY20250915001" in owner.text
    await desk.taps("答复", desk.last.message_id)
    await desk.says("谢谢您的鼓励，我们已转告林师傅")
    await desk.taps("确认")
    assert "已转告林师傅" in owner.text
    assert "满意" not in owner.text + "".join(owner.labels)  # nobody calls about it
    await town.until(town.at("9:06", days=1))
    assert complaint(town).state == State.CLOSED


@pytest.mark.rows("R020", "R021", "R080")
async def test_the_desk_writes_down_what_comes_by_telephone(town: Town):
    desk, owner = town.phone("郑雨"), town.phone("陈女士")
    await desk.says("/start")
    await desk.taps("投诉建议（0）")
    await desk.taps("代录投诉建议")
    await desk.says("0301")
    await desk.taps("陈女士")
    for label in ("投诉", "电梯"):
        await desk.taps(label)
    await desk.says("电梯早上等了十分钟")
    await desk.taps("请酌情处理")
    await desk.taps("办理人员")
    await desk.taps("电话")
    await desk.taps("确认提交")
    assert f"已登记，单号{NUMBER}" in desk.text
    assert f"单号{NUMBER}" in owner.text


@pytest.mark.rows("R082", "R093", "R169")
async def test_the_ledger_and_the_search_know_what_their_reader_may(town: Town):
    owner, supervisor, manager, plumber = (town.phone(one) for one in ("陈女士", "许文静", "周立新", "林海涛"))
    await complains(owner, matter="服务态度", whom="林海涛", privacy="仅经理可见")
    await complains(town.phone("尹女士"), "电梯早上很慢", matter="电梯")
    for reader, named in ((supervisor, False), (manager, True)):
        await reader.says("/start")
        await reader.taps("维修台账")
        await reader.taps("投诉记录，本月")
        await town.settled()
        rows = list(load_workbook(BytesIO(reader.find("你要的文件在这里").document.content)).active.values)
        assert [row[0] for row in rows[1:]] == [NUMBER, "TS20250915002"]
        assert ("陈女士" in rows[1]) is named
        assert ("保密" in rows[1]) is not named
        assert "尹女士" in rows[2]
    await manager.says(NUMBER)
    assert "涉及工程部 林海涛" in manager.text
    await plumber.says("/start")
    await plumber.says(NUMBER)
    assert "没有找到" in plumber.text


@pytest.mark.rows("R036")
async def test_whoever_leads_it_sees_its_next_date_and_is_reminded_when_the_owner_says_nothing(town: Town):
    owner, supervisor = town.phone("陈女士"), town.phone("许文静")
    await complains(owner)
    await graded(supervisor)
    assert "承诺9月16日 周二 09:00前答复" in supervisor.text
    await supervisor.taps("提出方案", supervisor.last.message_id)
    await supervisor.says("每天早晚各打扫一次")
    await supervisor.taps("确认")
    assert "等业主答复，跟进时间9月16日 周二 09:00" in supervisor.text
    await supervisor.says("/start")
    await supervisor.taps("投诉建议（", supervisor.last.message_id)
    assert any(label.startswith(NUMBER) and "9月16日" in label for label in supervisor.labels)
    await town.until(town.at("9:01", days=1))
    assert "业主尚未答复方案，请电话询问" in supervisor.find("请电话询问").text
    assert "跟进时间9月17日 周三 09:00" in supervisor.find("请电话询问").text
