"""Fees on an owner's phone: accounts, bills with their calculation, questions, more time, and who sees what (R123, R125, R129, R131)."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.contacts import end_contact
from models.people import Contact
from models.receivables import asking, disputing
from models.receivables.lifecycle import AskState, DisputeState
from models.receivables.tables import Receivable
from tests.people import Town
from tests.pictures import picture
from tests.stories.fee_steps import (
    DEBTOR,
    DESK,
    FIELD,
    LANDLORD,
    MANAGER,
    OWNER,
    OWNERS_FINANCE,
    POSTPONED,
    TENANT,
    asks,
    bill_of,
    disputes,
    does,
    left,
    lines_at,
    opens_account,
    opens_bill,
    taps,
    unit_of,
)

pytestmark = [pytest.mark.rows("R123", "R129"), pytest.mark.accounts]


@pytest.mark.rows("R125", "R131")
async def test_a_bill_says_how_each_of_its_lines_comes_about(town: Town):
    owner = await opens_account(town)
    assert "待缴合计：2,321.07元" in owner.text
    await taps(owner, "2025年9月账单")
    for said in (
        "物业费 1,100元，待缴",
        "建筑面积220平方米，每平方米5元",
        "车位2个，每个300元",
        "电费 352.75元",
        "本期读数18,655，上期读数18,240，用量415度，每度0.85元",
        "本期读数321，上期读数312，用水9立方米，每立方米4.6元",
        "空调能量费 226.92元",
        "代收代缴费用（按供应单位价格，免收手续费）",
        "合计：2,321.07元（大写：贰仟叁佰贰拾壹元零柒分）",
    ):
        assert said in owner.text, owner.text
    assert owner.text.index("车位费") < owner.text.index("代收代缴") < owner.text.index("水费")


async def test_a_meter_with_a_ratio_says_so(town: Town):
    party_a = await opens_bill(town, "葛先生")
    assert "本期读数1,243.1，上期读数1,205.6，相减后乘以倍率40，用量1,500度，每度0.85元" in party_a.text


async def test_earlier_bills_payments_and_their_receipts(town: Town):
    owner = await opens_account(town)
    await taps(owner, "历史账单")
    assert "2025年8月：2,323.90元，已结清" in owner.text
    await taps(owner, "2025年8月账单")
    assert "已全部结清" in owner.text
    assert "如何付款" not in owner.labels
    await taps(owner, "返回账户", "缴费记录与收据")
    assert "8月12日 周二：2,323.90元，转账，已收到" in owner.text
    await taps(owner, "8月12日 2,323.90元")
    assert "2025年8月物业费：1,100元" in owner.text
    assert "贰仟叁佰贰拾叁元玖角整" in owner.text


async def test_a_unit_with_several_months_and_a_postponed_one(town: Town):
    debtor = await opens_account(town, DEBTOR)
    assert "0403单元：待缴6,966.05元" in debtor.text
    await taps(debtor, "0403单元")
    assert "2,341.80元待缴，缴费日期为8月20日 周三，已到期" in debtor.text
    postponed = await opens_account(town, POSTPONED)
    assert "1,663.45元已延期至10月15日 周三" in postponed.text


@pytest.mark.rows("R205")
async def test_the_owner_of_a_let_unit_reads_who_pays_and_the_tenant_nothing_of_the_contract(town: Town):
    landlord, tenant = await opens_account(town, LANDLORD), await opens_account(town, TENANT)
    assert "本单元费用由使用人缴纳" in landlord.text
    assert "连带责任" in landlord.text
    assert "连带责任" not in tenant.text
    for label in ("2025年9月账单", "返回账户", "历史账单"):
        assert "每月5元" not in await taps(tenant, label)


@pytest.mark.rows("R205")
async def test_who_does_not_see_the_bills_reads_who_does(town: Town):
    def changed(session: Session) -> None:
        person = town.person(session, OWNERS_FINANCE)
        contact = session.scalars(select(Contact).where(Contact.person_id == person.id)).one()
        contact.role = "reception"

    town.look(changed)
    other = await opens_account(town, OWNERS_FINANCE)
    assert "1203单元的账单由谭先生查看" in other.text
    assert "2,321.07" not in other.text
    unit, bill = town.look(lambda session: (unit_of(session, "1203").id, bill_of(session, "1203").id))
    for forged in (f"ofu:{unit}", f"ofb:{bill}", f"ofp:{unit}", f"ofw:{unit}", f"ofh:{unit}", f"ofn:{bill}"):
        await other.sends(forged)
        assert "对不起" in other.toast
        assert "2,321.07" not in other.text


@pytest.mark.rows("R205")
async def test_former_contacts_and_neighbours_see_nothing(town: Town):
    owner = await opens_bill(town)
    unit, bill = town.look(lambda session: (unit_of(session, "1203").id, bill_of(session, "1203").id))
    neighbour = town.phone("陈女士")
    await neighbour.says("/start")
    for forged in (f"ofu:{unit}", f"ofb:{bill}", f"ofe:{unit}", f"b:fee_question:{bill}", f"b:fee_transfer:{unit}"):
        await neighbour.sends(forged)
        assert "1203" not in neighbour.text

    def ends(session: Session) -> None:
        person = town.person(session, OWNER)
        for one in session.scalars(select(Contact).where(Contact.person_id == person.id)).all():
            end_contact(session, one.id, by=town.person(session, DESK), now=town.clock.now(), why="已迁出")

    await does(town, ends)
    await owner.sends(f"ofb:{bill}")
    assert "2,321.07" not in owner.text


async def test_a_question_stops_the_line_and_its_answer_comes_back(town: Town):
    owner = await opens_bill(town)
    await taps(owner, "我有疑问", "电费 352.75元")
    assert "用量415度" in owner.text
    await owner.says("上月没有开空调，怎么这么高😀")
    await owner.sends_photo(picture())
    await taps(owner, "继续", "确认")
    assert "疑问已收到" in owner.text
    assert "电费 352.75元，核实中，352.75元请暂缓缴纳" in owner.text
    assert lines_at(town)["F03"] == (35275, "disputed")
    [one] = disputes(town)
    account = await opens_account(town)
    assert "待缴合计：1,968.32元" in account.text
    assert "另有352.75元正在核实" in account.text
    await does(
        town,
        lambda session: disputing.answer(
            session, one.id, by=town.person(session, DESK), now=town.clock.now(), words="已现场核对，读数一致。"
        ),
    )
    assert "我们的答复：已现场核对，读数一致。" in owner.text
    assert "待缴352.75元，请您在9月22日 周一前办理" in owner.text
    await taps(owner, "再次提问")
    await owner.says("请再看一次电表")
    await taps(owner, "跳过", "确认")
    assert disputes(town)[0].state == DisputeState.OPEN
    await does(
        town,
        lambda session: disputing.answer(
            session, one.id, by=town.person(session, DESK), now=town.clock.now(), words="第二次核对仍一致。"
        ),
    )
    assert "再次提问" not in owner.labels
    await taps(owner, "已清楚，谢谢")
    assert disputes(town)[0].state == DisputeState.ENDED


async def test_a_question_can_be_taken_back_and_is_asked_once_at_a_time(town: Town):
    owner, colleague = await opens_bill(town), await opens_bill(town, OWNERS_FINANCE)
    await taps(owner, "我有疑问", "水费 41.40元", "比平时高")
    await taps(owner, "跳过", "确认")
    assert [one.state for one in disputes(town)] == [DisputeState.OPEN]
    await taps(colleague, "我有疑问")
    assert not any("水费" in label for label in colleague.labels)
    owner = await opens_bill(town)
    await taps(owner, "查看疑问：水费", "撤回疑问")
    assert disputes(town)[0].state == DisputeState.ENDED
    assert lines_at(town)["F02"] == (4140, "due")


@pytest.mark.rows("R205")
async def test_a_forged_question_about_a_line_of_others(town: Town):
    owner = await opens_bill(town)
    await taps(owner, "我有疑问")
    form = next(owner.data(label) for label in owner.labels if "电费" in label)
    foreign = town.look(
        lambda session: session.scalars(
            select(Receivable.id).where(Receivable.unit_id == unit_of(session, "0403").id)
        ).first()
    )
    await owner.sends(form.rpartition(":")[0] + f":{foreign}")
    assert disputes(town) == []
    assert "对不起" in owner.text or "对不起" in owner.toast


async def test_words_that_are_too_long_or_none_are_asked_for_again(town: Town):
    owner = await opens_bill(town)
    await taps(owner, "我有疑问", "物业费 1,100元")
    await owner.says("长" * 3000)
    assert "对不起" in owner.text
    assert disputes(town) == []


async def test_more_time_is_asked_for_and_granted(town: Town):
    owner = await opens_account(town)
    await taps(owner, "申请延期", "全部：2,321.07元")
    for wrong in ("昨天", "2025-09-15", "2026-06-01", "不知道", "99月99日"):
        await owner.says(wrong)
        assert "对不起" in owner.text, wrong
    await owner.says("10月20日")
    await taps(owner, "货款尚未到账", "确认")
    assert "延期申请已收到" in owner.text
    assert "您已申请延期：2025年9月延至10月20日 周一，等待经理审批" in owner.text
    [one] = asks(town)
    assert (one.until, one.state) == (date(2025, 10, 20), AskState.ASKED)
    await owner.sends(f"b:fee_extension:{one.unit_id}")
    assert "正在办理" in owner.toast
    decide = {"grants": True, "now": town.clock.now()}
    await does(town, lambda session: asking.decide(session, one.id, by=town.person(session, MANAGER), **decide))
    assert "经理已同意：1203单元2025年9月费用延期至10月20日" in owner.text
    assert "2,321.07元已延期至10月20日 周一" in owner.text


async def test_more_time_for_some_lines_is_declined_with_what_is_possible(town: Town):
    owner = await opens_account(town)
    await taps(owner, "申请延期", "只选其中几项", "选好了")
    assert "请先选择至少一项" in owner.text
    await taps(owner, "9月车位费 600元", "选好了")
    await taps(owner, owner.labels[0])
    await owner.says("车位公司报销较慢")
    await taps(owner, "确认")
    [one] = asks(town)

    def answers(session: Session) -> None:
        now = town.clock.now()
        asking.propose(session, one.id, by=town.person(session, FIELD), now=now, opinion="建议分两次")
        manager = town.person(session, MANAGER)
        asking.decide(session, one.id, by=manager, now=now, grants=False, answer="可分两次缴纳，月底前先付一半。")

    await does(town, answers)
    assert "经理答复：可分两次缴纳，月底前先付一半。" in owner.text
    assert "申请延期" in owner.labels
    assert left(town) == 232107


async def test_a_wish_for_more_time_is_taken_back(town: Town):
    owner = await opens_account(town)
    await taps(owner, "申请延期", "全部：2,321.07元")
    await taps(owner, owner.labels[0], "货款尚未到账", "确认", "撤回延期申请")
    assert asks(town)[0].state == AskState.WITHDRAWN
    assert "申请延期" in owner.labels


async def test_a_line_in_question_is_not_postponed(town: Town):
    owner = await opens_bill(town)

    def in_question(session: Session) -> None:
        for line in session.scalars(select(Receivable).where(Receivable.unit_id == unit_of(session, "1203").id)).all():
            if line.period.month == 9:
                disputing.dispute(
                    session, line.id, by=town.person(session, OWNER), now=town.clock.now(), words="请核实"
                )

    town.look(in_question)
    await taps(owner, "申请延期")
    assert "正在核实" in owner.toast
    assert asks(town) == []


async def test_the_year_comes_as_a_picture_and_the_bill_on_paper(town: Town):
    owner = await opens_account(town)
    await taps(owner, "近12个月")
    assert owner.last.kind == "photo"
    await opens_bill(town)
    await taps(owner, "缴费通知单")
    assert owner.last.kind == "document"
    assert owner.last.document.content.startswith(b"%PDF")
    assert owner.last.document.name.endswith("1203单元.pdf")
