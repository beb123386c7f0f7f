"""Free or paid at the place: what it costs is said, answered and charged, by who stands before it (R047, R064, R074, X2, X3)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.posting import owed_fen
from models.orders.consenting import Shown, answer
from models.orders.lifecycle import State
from models.orders.reading import open_quote
from models.orders.tables import Answer, Consent, Order
from tests.people import Phone, Town
from tests.stories.steps import at_the_door, dispatch, reported


def state(town: Town) -> str:
    """Where the only order stands."""
    return town.look(lambda session: session.scalars(select(Order)).one().state)


def owed(town: Town) -> int:
    """What is still to be paid for it, in fen."""
    return town.look(lambda session: owed_fen(session, session.scalars(select(Order)).one().subject))


async def prices_a_tap(colleague: Phone, *, form: str = "报价") -> None:
    """One tap of the list, and material at cost."""
    await colleague.taps(form)
    await colleague.says("更换普通水龙头")
    await colleague.taps("1")
    await colleague.taps("材料（按成本）")
    await colleague.says("陶瓷阀芯 22")
    await colleague.taps("就这些：42元")


@pytest.mark.rows("R047")
async def test_the_desk_sees_that_the_fee_is_open_and_sends_it_to_be_priced(town: Town):
    await reported(town.phone("陈女士"))
    desk = town.phone("郑雨")
    assert "费用：待判定" in desk.last.text
    assert "U3，派给工程部（现场定价）" in desk.labels
    assert {"报价", "免费处理"} <= set(desk.labels)


@pytest.mark.rows("R047")
async def test_the_desk_says_that_it_is_free_and_nobody_is_asked_again(town: Town):
    await reported(town.phone("陈女士"))
    desk, plumber = town.phone("郑雨"), town.phone("林海涛")
    await desk.taps("免费处理")
    await desk.taps("免费：公共设施部分")
    assert "费用：免费，公共设施部分" in desk.last.text
    await dispatch(town)
    for label in ("接单", "到达签到", "完工", "已更换配件", "外观无明显变化", "确认完工"):
        await plumber.taps(label)
    assert "请向业主反馈结果" in desk.last.text


async def answers(town: Town, said: Answer = Answer.AGREED) -> None:
    """The owner answers the price that waits, whatever their card looks like."""

    def bring(session: Session) -> None:
        order = session.scalars(select(Order)).one()
        quote = open_quote(session, order)
        assert quote is not None
        shown = Shown("报价", "zh_Hans", "1", 1)
        answer(session, quote.id, said, by=order.ticket.reporter, now=town.clock.now(), shown=shown)

    town.look(bring)
    await town.settled()


async def finishes(plumber: Phone, done: str) -> None:
    """All that was agreed, a result, and no picture."""
    for label in ("完工", done, "已更换配件", "外观无明显变化", "确认完工"):
        await plumber.taps(label)


@pytest.mark.rows("R047", "R064", "R074", "X2")
async def test_a_repair_turns_out_to_be_paid_on_the_spot(town: Town):
    _owner, plumber = await at_the_door(town)
    await plumber.taps("完工")
    await plumber.taps("有偿，先报价")
    await plumber.says("更换普通水龙头")
    await plumber.taps("1")
    await plumber.taps("材料（按成本）")
    await plumber.says("陶瓷阀芯 22")
    await plumber.taps("就这些：42元")
    await plumber.taps("发送报价")
    assert "等待业主确认报价：42元" in plumber.last.text
    await plumber.taps("完工")
    assert "报价还在等业主答复" in plumber.toast
    await answers(town)
    assert "最多可收42元" in plumber.last.text
    await plumber.taps("完工")
    for label in ("全部完成：42元", "已更换配件", "外观无明显变化", "用库存材料", "确认完工"):
        await plumber.taps(label)
    assert "请现在收款" in plumber.last.text
    await plumber.taps("收款 42元")
    await plumber.taps("现金 42元")
    assert "金额：42元" in plumber.last.text
    await plumber.taps("确认已收")
    assert (state(town), owed(town)) == (State.COLLECTED, 0)
    await plumber.taps("收款记错")
    await plumber.taps("记错了单")
    await plumber.taps("作废此笔收款")
    assert (state(town), owed(town)) == (State.CHARGED, 4200)


async def agreed_tap(town: Town) -> tuple[Phone, Phone]:
    """A new tap is agreed on the spot for twenty yuan."""
    owner, plumber = await at_the_door(town)
    await prices_a_tap(plumber)
    await plumber.taps("发送报价")
    await answers(town)
    return owner, plumber


@pytest.mark.rows("R047", "X3")
async def test_more_is_needed_and_the_owner_declines_it_to_the_face(town: Town):
    _owner, plumber = await agreed_tap(town)
    await plumber.taps("需要增加，先报价")
    await plumber.says("更换软管或角阀")
    await plumber.taps("2")
    await plumber.taps("就这些：30元")
    await plumber.taps("更多部件损坏")
    await plumber.taps("发送报价")
    assert "等待业主确认补充报价：30元" in plumber.last.text
    await plumber.taps("业主当面同意")
    assert "报价人不能自己登记同意" in plumber.last.text
    await plumber.taps("请客服电话核实")
    assert "请电话核实后登记" in town.phone("郑雨").last.text
    await plumber.taps("业主当面拒绝")
    await plumber.taps("只做原约定的")
    kept = town.look(lambda session: session.scalars(select(Consent).order_by(Consent.id.desc())).first())
    assert (kept.answer, kept.recorded_by_id is None, kept.words) == (Answer.DECLINED, False, "只做原约定的")
    await finishes_with_material(plumber, "全部完成：42元")
    assert (state(town), owed(town)) == (State.CHARGED, 4200)


@pytest.mark.rows("R047", "X3")
async def test_the_first_price_is_declined_to_the_face(town: Town):
    _owner, plumber = await at_the_door(town)
    await prices_a_tap(plumber)
    await plumber.taps("发送报价")
    await plumber.taps("业主当面同意")
    await plumber.taps("请客服电话核实")
    assert "请电话核实后登记" in town.phone("郑雨").last.text
    await plumber.taps("业主当面拒绝")
    await plumber.taps("价格偏高")
    assert "请勿做收费项目" in plumber.last.text
    assert "业主谢绝报价" in town.phone("郑雨").last.text
    for label in ("完工", "已检查并说明使用方法", "外观无明显变化", "确认完工"):
        await plumber.taps(label)
    assert (state(town), owed(town)) == (State.DECLINED, 0)


async def finishes_with_material(plumber: Phone, done: str) -> None:
    """The same, with material out of the store."""
    for label in ("完工", done, "已更换配件", "外观无明显变化", "用库存材料", "确认完工"):
        await plumber.taps(label)


@pytest.mark.rows("R047", "R064")
async def test_the_desk_hears_the_yes_and_never_who_named_the_price(town: Town):
    _owner, plumber = await agreed_tap(town)
    desk = town.phone("郑雨")
    await plumber.taps("需要增加，先报价")
    await plumber.taps("自定项目")
    await plumber.says("加固支架")
    await plumber.says("一百")
    assert "请写金额" in plumber.last.text
    await plumber.says("35.5")
    await plumber.taps("就这些：35.50元")
    await plumber.taps("30天")
    await plumber.says("支架松动，需要加固")
    await plumber.taps("发送报价")
    await desk.taps("登记业主答复")
    assert "加固支架" in desk.last.text
    await desk.taps("同意")
    await desk.taps("已电话说明价格，业主口头答复")
    await desk.taps("登记答复")
    assert "合计77.50元" in plumber.last.text
    await finishes_with_material(plumber, "全部完成：77.50元")
    assert owed(town) == 7750


@pytest.mark.rows("R047", "R074")
async def test_less_is_charged_line_by_line_and_never_more(town: Town):
    _owner, plumber = await agreed_tap(town)
    await plumber.taps("完工")
    await plumber.taps("少做：更换普通水龙头")
    await plumber.says("3")
    assert "超过业主同意的数量" in plumber.last.text
    await plumber.says("1")
    await plumber.taps("少做：陶瓷阀芯")
    await plumber.taps("没有做")
    await plumber.taps("就这些：20元")
    for label in ("已更换配件", "外观无明显变化", "用库存材料", "确认完工"):
        await plumber.taps(label)
    assert owed(town) == 2000
    await plumber.taps("收款 20元")
    await plumber.taps("业主自行付款")
    assert (state(town), owed(town)) == (State.CHARGED, 2000)


@pytest.mark.rows("R061", "R074")
async def test_who_comes_again_charges_nothing_again(town: Town):
    owner, plumber = await agreed_tap(town)
    await finishes_with_material(plumber, "全部完成：42元")
    await plumber.taps("收款 42元")
    await plumber.taps("现金 42元")
    await plumber.taps("确认已收")
    await town.phone("郑雨").taps("反馈业主")
    await owner.taps("评价本次服务")
    await owner.taps("还需处理")
    await owner.taps("提交")
    await dispatch(town)
    await plumber.taps("接单")
    await plumber.taps("到达签到")
    await plumber.taps("完工")
    assert "做了什么" in plumber.last.text
    for label in ("已更换配件", "外观无明显变化", "确认完工"):
        await plumber.taps(label)
    assert (state(town), owed(town)) == (State.COLLECTED, 0)


@pytest.mark.rows("R047", "R064", "R074")
async def test_the_owner_agrees_on_the_own_telephone_to_the_price_and_to_more(town: Town):
    owner, plumber = await at_the_door(town)
    await prices_a_tap(plumber)
    await plumber.taps("发送报价")
    await owner.taps("同意")
    await plumber.taps("需要增加，先报价")
    await plumber.says("S03")
    await plumber.taps("2")
    await plumber.taps("就这些：30元")
    await plumber.taps("业主要求增加")
    await plumber.taps("发送报价")
    assert "这是您要求增加的项目" in owner.text
    await owner.taps("同意")
    assert "合计72元，请继续施工" in plumber.last.text
    await finishes_with_material(plumber, "全部完成：72元")
    await plumber.taps("收款 72元")
    await plumber.taps("现金 72元")
    await plumber.taps("确认已收")
    kept = town.look(lambda session: session.scalars(select(Consent.amount_fen).order_by(Consent.id)).all())
    assert (list(kept), state(town), owed(town)) == ([4200, 3000], State.COLLECTED, 0)
