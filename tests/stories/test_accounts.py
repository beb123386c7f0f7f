"""The accounts of the units at the office: looked at, paid at the desk, asked about, decided (R121-R123, R126, R129, DOMAIN 5.7)."""

import pytest

from models.events import Event
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.tables import Payment
from models.receivables.lifecycle import AskState, DebtorKind, DisputeState
from models.receivables.office_tables import Came, DunningContact, Way
from models.receivables.tables import Ask, AskKind, Debtor, Dispute, FeeMonth
from tests.people import Town
from tests.pictures import picture
from tests.stories.account_steps import (
    CASHIER,
    DESK,
    FIELD,
    FINANCE,
    MANAGER,
    OWNER,
    OWNERS_FINANCE,
    PLUMBER,
    SUPERVISOR,
    all_of,
    left,
    opened,
    questioned,
    to_account,
    to_fees,
)

pytestmark = pytest.mark.rows("R121", "R129")


@pytest.mark.accounts
@pytest.mark.rows("R125")
async def test_the_month_stands_against_its_target_with_own_and_agency_fees_apart(town: Town):
    field = town.phone(FIELD)
    await to_fees(field)
    assert field.text.startswith("费用 2025-09\n收费率48%，目标90%\n合计：实收30,245.80元，应收62,210.87元，48%")
    assert "自有费用：实收19,890元，应收42,590元，46%" in field.text
    assert "代收代缴：实收10,355.80元，应收19,620.87元，52%" in field.text
    await field.taps("上个月")
    assert field.text.startswith("费用 2025-08")
    await field.taps("下个月")
    assert field.text.startswith("费用 2025-09")


@pytest.mark.accounts
@pytest.mark.rows("R123")
async def test_debts_are_listed_by_age_with_their_standing_and_reason(town: Town):
    field = town.phone(FIELD)
    await to_fees(field)
    await field.taps("欠费单元（5）")
    assert field.labels[0] == "0403 4,639.95元 1至3个月 待缴 有意见"
    assert "1405 1,663.45元 不足1个月 已延期" in field.labels
    await field.taps("0403")
    assert "未缴原因：对服务有意见，先处理服务。对空调效果有意见" in field.text
    for section in ("全部明细", "缴费记录", "提醒与催缴", "联系记录", "申请与提报", "疑问", "日志"):
        await field.taps(section)
        assert field.text.startswith(f"0403：{section}")
        await field.taps("返回上一步")


async def test_a_unit_is_found_by_number_name_and_contact(town: Town):
    field = town.phone(FIELD)
    for words in ("1203", "云帆", "谭"):
        await to_account(field, words)
        assert field.text.startswith("1203账户，云帆网络"), words
    await to_account(field, "没有这一家")
    assert "0" in field.text
    await to_account(field, "示例")
    assert len([one for one in field.labels if "示例" in one]) > 3


@pytest.mark.rows("R126")
async def test_the_cashier_takes_cash_and_voids_a_mistake(town: Town):
    cashier, owner = town.phone(CASHIER), town.phone(OWNER)
    opened(town)
    opened(town, 60000, "F07")
    await to_account(cashier)
    await cashier.taps("收款")
    assert [one for one in cashier.labels if one in {OWNER, OWNERS_FINANCE}] == [OWNER, OWNERS_FINANCE]
    await cashier.taps(OWNER)
    for wrong in ("0", "-1", "1000000000", "很多"):
        await cashier.says(wrong)
        assert "请按示例填写：1280 或 1280.50" in cashier.text, wrong
    assert all_of(town, Payment) == []
    await cashier.says("1200")
    await cashier.taps("现金")
    await cashier.taps("确认")
    assert "1203单元的费用" in cashier.text
    assert left(town) == {"F01/09": 0, "F07/09": 50000}
    assert "1203单元" in owner.text
    await cashier.taps("收款记错")
    assert "1203单元的费用" in cashier.text
    await cashier.taps("记错了单元")
    await cashier.taps("作废此笔收款")
    assert left(town) == {"F01/09": 110000, "F07/09": 60000}
    assert [one.state for one in all_of(town, Payment)] == [PaymentState.VOID]


@pytest.mark.rows("R126")
async def test_the_desk_takes_a_transfer_with_its_slip_and_finance_does_not_find_it(town: Town):
    desk, finance = town.phone(DESK), town.phone(FINANCE)
    opened(town)
    await to_account(desk)
    await desk.taps("收款")
    await desk.taps(OWNERS_FINANCE)
    await desk.says("1500")
    await desk.taps("转账")
    await desk.sends_photo(picture())
    await desk.taps("继续")
    assert "比未缴多400元" in desk.text
    confirm = desk.data("确认")
    await desk.sends(confirm)
    await desk.sends(confirm)
    assert [(one.method, one.amount_fen) for one in all_of(town, Payment)] == [(Method.TRANSFER, 150000)]
    assert left(town) == {"F01/09": 0}
    await finance.taps("未到账")
    await finance.says("银行流水没有")
    await finance.taps("确认")
    assert left(town) == {"F01/09": 110000}
    assert [one.state for one in all_of(town, Payment)] == [PaymentState.VOID]


@pytest.mark.rows("R123")
async def test_an_owners_question_is_answered_in_words(town: Town):
    desk, owner = town.phone(DESK), town.phone(OWNERS_FINANCE)
    questioned(town, opened(town))
    await town.settled()
    assert "业主对账单有疑问" in desk.text
    assert "这个月怎么多了？" in desk.text
    await desk.taps("答复")
    await desk.says("按合同面积计算，与上月一致。")
    await desk.taps("确认")
    assert all_of(town, Dispute)[0].state == DisputeState.ANSWERED
    await town.until(town.at("09:30"))
    assert "按合同面积计算，与上月一致。" in owner.text
    await desk.taps("看明细")
    assert "业主有疑问" in desk.labels


@pytest.mark.rows("R123")
async def test_a_question_by_telephone_is_noted_and_ends_in_a_correction_by_the_manager(town: Town):
    desk, field, manager = town.phone(DESK), town.phone(FIELD), town.phone(MANAGER)
    line = opened(town, 35275, "F03")
    await to_account(desk)
    await desk.taps("电费")
    await desk.taps("业主有疑问")
    await desk.taps(OWNER)
    await desk.says("读数高了")
    await desk.taps("确认")
    assert "业主对账单有疑问" in field.text
    await field.taps("提议更正")
    await field.says("400")
    await field.says("抄表有误")
    await field.taps("确认")
    assert "352.75元" in field.text
    assert all_of(town, Ask) == []
    await field.says("/start")
    await field.sends(f"sfq:{all_of(town, Dispute)[0].id}")
    await field.taps("提议更正")
    if "减少多少" not in field.text:
        await field.taps("重新")
    await field.says("52.75")
    await field.says("抄表有误，少读一格")
    await field.taps("确认")
    assert "请决定" in manager.text
    assert "该单元共欠352.75元" in manager.text
    await manager.taps("同意")
    assert left(town) == {"F03/09": 30000}
    assert [(one.state, one.corrected_fen) for one in all_of(town, Dispute)] == [(DisputeState.ANSWERED, 5275)]
    assert "经理已同意" in field.text
    assert line


@pytest.mark.accounts
@pytest.mark.rows("R123")
async def test_more_time_is_proposed_declined_and_taken_back(town: Town):
    field, manager = town.phone(FIELD), town.phone(MANAGER)
    await to_account(field, "0702")
    await field.taps("提议延期")
    await field.taps(field.labels[0])
    await field.taps("选好了")
    await field.taps(field.labels[0])
    await field.says("搬迁中，月底回款")
    await field.taps("确认")
    assert "待经理决定" in field.text
    seen = manager.data("同意")
    await manager.taps("另作安排…")
    await manager.says("请先缴一半，余款下月结清。")
    await manager.taps("确认")
    assert [one.state for one in all_of(town, Ask) if one.unit_id == all_of(town, Ask)[-1].unit_id][
        -1
    ] == AskState.DECLINED
    assert "经理未同意" in field.text
    await manager.sends(seen)
    assert all_of(town, Ask)[-1].state == AskState.DECLINED
    await to_account(field, "0702")
    await field.taps("提议延期")
    if "哪几笔" not in field.text:
        await field.taps("重新")
    await field.taps(field.labels[0])
    await field.taps("选好了")
    await field.taps(field.labels[0])
    await field.says("再次申请")
    await field.taps("确认")
    await field.taps("收回")
    assert all_of(town, Ask)[-1].state == AskState.WITHDRAWN


@pytest.mark.accounts
@pytest.mark.rows("R123")
async def test_contacts_and_reasons_are_noted_and_the_committee_hears_before_the_court(town: Town):
    supervisor, manager = town.phone(SUPERVISOR), town.phone(MANAGER)
    await to_account(supervisor, "0403")
    await supervisor.taps("未缴原因")
    await supervisor.taps("有能力但拒缴")
    await supervisor.says("当面表示不缴")
    await supervisor.taps("确认")
    assert all_of(town, Debtor)[-1].kind == DebtorKind.UNWILLING
    await supervisor.taps("提报起诉")
    assert "先告知业委会" in supervisor.text + supervisor.toast
    await to_account(supervisor, "0403")
    await supervisor.taps("记录联系")
    await supervisor.taps("告知业委会")
    if "结果" in supervisor.text or "What" in supervisor.text:
        await supervisor.taps(supervisor.labels[0])
    await supervisor.taps("跳过")
    assert [(one.way, one.came) for one in all_of(town, DunningContact)] == [(Way.COMMITTEE, Came.TOLD)]
    await supervisor.taps("提报起诉")
    await supervisor.taps(supervisor.labels[0])
    await supervisor.taps("选好了")
    await supervisor.says("多次催缴无果")
    await supervisor.taps("确认")
    assert all_of(town, Ask)[-1].kind == AskKind.LEGAL
    assert "业委会已于" in manager.text
    assert "未缴原因：有能力但拒缴。当面表示不缴" in manager.text
    await manager.taps("同意")
    assert all_of(town, Ask)[-1].state == AskState.GRANTED


@pytest.mark.accounts
async def test_finance_closes_the_earliest_month_once(town: Town):
    finance = town.phone(FINANCE)
    await to_fees(finance)
    await finance.taps("月度关账")
    assert finance.text.startswith("2025-06关账？")
    tap = finance.data("2025-06关账")
    await finance.sends(tap)
    await finance.sends(tap)
    assert [f"{one.period:%m}" for one in town.look(lambda session: session.query(FeeMonth).all())] == ["06"]
    await to_fees(town.phone(FIELD))
    await town.phone(FIELD).taps("已关账月份（1）")
    assert "2025-06" in town.phone(FIELD).labels


@pytest.mark.accounts
@pytest.mark.rows("R204")
async def test_papers_are_logged_and_only_for_who_may_take_them_out(town: Town):
    supervisor, cashier = town.phone(SUPERVISOR), town.phone(CASHIER)
    await to_fees(supervisor)
    await supervisor.taps("打印与导出")
    for paper in ("导出应收台账", "催缴通知单（待送）"):
        await to_fees(supervisor)
        await supervisor.taps("打印与导出")
        await supervisor.taps(paper)
        await town.settled()
    exports = [one.facts["paper"] for one in all_of(town, Event) if one.kind == "export"]
    assert exports == ["fee_balances", "dunning_notices"]
    await to_fees(cashier)
    await cashier.taps("打印与导出")
    assert "导出应收台账" not in cashier.labels
    await cashier.sends("sfp:balances:0")
    assert len([one for one in all_of(town, Event) if one.kind == "export"]) == 2


@pytest.mark.accounts
@pytest.mark.rows("R203", "R205")
async def test_forged_taps_of_a_technician_show_and_change_nothing(town: Town):
    plumber = town.phone(PLUMBER)
    await plumber.says("/start")
    before = left(town, "0403")
    for data in (
        *("g:accounts", "g:account_lists", "g:account_months", "g:account_papers", "sfm:0", "sfa:20:head:0"),
        *("sfa:20:lines:0", "sfl:1", "sfi:debts:0", "sfi:nonsense:0", "sfk:1", "sfd:1:grant:3", "sfr:1"),
        *("sfp:balances:0", "sft:receivables", "sfx:24305", "sfx:-5", "sfc:1", "sfq:1", "sfv:1"),
        *("b:fee_unit:0", "b:fee_pay:20", "b:fee_open:20", "b:fee_list:0", "b:fee_bank:0", "b:fee_legal:20"),
    ):
        await plumber.sends(data)
        assert not any(word in plumber.text for word in ("元", "0403", "宏图", "应收")), data
    assert left(town, "0403") == before
    assert [one.kind for one in all_of(town, Event) if one.kind == "export"] == []
