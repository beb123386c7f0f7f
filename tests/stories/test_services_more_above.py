"""More, seen on the spot, than the customer may order alone: four people with four phones come to a yes or a no (R047, R064, DOMAIN 5.2)."""

import pytest

from models.orders.tables import Answer
from tests.people import Phone, Town
from tests.stories.test_services_prices import answers, asks, on_the_spot, priced


async def more_than_alone(town: Town) -> tuple[Phone, Phone, Phone, Phone]:
    """The plumber prices a motor for 480 yuan; customer, company, desk and plumber have it before them."""
    owner, boss = town.phone("苗女士"), town.phone("秦先生")
    desk, plumber = town.phone("孙晓芸"), town.phone("林海涛")
    await boss.says("/start")
    await asks(owner)
    await priced(town, 150)
    await owner.taps("同意", owner.last.message_id)
    await on_the_spot(town)
    await plumber.taps("需要增加，先报价")
    await plumber.taps("自定项目")
    await plumber.says("更换电机")
    await plumber.says("480")
    await plumber.taps("就这些：480元")
    await plumber.taps("30天")
    await plumber.says("电机已烧坏")
    await plumber.taps("发送报价")
    return owner, boss, desk, plumber


@pytest.mark.rows("R047", "R064")
async def test_the_company_approves_what_comes_on_top_and_all_four_see_it(town: Town):
    owner, boss, _desk, plumber = await more_than_alone(town)
    assert "同意" not in owner.labels
    assert "已提请贵公司负责人确认" in owner.text
    assert "暂时无需" in owner.labels
    await boss.says("/start")
    await boss.taps("我的单据")
    await boss.taps("请您审批 FW20250915001")
    for said in ("更换电机", "480元"):
        assert said in boss.text
    await boss.taps("批准", boss.last.message_id)
    assert "合计630元" in plumber.last.text
    assert "价格已确认" in owner.text
    assert "合计：630元" in owner.text
    assert [one for one, _ in answers(town)] == [Answer.AGREED, Answer.APPROVED]


@pytest.mark.rows("R047", "R064")
async def test_the_desk_hears_the_company_on_the_telephone(town: Town):
    _owner, _boss, desk, plumber = await more_than_alone(town)
    await plumber.taps("业主当面同意")
    await plumber.taps("请客服电话核实")
    await desk.says("/start")
    await desk.sends("b:note_answer:1")
    assert "更换电机" in desk.text
    assert "同意" not in desk.labels
    assert {"业主单位批准", "谢绝", "业主单位未批准"} <= set(desk.labels)
    await desk.taps("业主单位批准")
    await desk.says("秦先生电话同意")
    await desk.taps("登记答复")
    assert "合计630元" in plumber.last.text
    assert [one for one, _ in answers(town)] == [Answer.AGREED, Answer.APPROVED]


@pytest.mark.rows("R047", "R064")
async def test_the_customer_may_say_no_without_asking_the_company(town: Town):
    owner, boss, _desk, plumber = await more_than_alone(town)
    await owner.taps("暂时无需", owner.last.message_id)
    await owner.taps("跳过", owner.last.message_id)
    assert "业主谢绝补充报价，请按原约定施工" in plumber.text
    await boss.says("/start")
    await boss.taps("我的单据")
    assert not [one for one in boss.labels if "请您审批" in one]
