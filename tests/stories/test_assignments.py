"""交办事项: a task is given, done with a note, put off, late, handed on and called off, on phones (R016)."""

import pytest

from models.assignments.lifecycle import State
from models.assignments.tables import Assignment
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.test_staff import opens

pytestmark = pytest.mark.rows("R016")


async def gives(phone: Phone, *whom: str, words: str = "清点水泵房备件并列出清单", until: str = "9月19日") -> str:
    """Give a task; who shall do it is tapped, or typed where it is one word."""
    await opens(phone, "管理处事务", "交办事项", "交办新事项")
    if len(whom) == 1:
        await phone.says(whom[0])
    else:
        for label in whom:
            await phone.taps(label, phone.last.message_id)
    await phone.says(words)
    await phone.taps("跳过")
    await phone.says(until)
    return await phone.taps("确认交办")


def task(town: Town, number: int = 2) -> Assignment:
    """A task by its number; the first one is the demo office's own."""
    return town.look(lambda session: session.get_one(Assignment, number))


def read(phone: Phone) -> list[str]:
    return [one.text for one in phone.messages() if one.from_bot]


async def test_a_manager_gives_a_task_with_a_picture_and_hears_that_it_is_done(town: Town):
    boss, plumber = town.phone("周立新"), town.phone("林海涛")
    await opens(boss, "管理处事务", "交办事项", "交办新事项")
    for label in ("客服服务部", "其他部门", "工程部", "林海涛"):
        await boss.taps(label, boss.last.message_id)
    await boss.says("清点水泵房备件\n列出清单")
    await boss.sends_photo(picture())
    await boss.taps("继续")
    assert "请选择，或输入日期" in boss.text
    await boss.says("周五下午3点")
    for words in ("承办人：林海涛", "图片：照片1张", "完成时限：9月19日 周五 15:00"):
        assert words in boss.text
    await boss.taps("确认交办")
    assert "已交办，并已通知承办人" in boss.text
    card = plumber.find("有事项交办给你")
    for words in ("清点水泵房备件", "交办人：周立新，9月15日 周一 09:00", "时限：9月19日 周五 15:00", "附件：照片1张"):
        assert words in card.text
    assert any(one.kind == "photo" and "事项附件" in one.text for one in plumber.messages())
    await plumber.says("/start")
    assert "交办事项（1）" in plumber.labels
    await plumber.taps("交办事项（1）")
    await plumber.taps("清点水泵房备件", plumber.last.message_id)
    await plumber.taps("完成并说明", plumber.last.message_id)
    await plumber.says("备件齐全，<清单>已放办公室")
    await plumber.sends_photo(picture(colour="red"))
    await plumber.taps("继续")
    await plumber.taps("确认完工", plumber.last.message_id)
    assert "已报告，辛苦了" in plumber.text
    done = boss.find("交办事项已完成")
    assert "林海涛 已完成：备件齐全，<清单>已放办公室" in done.text
    assert any(one.kind == "photo" and "事项完成情况" in one.text for one in boss.messages())
    await plumber.says("/start")
    assert not any("交办事项" in label for label in plumber.labels)
    await opens(boss, "管理处事务", "交办事项", "近期已结（1）")
    assert any("林海涛 清点水泵房备件" in label for label in boss.labels)


async def test_more_time_is_asked_for_and_given_or_not(town: Town):
    head, plumber = town.phone("何志强"), town.phone("林海涛")
    await gives(head, "E010")
    for until, answer, due, heard in (
        ("9月24日", "按原时限", "9月19日 周五 17:30", "时限不变"),
        ("9月23日", "同意延期", "9月23日 周二 17:30", "已同意延期"),
    ):
        await plumber.taps("说明情况")
        await plumber.taps("材料未到", plumber.last.message_id)
        await plumber.says(until)
        await plumber.taps("申请延期", plumber.last.message_id)
        assert "同意之前，原时限有效" in plumber.text
        wish = head.find("申请延期")
        assert f"申请延期 至{until} " in wish.text
        assert "材料未到" in wish.text
        await head.taps(answer, wish.message_id)
        assert f"时限：{due}" in head.text
        assert answer not in head.labels
        assert f"时限：{due}" in plumber.text
        assert heard in plumber.text


async def test_the_clock_reminds_once_and_tells_both_once_that_it_is_late(town: Town):
    head, plumber = town.phone("何志强"), town.phone("林海涛")
    await gives(head, "林海涛")
    await town.until(town.at("08:29", days=4))
    assert not any("今天到期" in text for text in read(plumber))
    await town.until(town.at("08:31", days=4))
    assert "今天到期" in plumber.text
    await town.until(town.at("08:59", days=5))
    assert not any("已超期" in text for text in read(plumber))
    await town.until(town.at("09:01", days=5))
    assert "已超期，请完成，或说明情况" in plumber.text
    assert "您交办的事项已超期" in head.text
    await town.until(town.at("12:00", days=8))
    assert sum("已超期，请完成" in text for text in read(plumber)) == 1
    assert sum("您交办的事项已超期" in text for text in read(head)) == 1
    await opens(head, "管理处事务", "交办事项", "已超期（1）")
    assert any("清点水泵房备件" in label for label in head.labels)
    await head.says("/digest")
    assert "交办事项：未完成2，其中超期1" in head.text  # the other is an inspection (J27)


async def test_a_new_date_other_hands_and_the_end(town: Town):
    head, plumber, other = town.phone("何志强"), town.phone("林海涛"), town.phone("唐国平")
    await gives(head, "海涛")
    await head.taps("调整时限")
    await head.says("9月17日 10:00")
    await head.taps("情况变急", head.last.message_id)
    await head.taps("确认", head.last.message_id)
    assert "时限已调整" in plumber.text
    assert "时限：9月17日 周三 10:00" in plumber.text
    assert "调整时限 至9月17日 周三 10:00：情况变急" in plumber.text
    await head.taps("转交他人")
    await head.taps("唐国平", head.last.message_id)
    await head.taps("确认", head.last.message_id)
    assert "已转交同事，您无需再办" in plumber.text
    assert "清点水泵房" not in plumber.text
    assert "有事项交办给你" in other.text
    await head.taps("取消交办", head.last.message_id)
    await head.taps("已用其他方式解决", head.last.message_id)
    await head.taps("确认", head.last.message_id)
    assert "此事项已取消" in other.text
    assert "取消交办：已用其他方式解决" in other.text
    assert "完成并说明" not in other.labels
    assert task(town).state == State.CALLED_OFF
    await town.until(town.at("12:00", days=9))
    assert not any("已超期" in text for text in [*read(other), *read(head), *read(plumber)])


async def test_a_head_gives_tasks_to_the_own_people_only(town: Town):
    head = town.phone("何志强")
    await opens(head, "管理处事务", "交办事项", "交办新事项")
    assert any("林海涛" in label for label in head.labels)
    assert not any("杜强" in label or "部门" in label for label in head.labels)
    for typed in ("杜强", "E022", "何志强", "E001"):
        await head.says(typed)
        assert "没有找到可交办的人" in head.text
    await head.says("工")
    assert "没有找到" in head.text
    boss = town.phone("周立新")
    await opens(boss, "管理处事务", "交办事项", "交办新事项")
    await boss.says("强")
    assert "有多位符合：何志强（E008）、杜强（E022）" in boss.text
    await boss.says("工程部")
    assert any("林海涛" in label for label in boss.labels)


async def test_forged_buttons_show_and_do_nothing(town: Town):
    head, plumber = town.phone("何志强"), town.phone("林海涛")
    await gives(head, "林海涛")
    await plumber.taps("说明情况")
    await plumber.taps("等待他人配合", plumber.last.message_id)
    await plumber.says("9月24日")
    await plumber.taps("申请延期", plumber.last.message_id)
    for name in ("唐国平", "彭勇", "郑雨", "冯雪"):
        nosy = town.phone(name)
        await nosy.says("/start")
        for data in ("as:2", "ae:2", "aw:2:1:2", "b:task_done:2", "b:task_off:2", "b:task_whom:2", "am:0", "ag:open:0"):
            await nosy.sends(data)
            assert not any("水泵房" in text for text in read(nosy)), data
    for data in (
        "aw:2:1:2",
        "b:task_off:2",
        "b:task_date:2",
        "b:task:0",
        "ag:open:0",
        "ag:nonsense:0",
        "g:assignments",
    ):
        await plumber.sends(data)
    one = task(town)
    assert (one.version, one.state, one.wished_at is None) == (2, State.OPEN, False)


async def test_a_tap_on_an_older_card_decides_nothing(town: Town):
    head, plumber = town.phone("何志强"), town.phone("林海涛")
    await gives(head, "林海涛")
    await plumber.taps("说明情况")
    await plumber.taps("先办了急修", plumber.last.message_id)
    await plumber.says("9月24日")
    await plumber.taps("申请延期", plumber.last.message_id)
    for _ in range(2):
        town.sandbox.tap(head.user, head.side, head.last.message_id, "aw:2:0:2")
        town.sandbox.tap(head.user, head.side, head.last.message_id, "aw:2:1:2")
    await town.settled()
    assert task(town).version == 3
    assert task(town).wished_at is None


async def test_who_leaves_hands_nothing_down_the_drain(town: Town):
    boss, head, plumber = town.phone("周立新"), town.phone("何志强"), town.phone("林海涛")
    await gives(boss, "何志强", words="更新应急预案")
    await gives(head, "林海涛")
    await opens(boss, "管理处事务", "员工", "工程部", "林海涛", "办理离职")
    assert "1件交办事项退回交办人" in boss.text
    await boss.taps("辞职")
    await boss.taps("确认离职")
    assert "已退回交办人：1件事项" in boss.text
    assert "事项退回给您" in head.text
    assert "暂无承办人，请另交他人" in head.text
    await plumber.sends("as:3")
    assert "仅限登记员工使用" in plumber.text
    await opens(boss, "管理处事务", "员工", "工程部", "何志强", "办理离职")
    assert "其交办的1件事项由您接管" in boss.text
    await boss.taps("退休")
    await boss.taps("确认离职")
    assert "清点水泵房备件" in boss.find("此事项由您接管").text
    assert "更新应急预案" in boss.find("事项退回给您").text
    await boss.taps("转交他人", boss.find("此事项由您接管").message_id)
    await boss.says("唐国平")
    await boss.taps("确认", boss.last.message_id)
    assert "清点水泵房备件" in town.phone("唐国平").text


@pytest.mark.rows("R015")
async def test_leave_names_the_tasks_that_fall_into_it(town: Town):
    boss, head = town.phone("周立新"), town.phone("何志强")
    await gives(boss, "林海涛", until="9月17日")
    await opens(boss, "管理处事务", "值班表", "调整班次", "林海涛", "休假或病假", "今天", "9月17日", "病假", "确认")
    for phone in (boss, head):
        assert "这几天到期的交办事项1项，请转交他人或调整时限" in phone.text
        assert "手上" not in phone.text
    await boss.taps("清点水泵房备件", boss.last.message_id)
    assert "转交" in "".join(boss.labels)
    await head.taps("清点水泵房备件", head.last.message_id)
    assert "承办人：林海涛" in head.text


@pytest.mark.rows("J10")
async def test_a_quiet_day_s_digest_names_the_tasks(town: Town):
    boss = town.phone("周立新")
    await gives(boss, "林海涛", until="明天")
    for clockface, days, said in (("17:21", 0, "未完成2，其中超期0"), ("08:41", 2, "未完成3，其中超期1")):
        await town.until(town.at(clockface, days=days))
        assert f"交办事项：{said}" in boss.find("报").text
    assert "早报" in boss.find("交办事项：").text
    await boss.taps("交办事项", boss.find("早报").message_id)
    assert "已超期（1）" in boss.labels
