"""质保登记: faults within a warranty say so, the register is kept, and what ends is looked at before, on phones (R057)."""

import asyncio

import pytest
from sqlalchemy import select

from models.assignments.tables import Assignment
from models.estate import Project
from models.warranty.expiry import ask_for_inspections
from models.warranty.tables import Warranty
from tests.people import Phone, Town
from tests.stories.steps import reported
from tests.stories.test_staff import opens

pytestmark = pytest.mark.rows("R057")
SAID = "质保期内至2025-11-30，免费，由明筑装饰(示例)公司处理，电话0510-0000-0203"


def read(phone: Phone) -> list[str]:
    return [one.text for one in phone.messages() if one.from_bot]


def inspections(town: Town) -> list[Assignment]:
    wanted = select(Assignment).where(Assignment.about != "").order_by(Assignment.id)
    return town.look(lambda session: list(session.scalars(wanted)))


async def test_a_fault_within_the_warranty_says_so_to_everybody_and_proposes_the_firm(town: Town):
    owner, desk, head, worker = (town.phone(name) for name in ("谭先生", "郑雨", "何志强", "唐国平"))
    await reported(owner, "地砖松动", symptom="8.2")
    assert "此项在质保期内，为您免费维修，请您放心。谢谢。" in owner.text
    assert SAID in desk.text
    await desk.taps("派给工程部")
    assert SAID in head.text
    await head.taps("派给唐国平")
    await worker.taps("接单")
    assert SAID in worker.text
    await worker.taps("到达签到")
    await worker.taps("未能完工")
    await worker.taps("缺配件")
    assert not any("明筑装饰" in label for label in worker.labels)
    await worker.taps("返回")
    await worker.taps("需要外单位")
    assert worker.labels[0] == "明筑装饰(示例)公司施工"
    await worker.taps("明筑装饰")
    await worker.says("9月18日")
    await worker.taps("告知业主并上报")
    assert "此项维修需要明筑装饰(示例)公司施工" in owner.text
    await worker.taps("改承诺日期")
    assert any("明筑装饰" in label for label in worker.labels)


async def test_other_faults_and_other_units_say_nothing(town: Town):
    owner, other, desk = town.phone("谭先生"), town.phone("陈女士"), town.phone("郑雨")
    await reported(owner, "龙头滴水", symptom="2.5")
    await reported(other, "地砖松动", symptom="8.2")
    for phone in (owner, other, desk):
        assert not any("质保" in text for text in read(phone))


async def test_the_register_is_kept_on_a_telephone(town: Town):
    head, boss = town.phone("何志强"), town.phone("周立新")
    await opens(head, "管理处事务", "质保登记")
    assert [label[:10] for label in head.labels[:2]] == ["2025-11-30", "2026-06-30"]
    await head.taps("已到期的", head.last.message_id)
    assert sum("2023-06-30" in label for label in head.labels) == 3
    await opens(head, "管理处事务", "质保登记", "登记质保")
    await head.says("9999")
    assert "对不起，请按示例填写" in head.text
    await head.says("0301")
    await head.taps("给排水", head.last.message_id)
    await head.taps("全部", head.last.message_id)
    await head.says("卫生间防水")
    await head.says("示例防水公司")
    await head.says("没有")
    await head.says("0510-0000-0209")
    await head.says("2024-02-29")
    assert "2026-02-28" in head.labels
    await head.says("2026-12-31")
    await head.taps("跳过")
    for words in ("位置：0301", "范围：全部", "质保起始：2024-02-29", "质保到期：2026-12-31"):
        assert words in head.text
    await head.taps("确认", head.last.message_id)
    assert "已登记" in head.text
    await reported(town.phone("陈女士"))
    assert "由示例防水公司处理" in town.phone("郑雨").text
    await opens(boss, "管理处事务", "质保登记", "0301")
    await boss.taps("更改资料", boss.last.message_id)
    await boss.taps("质保到期", boss.last.message_id)
    await boss.says("年底")
    assert "与此项不符" in boss.text
    await boss.says("2027-06-30")
    await boss.says("延保一年")
    await boss.taps("确认", boss.last.message_id)
    assert "质保到期：原2026-12-31，现2027-06-30（周立新）延保一年" in boss.text
    await boss.taps("提前终止", boss.last.message_id)
    await boss.says("合同解除")
    await boss.taps("确认", boss.last.message_id)
    assert "已提前终止" in boss.text
    assert "更改资料" not in boss.labels
    assert not any("0301" in label for label in await listed(head))


async def listed(phone: Phone) -> list[str]:
    await opens(phone, "管理处事务", "质保登记")
    return phone.labels


async def test_the_register_is_nobody_elses(town: Town):
    for name in ("彭勇", "郑雨", "唐国平", "冯雪"):
        nosy = town.phone(name)
        await opens(nosy, "管理处事务")
        assert "质保登记" not in nosy.labels
        for data in (
            "g:warranties",
            "wl:0:0",
            "wl:1:0",
            "wo:5",
            "b:add_warranty:0",
            "b:edit_warranty:5",
            "b:end_warranty:5",
        ):
            await nosy.sends(data)
            assert not any("明筑装饰" in text for text in (nosy.text, *nosy.labels)), data
    kept = town.look(lambda session: session.get_one(Warranty, 5))
    assert kept.ended_at is None


async def test_the_unit_file_lists_what_holds(town: Town):
    desk = town.phone("郑雨")
    await desk.says("1203")
    await desk.taps("质保（2）", desk.last.message_id)
    assert "8 土建装饰，室内装修：至2025-11-30，明筑装饰(示例)公司，电话0510-0000-0203" in desk.text
    assert "8.3" in desk.text


@pytest.mark.rows("J27", "R016")
async def test_the_head_looks_at_it_before_it_ends(town: Town):
    head, boss = town.phone("何志强"), town.phone("周立新")
    await town.until(town.at("08:19", days=1))
    assert inspections(town) == []
    await town.until(town.at("08:21", days=1))
    assert "有事项交办给你" in head.text
    assert "质保届满前查验，1203" in head.text
    assert "交办人：管理处" in head.text
    assert "时限：11月16日 周日 17:30" in head.text
    await town.until(town.at("12:00", days=5))
    assert len(inspections(town)) == 1
    await opens(head, "交办事项（1）")
    await head.taps("质保查验1203", head.last.message_id)
    await head.taps("质保登记", head.last.message_id)
    assert "还有71天到期" in head.text
    await head.taps("查验，时限11月16日", head.last.message_id)
    await head.taps("完成并说明", head.last.message_id)
    await head.taps("已检查，问题已报修", head.last.message_id)
    await head.taps("跳过")
    await head.taps("确认完工", head.last.message_id)
    assert "已检查，问题已报修" in boss.find("交办事项已完成").text


@pytest.mark.rows("J27")
async def test_the_duty_run_twice_or_by_two_processes_asks_once(town: Town):
    head = town.phone("何志强")
    now = town.clock.now()

    def ask(session) -> int:
        return ask_for_inspections(session, session.get_one(Project, 1), now)

    stores = [machine.store for machine in town.machines]
    made = await asyncio.gather(*(store.run(ask) for store in stores for _ in range(3)))  # past every lease
    assert sum(made) == 1
    for _ in range(2):
        await asyncio.gather(*(machine.timekeeper.run_now("J27") for machine in town.machines))
        town.clock.move_to(town.at("10:00"))
    await town.settled()
    assert [one.occasion for one in inspections(town)] == ["warranty:5:2025-11-30:90"]
    assert sum("质保届满前查验" in text for text in read(head)) == 1
