"""Somebody moves in: six steps from desk to cashier, finance and field, and the papers in the archive of the unit (R010, R103)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.move_in.lifecycle import State
from models.move_in.tables import MoveIn, MoveInStep
from models.tickets.tables import Channel
from tests.people import Phone, Town
from tests.pictures import picture
from tests.rules.builders import Office
from tests.rules.test_move_ins import brought_to
from tests.stories.test_attachments import documents
from tests.stories.test_lost_and_found import NUMBER, registers
from tests.stories.test_media import pictures

pytestmark = pytest.mark.rows("R010", "R103")


async def taps(phone: Phone, *labels: str) -> str:
    """These buttons, each on the newest message."""
    for label in labels:
        await phone.taps(label, phone.last.message_id)
    return phone.text


async def begins(desk: Phone, unit: str = "0305") -> str:
    await desk.says(unit)
    await taps(desk, "办理入驻")
    await desk.says("9月底入驻")
    return await taps(desk, "确认")


async def to_the_money(town: Town) -> None:
    """Opened, registered and signed by the desk."""
    desk = town.phone("郑雨")
    await begins(desk)
    for label in ("登记完成", "签约完成"):
        await taps(desk, label, "跳过", "跳过", "确认")


async def pays(town: Town, amount: str = "5280") -> None:
    """The cashier enters and takes."""
    cashier = town.phone("钱敏")
    await taps(cashier, "录入应收费用")
    await cashier.says(amount)
    await taps(cashier, "跳过", "确认")
    await taps(cashier, "费用已收取", "跳过", "跳过", "确认")


def case_of(town: Town, number: int = 2) -> MoveIn:
    """A move-in by its number; the first one is the demo office's own."""
    return town.look(lambda session: session.get_one(MoveIn, number))


@pytest.mark.rows("R011", "R104")
async def test_all_six_steps_each_by_whom_it_belongs_to(town: Town):
    desk, cashier, finance = town.phone("郑雨"), town.phone("钱敏"), town.phone("冯雪")
    field, head = town.phone("吴佳"), town.phone("何志强")
    await begins(desk)
    for words in (
        "入驻手续，0305单元",
        "经办人：郑雨",
        "当前：业主登记（客服）",
        "待办：验房（客服与工程部）",
        "备注：9月底入驻",
    ):
        assert words in desk.text
    await taps(desk, "登记完成")
    await desk.sends_photo(picture())
    await taps(desk, "继续填写", "跳过", "确认")
    assert "√ 业主登记：9月15日 周一 郑雨" in desk.text
    assert "本次入驻资料：1份" in desk.text
    await taps(desk, "签约完成")
    await desk.sends_document("租赁合同.pdf", b"%PDF the contract", "application/pdf")
    await taps(desk, "继续填写")
    await desk.says("合同三年")
    await taps(desk, "确认")
    assert "当前：交费（收费员核算）" in desk.text
    assert not any(label in desk.labels for label in ("录入应收费用", "交接完成"))
    assert "有入驻手续待你办理" in cashier.text
    assert "合同三年" not in cashier.text
    await taps(cashier, "录入应收费用")
    await cashier.says("大约五千")
    assert "18240.00" in cashier.text
    await cashier.says("5,280.5")
    await taps(cashier, "跳过")
    assert "应收合计：5,280.50元" in cashier.text
    await taps(cashier, "确认", "费用已收取")
    assert "5,280.50元" in cashier.text
    await taps(cashier, "跳过", "跳过", "确认")
    assert "财务或客服主管确认" in cashier.text
    assert "确认已到账" not in cashier.labels
    await taps(finance, "确认已到账")
    assert "5,280.50元" in finance.text
    await taps(finance, "跳过", "确认")
    assert "有入驻手续待你办理" in desk.text
    await taps(desk, "交接完成", "跳过", "跳过", "确认")
    for one in (field, head):
        assert "有入驻手续待你办理" in one.text
    assert "5,280.50" not in head.text
    await taps(field, "抄表完成")
    await field.sends_album([picture(colour="red"), picture(colour="blue")])
    await taps(field, "继续填写", "跳过", "确认")
    assert "请派人到场配合" in head.text
    assert "待你办理" not in head.text
    await taps(desk, "验房完成", "唐国平 综合维修工", "跳过")
    await desk.says("窗锁需调整")
    await taps(desk, "确认")
    assert "六步已全部办完" in desk.text
    assert "√ 验房：9月15日 周一 郑雨 会同唐国平 窗锁需调整" in desk.text
    assert case_of(town).state == State.DONE
    await desk.says("0305")
    assert {"资料（3）", "入驻（1）"} <= set(desk.labels)
    await taps(desk, "资料（3）")
    order = [desk.text.index(kind) for kind in ("合同", "身份或营业执照", "抄表底数")]
    assert order == sorted(order)
    assert "9月15日 周一 09:00 · 吴佳" in desk.text
    await taps(desk, "抄表底数")
    before = len(pictures(desk))
    await desk.taps("查看", desk.last.message_id)
    assert len(pictures(desk)) == before + 2
    assert "0305单元：抄表底数，第1版" in desk.find("抄表底数，第1版").text
    await desk.says("0305")
    await taps(desk, "入驻（1）", "0305 六步已全部办完")
    assert "√ 验房" in desk.text


@pytest.mark.rows("R104", "R111")
async def test_a_paper_is_filed_replaced_and_withdrawn_and_every_version_stays(town: Town):
    desk, boss = town.phone("郑雨"), town.phone("许文静")
    await desk.says("0301")
    await taps(desk, "添加资料", "消防承诺书")
    await desk.says("稍后")
    await desk.sends_document("承诺书2024.pdf", b"%PDF 2024", "application/pdf")
    await taps(desk, "继续填写")
    await desk.says("2024年签署")
    await taps(desk, "存档")
    assert "已存档" in desk.text
    assert "1. 9月15日 周一 09:00 郑雨 存档 文件1个" in desk.text
    await boss.says("0301")
    await taps(boss, "资料（1）", "消防承诺书", "替换")
    await boss.sends_document("承诺书2025.pdf", b"%PDF 2025", "application/pdf")
    await taps(boss, "继续填写")
    await boss.says("2025年签署")
    await taps(boss, "已续签或换新", "确认")
    assert "已替换" in boss.text
    assert "2. 9月15日 周一 09:00 许文静 替换 文件1个：2025年签署、已续签或换新" in boss.text
    for version in ("查看第1版", "查看第2版"):
        await taps(boss, version)
        await boss.says("0301")
        await taps(boss, "资料（1）", "消防承诺书")
    assert documents(boss) == ["承诺书2024.pdf", "承诺书2025.pdf"]
    await taps(boss, "撤下")
    await boss.says("该单元已退租")
    await taps(boss, "确认")
    assert "此件已撤下，仍可查阅" in boss.text
    assert "撤下：该单元已退租" in boss.text
    assert not any(label in boss.labels for label in ("替换", "撤下"))
    assert {"查看第1版", "查看第2版"} <= set(boss.labels)
    await desk.says("0301")
    await taps(desk, "资料（1）")
    assert "已撤下" in desk.text


@pytest.mark.rows("R203")
async def test_papers_are_read_by_customer_service_and_the_manager_only(town: Town):
    desk = town.phone("郑雨")
    await desk.says("0301")
    await taps(desk, "添加资料", "合同")
    await desk.sends_document("租赁合同.pdf", b"%PDF the contract", "application/pdf")
    await taps(desk, "继续填写", "跳过", "存档")
    nosy = [town.phone(name) for name in ("钱敏", "冯雪", "何志强", "林海涛", "彭勇", "杜强")]
    for one in nosy:
        await one.says("/start")
        for data in ("ap:1", "av:1", "b:paper_new:1", "b:paper_off:1", "b:add_paper:5", "uf:5:archive:0"):
            await one.sends(data)
            assert not any(word in one.text for word in ("合同", "请发送资料", "为什么撤下")), data
    owner = town.phone("陈女士")
    await owner.says("/start")
    for data in ("ap:1", "av:1", "mv:1"):
        await owner.sends(data)
    assert not any(documents(one) for one in [*nosy, owner])


@pytest.mark.rows("R104")
async def test_a_paper_whose_page_never_came_is_to_be_replaced_and_its_filer_hears(town: Town):
    desk, boss = town.phone("郑雨"), town.phone("许文静")
    for line in town.lines:
        line.broken.add("getFile")
    await desk.says("0301")
    await taps(desk, "添加资料", "合同")
    await desk.sends_photo(picture())
    await taps(desk, "继续填写", "跳过", "存档")
    assert "请替换" not in desk.text
    for _ in range(6):
        town.clock.ahead += timedelta(hours=7)
        await town.settled()
    assert "0301单元合同：有一页打不开，请替换" in desk.text
    for line in town.lines:
        line.broken.clear()
    await boss.says("0301")
    await taps(boss, "资料（1）")
    assert "打不开，请替换" in boss.text
    await taps(desk, "打开资料")
    assert "有一页打不开，请替换。" in desk.text
    await taps(desk, "替换")
    await desk.sends_photo(picture(colour="white"))
    await taps(desk, "继续填写", "跳过", "旧件字迹模糊", "确认")
    assert "请替换" not in desk.text


async def test_finance_is_not_offered_a_report_that_it_may_not_make(town: Town):
    case = town.look(lambda session: brought_to(Office(session), State.DONE).id)
    for name, offered in (("冯雪", False), ("钱敏", True), ("郑雨", True)):
        phone = town.phone(name)
        await phone.says("/start")
        await phone.sends(f"mv:{case}")
        assert "六步已全部办完" in phone.text
        assert ("登记报修" in phone.labels) is offered


async def test_it_is_sent_back_with_a_reason_and_done_again(town: Town):
    desk, cashier, boss = town.phone("郑雨"), town.phone("钱敏"), town.phone("许文静")
    await to_the_money(town)
    await pays(town, "8888")
    await boss.says("/start")
    await taps(boss, "入驻手续（2）", "0305", "退回重办")
    await boss.says("押金未计入")
    await taps(boss, "确认")
    assert "已退回，并已通知钱敏" in boss.text
    assert "入驻手续退回给你" in cashier.text
    assert "退回 交费：押金未计入" in cashier.text
    assert "8,888" not in cashier.text
    await pays(town, "9999")
    assert "9,999.00元" in cashier.text
    await boss.says("/start")
    await taps(boss, "入驻手续（2）", "0305", "确认已到账", "跳过", "确认")
    assert "当前：钥匙及资料交接" in desk.text


async def test_the_reason_reaches_whoever_does_it_again_however_far_back_it_goes(town: Town):
    cashier, finance, field = town.phone("钱敏"), town.phone("冯雪"), town.phone("吴佳")
    await to_the_money(town)
    await pays(town)
    await taps(finance, "确认已到账", "跳过", "确认")
    await field.says("/start")
    await taps(field, "入驻手续（2）", "0305", "退回重办")
    await field.says("漏收一个月")
    await taps(field, "确认")
    assert "已退回，并已通知冯雪" in field.text
    assert "退回 交费：漏收一个月" in finance.text
    await taps(finance, "退回重办")
    await finance.says("请按三个月重算")
    await taps(finance, "确认")
    for words in ("吴佳 退回 交费：漏收一个月", "冯雪 退回 交费：请按三个月重算"):
        assert words in cashier.text


async def test_whoever_did_the_step_hears_that_it_came_back_and_who_sent_it_reads_so(town: Town):
    desk, head = town.phone("郑雨"), town.phone("何志强")
    await desk.says("/start")
    await taps(desk, "入驻手续（1）", "1003", "交接完成", "跳过", "跳过", "确认")
    await taps(head, "退回重办")
    await head.says("电表钥匙未交")
    await taps(head, "确认")
    assert case_of(town, 1).state == State.KEYS
    assert "已退回，并已通知" in head.text
    assert "郑雨" in head.text.split("。")[0]
    assert "与你无关" not in head.text
    assert "入驻手续退回给你" in desk.text
    assert "何志强 退回 钥匙及资料交接：电表钥匙未交" in desk.text


async def test_the_head_comes_back_to_his_step_from_home_and_by_the_unit(town: Town):
    desk, head = town.phone("郑雨"), town.phone("何志强")
    await desk.says("/start")
    await taps(desk, "入驻手续（1）", "1003", "交接完成", "跳过", "跳过", "确认")
    await head.says("1003")
    await taps(head, "入驻：1003 抄表")
    assert "抄表完成" in head.labels
    await taps(head, "主菜单", "入驻手续（1）", "1003", "抄表完成", "跳过", "跳过", "确认")
    assert case_of(town, 1).state == State.INSPECT


async def test_it_is_called_off_with_a_reason_and_a_new_one_can_begin(town: Town):
    desk, cashier = town.phone("郑雨"), town.phone("钱敏")
    await to_the_money(town)
    await taps(desk, "取消入驻")
    await desk.says("租户改租他处")
    await taps(desk, "确认")
    assert "取消 交费：租户改租他处" in desk.text
    assert "登记完成" not in desk.labels
    assert "此入驻已取消" in cashier.text
    assert "录入应收费用" not in cashier.labels
    await cashier.sends("b:move_in_compute:2")
    assert case_of(town).state == State.CALLED_OFF
    await desk.says("0305")
    assert {"入驻（1）", "办理入驻"} <= set(desk.labels)


async def test_two_who_press_at_once_do_it_once(town: Town):
    desk, field = town.phone("郑雨"), town.phone("孙晓芸")
    for one in (desk, field):
        await one.says("/start")
        await taps(one, "入驻手续（1）", "1003", "交接完成", "跳过", "跳过")
    for one in (desk, field):
        town.sandbox.press(one.user, one.side, "确认", one.last.message_id)
    await town.settled()
    done = town.look(lambda session: session.scalars(select(MoveInStep).where(MoveInStep.move == "keys")).all())
    assert len(done) == 1
    assert case_of(town, 1).state == State.METERS
    assert any("当前：抄表" in one.text for one in (desk, field))


async def test_two_who_open_one_at_once_open_one(town: Town):
    desk, field = town.phone("郑雨"), town.phone("孙晓芸")
    for one in (desk, field):
        await one.says("0305")
        await taps(one, "办理入驻", "跳过")
    for one in (desk, field):
        town.sandbox.press(one.user, one.side, "确认", one.last.message_id)
    await town.settled()
    assert len(town.look(lambda session: session.scalars(select(MoveIn)).all())) == 2
    assert all("入驻手续，0305单元" in one.text for one in (desk, field)), [one.text for one in (desk, field)]


@pytest.mark.rows("R105")
async def test_the_demo_case_is_at_its_fourth_step_and_a_defect_is_reported_from_it(town: Town):
    desk, head = town.phone("郑雨"), town.phone("何志强")
    await head.says("/start")
    assert not any("入驻" in label for label in head.labels)
    await desk.says("/start")
    await taps(desk, "入驻手续（1）", "1003 钥匙及资料交接")
    assert desk.text.count("√") == 3
    assert "当前：钥匙及资料交接（客服）" in desk.text
    await taps(desk, "安排日期", "验房")
    await desk.says("9月17日")
    await taps(desk, "确认")
    assert "计划9月17日 周三" in desk.text
    await taps(desk, "交接完成", "跳过", "跳过", "确认")
    await head.says("/start")
    await taps(head, "入驻手续（1）", "1003", "抄表完成", "跳过", "跳过", "确认")
    await taps(head, "登记报修", "沙女士", "业主单元内", "茶水间", "水管和排水", "水龙头漏水")
    await head.says("验房时发现龙头滴水")
    await taps(head, "时间都可以", "口头")
    await taps(head, "确认提交")
    ticket = town.tickets()[-1]
    assert (ticket.words, ticket.channel) == ("验房时发现龙头滴水", Channel.ORAL)
    await desk.says("1003")
    assert "单据（1）" in desk.labels


@pytest.mark.rows("R106", "J10")
async def test_a_planned_day_is_called_to_mind_and_one_that_passed_stands_in_the_digest(town: Town):
    desk, supervisor, boss, head = (town.phone(name) for name in ("郑雨", "许文静", "周立新", "何志强"))
    await begins(desk)
    await taps(desk, "安排日期", "业主登记", "明天")
    await taps(desk, "确认")
    assert "计划9月16日" in desk.text
    await town.until(town.at("8:31", days=1))
    assert "今天安排：业主登记" in desk.text
    assert "登记完成" in desk.labels
    await town.until(town.at("8:41", days=2))
    for phone in (supervisor, boss):
        assert "入驻手续停留过久或已过安排日期：1（0305）" in phone.find("早报").text
    assert "入驻" not in head.find("早报").text
    await supervisor.taps("入驻手续", supervisor.find("早报").message_id)
    assert any("0305" in label for label in supervisor.labels)


async def test_the_supervisor_has_somebody_else_look_after_it(town: Town):
    desk, supervisor, field = town.phone("郑雨"), town.phone("许文静"), town.phone("吴佳")
    await begins(desk)
    assert "更换经办人" not in desk.labels
    await supervisor.says("0305")
    await taps(supervisor, "入驻（1）", "0305 业主登记")
    await taps(supervisor, "更换经办人")
    assert not any("郑雨" in label or "钱敏" in label for label in supervisor.labels)
    await taps(supervisor, "吴佳")
    assert "新经办人：吴佳" in supervisor.text
    await taps(supervisor, "确认")
    assert "经办人：吴佳" in supervisor.text
    assert "许文静 更换经办人：吴佳" in supervisor.text
    assert "此入驻手续现由你经办" in field.text
    assert "登记完成" in field.labels
    assert "0305单元的入驻手续现由吴佳经办" in desk.text


@pytest.mark.rows("R001", "R206")
async def test_who_leaves_hands_over_move_ins_and_what_they_have_found(town: Town):
    boss, desk, supervisor = town.phone("周立新"), town.phone("郑雨"), town.phone("许文静")
    await begins(desk)
    await registers(desk, "深蓝色折叠伞", "在我这里")
    await boss.says("/start")
    await taps(boss, "管理处事务", "员工", "客服服务部", "郑雨", "办理离职")
    assert "转由客服主管经办的入驻手续：0305" in boss.text
    assert f"请现在收回：{NUMBER}" in boss.text
    await taps(boss, "辞职", "确认离职")
    assert "转由客服主管经办的入驻手续：1份" in boss.text
    assert "已通知客服主管收回其保管的拾物：1件" in boss.text
    assert "此入驻手续现由你经办" in supervisor.find("经办人：许文静").text
    assert "请联系取回：郑雨（" in supervisor.find("已离职，此拾物仍在其手中").text
