"""值班签到: one tap at the start of a shift; who forgets it is reminded once, then the head; work never waits for it (R015)."""

import pytest

from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import dispatch, do_the_job, reported
from tests.stories.test_staff import opens


def reminders(phone: Phone, words: str) -> list[str]:
    """What somebody read with these words in it."""
    return [one.text for one in phone.messages() if one.from_bot and words in one.text]


@pytest.mark.rows("R015")
async def test_one_tap_at_the_start_and_one_at_the_end(town: Town):
    plumber, head, boss = town.phone("林海涛"), town.phone("何志强"), town.phone("周立新")
    await plumber.says("/start")
    assert plumber.labels[0] == "上岗签到"
    await plumber.taps("上岗签到")
    assert "签到成功" in plumber.toast
    assert "当班，09:00已签到" in plumber.text
    assert "上岗签到" not in plumber.labels
    await plumber.sends("ci")
    assert "已经签过到了" in plumber.toast
    await opens(head, "管理处事务", "值班表")
    assert "林海涛：08:30-17:30，已签到" in head.text
    await reported(town.phone("陈女士"))
    await boss.says("/digest")
    assert "当班20人，已签到1人" in boss.text
    await town.until(town.at("17:25"))
    await plumber.says("/start")
    await plumber.taps("签退")
    assert "今天辛苦了" in plumber.toast
    await plumber.says("/start")
    assert "签退" not in plumber.labels


@pytest.mark.rows("R015")
async def test_who_is_off_duty_has_nothing_to_check_in_to(town: Town):
    night = town.phone("马俊")
    await night.says("/start")
    assert "上岗签到" not in night.labels
    await night.sends("ci")
    assert "此时没有你的班次" in night.toast
    await town.until(town.at("16:45"))
    await night.says("/start")
    assert night.labels[0] == "上岗签到"
    await night.taps("上岗签到")
    assert "签到成功" in night.toast


@pytest.mark.rows("R015")
async def test_who_forgets_is_reminded_once_and_then_the_head_hears_once(town: Town):
    boss, night, head = town.phone("周立新"), town.phone("马俊"), town.phone("何志强")
    await boss.says("/start")
    await boss.taps("上岗签到")  # from now on the office checks in
    await town.until(town.at("17:14"))
    assert reminders(night, "请签到") == []
    await town.until(town.at("17:16"))
    assert len(reminders(night, "你的班次17:00开始，请签到")) == 1
    assert reminders(head, "尚未签到") == []
    await town.until(town.at("17:31"))
    assert len(reminders(head, "尚未签到")) == 1
    assert "马俊 10000000214" in head.find("尚未签到").text
    await town.until(town.at("19:00"))
    assert len(reminders(night, "请签到")) == len(reminders(head, "尚未签到")) == 1
    await night.taps("上岗签到")
    assert "当班，19:00已签到" in night.text


@pytest.mark.rows("R014", "R015")
async def test_of_the_intake_desk_the_supervisor_hears_at_once(town: Town):
    boss, room, lead, guard = (town.phone(name) for name in ("周立新", "沈涛", "许文静", "彭勇"))
    await boss.says("/start")
    await boss.taps("上岗签到")
    await town.until(town.at("20:16"))
    assert "沈涛 10000000221" in lead.find("信息接收岗尚未签到").text
    assert len(reminders(room, "请签到")) == 1
    assert reminders(guard, "尚未签到") == []
    await room.taps("上岗签到")
    await town.until(town.at("20:31"))
    assert reminders(guard, "尚未签到") == []


@pytest.mark.rows("R014", "R015")
async def test_of_the_intake_desk_the_supervisor_hears_once(town: Town):
    boss, lead = town.phone("周立新"), town.phone("许文静")
    await boss.says("/start")
    await boss.taps("上岗签到")
    await town.until(town.at("09:20", days=1))
    told = [one for one in reminders(lead, "尚未签到") if "郑雨" in one]
    assert len(told) == 1
    assert "信息接收岗尚未签到" in told[0]


@pytest.mark.rows("R015")
async def test_who_has_come_to_an_owner_is_there(town: Town):
    boss, plumber, head = town.phone("周立新"), town.phone("林海涛"), town.phone("何志强")
    await boss.says("/start")
    await boss.taps("上岗签到")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await plumber.taps("接单")
    await town.until(town.at("08:35", days=1))
    await plumber.taps("到达签到")
    await town.until(town.at("09:10", days=1))
    assert reminders(plumber, "请签到") == []
    assert reminders(head, "尚未签到")
    assert not any("林海涛" in one for one in reminders(head, "尚未签到"))


@pytest.mark.rows("R015")
async def test_an_office_that_does_not_check_in_is_left_alone_and_work_goes_on(town: Town):
    plumber = town.phone("林海涛")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await do_the_job(plumber)
    assert town.tickets()[0].status == Status.PROCESSED
    await town.until(town.at("09:00", days=1))
    for name in ("林海涛", "马俊", "何志强", "许文静", "沈涛"):
        assert reminders(town.phone(name), "请签到") == reminders(town.phone(name), "尚未签到") == []


@pytest.mark.rows("R015")
async def test_who_is_on_leave_or_has_left_is_not_reminded(town: Town):
    boss, night, head = town.phone("周立新"), town.phone("马俊"), town.phone("何志强")
    await boss.says("/start")
    await boss.taps("上岗签到")
    await opens(head, "管理处事务", "值班表", "调整班次", "马俊", "休假或病假", "今天", "9月15日", "病假", "确认")
    await opens(boss, "管理处事务", "员工", "保安部", "沈涛", "办理离职", "辞职", "确认离职")
    await town.until(town.at("20:40"))
    assert reminders(night, "请签到") == []
    assert reminders(head, "尚未签到") == []
    assert reminders(town.phone("沈涛"), "请签到") == []
