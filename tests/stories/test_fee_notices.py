"""What an owner hears of fees without asking: new bills and reminders, in their wording, and none that was overtaken (R123, L2)."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from models.estate import Project
from models.ledger.lifecycle import Method
from models.receivables import asking, billing, disputing, dunning, opening, paying
from models.receivables.balances import lines_of
from models.receivables.dunning import Wanted
from models.receivables.ladder import Step
from models.receivables.opening import NewLine
from models.receivables.tables import AskKind
from tests.people import Phone, Town
from tests.stories.fee_steps import CASHIER, LANDLORD, MANAGER, OWNER, TENANT, does, taps, unit_of

pytestmark = [pytest.mark.rows("R123"), pytest.mark.accounts]
SEPTEMBER, DUE = date(2025, 9, 1), date(2025, 9, 20)
# What no reminder says: threats, cut-offs, courts, other people (L2, DOMAIN 3.2).
NEVER = ("停电", "停水", "断电", "断水", "起诉", "法院", "滞纳金", "违约金", "公示", "曝光", "后果")


def wanted(town: Town, session: Session, number: str, step: Step) -> Wanted:
    """A reminder of what the unit owes for September."""
    unit = unit_of(session, number)
    today = town.clock.now().astimezone(session.get_one(Project, unit.project_id).zone).date()
    lines = [one for one in lines_of(session, unit, today) if one.row.period == SEPTEMBER and one.open_fen > 0]
    return Wanted(unit, step, DUE, lines)


async def reminded(town: Town, step: Step, number: str = "1203") -> None:
    """The unit is reminded."""

    def remind(session: Session) -> None:
        unit = unit_of(session, number)
        project = session.get_one(Project, unit.project_id)
        dunning.remind(session, project, wanted(town, session, number, step), town.clock.now())

    await does(town, remind)


async def ready(town: Town, *names: str) -> list[Phone]:
    """Their phones, with the first screen on them."""
    phones = [town.phone(name) for name in names]
    for one in phones:
        await one.says("/start")
    return phones


SAID = {
    Step.SOON: ("温馨提示：1203单元2025年9月费用2,321.07元将于9月20日 周六到期，请您抽空办理", "如已办理，请忽略"),
    Step.TOMORROW: ("将于9月20日 周六到期",),
    Step.PASSED: ("缴费日期为9月20日 周六", "如有疑问，请告诉我们"),
    Step.FIRST: ("尚有2,321.07元待缴", "请您在7日内办理", "我们先核实处理"),
    Step.SECOND: ("第二次通知，请您在3日内办理", "联系商定安排", "孙晓芸"),
    Step.THIRD: ("第三次通知", "上门拜访，与您商定办理安排", "孙晓芸"),
}


@pytest.mark.rows("R178", "R179")
@pytest.mark.parametrize("step", SAID)
async def test_each_rung_has_its_words_and_no_threat(town: Town, step: Step):
    [owner] = await ready(town, OWNER)
    await reminded(town, step)
    for said in SAID[step]:
        assert said in owner.text, owner.text
    assert not [one for one in NEVER if one in owner.text]
    for label in ("查看明细", "如何付款", "我有疑问", "申请延期"):
        assert label in owner.labels
    await taps(owner, "查看明细")
    assert "合计：2,321.07元" in owner.text


async def test_a_new_bill_is_told_to_who_pays_it_with_its_sum_in_capitals(town: Town):
    tenant, landlord = await ready(town, TENANT, LANDLORD)
    before = landlord.text

    def issues(session: Session) -> None:
        unit, now = unit_of(session, "0302"), town.clock.now()
        for code, fen in (("F01", 90000), ("F03", 31450)):
            new = NewLine(code, date(2025, 10, 1), fen, date(2025, 10, 20))
            opening.open_line(session, unit, new, by=None, now=now, origin="test")
        billing.issue(session, unit, date(2025, 10, 1), by=None, now=now)

    await does(town, issues)
    assert (
        "杜女士，您好。0302单元2025年10月费用合计1,214.50元（大写：壹仟贰佰壹拾肆元伍角整），缴费截止10月20日"
        in tenant.text
    )
    assert landlord.text == before
    await taps(tenant, "查看明细")
    assert "物业费 900元，待缴" in tenant.text
    await taps(tenant, "我有疑问", "电费 314.50元", "比平时高", "跳过", "确认")
    assert "电费 314.50元，核实中" in tenant.text


async def test_the_owner_of_a_let_unit_hears_of_a_notice_and_why(town: Town):
    tenant, landlord = await ready(town, TENANT, LANDLORD)
    await reminded(town, Step.FIRST, "0302")
    assert "请您在7日内办理" in tenant.text
    assert "业主负连带责任" not in tenant.text
    assert "费用由使用人缴纳，业主负连带责任" in landlord.text


async def pays(town: Town, fen: int) -> None:
    """The cashier takes cash."""

    def take(session: Session) -> None:
        more = {"payer": town.person(session, OWNER), "by": town.person(session, CASHIER), "now": town.clock.now()}
        paying.pay(session, unit_of(session, "1203"), method=Method.CASH, amount_fen=fen, occasion="till", **more)

    await does(town, take)


async def asks_about_everything(town: Town) -> None:
    """A question about every line of September."""

    def ask(session: Session) -> None:
        by, now = town.person(session, OWNER), town.clock.now()
        for one in wanted(town, session, "1203", Step.SOON).lines:
            disputing.dispute(session, one.row.id, by=by, now=now, words="请核实")

    await does(town, ask)


async def has_more_time(town: Town) -> None:
    """An extension is granted."""

    def grant(session: Session) -> None:
        now = town.clock.now()
        lines = [one.row.id for one in wanted(town, session, "1203", Step.SOON).lines]
        unit, by = unit_of(session, "1203"), town.person(session, OWNER)
        more = {"reason": "等货款", "until": now.date() + timedelta(days=20)}
        one = asking.ask(session, unit, AskKind.EXTENSION, lines, by=by, now=now, **more)
        asking.decide(session, one.id, by=town.person(session, MANAGER), now=now, grants=True)

    await does(town, grant)


async def tells_of_fees(town: Town, **policy: object) -> None:
    """The office has other hours for what it says of fees."""

    def set_it(session: Session) -> None:
        project = unit_of(session, "1203").project_id
        office = session.get_one(Project, project)
        office.policy = {**office.policy, **policy}

    await does(town, set_it)


@pytest.mark.rows("J16")
@pytest.mark.parametrize("overtaken", ["paid", "asked", "postponed"])
async def test_a_reminder_that_was_overtaken_is_not_sent(town: Town, overtaken: str):
    [owner] = await ready(town, OWNER)
    await tells_of_fees(town, fees_morning_from="10:30")
    await town.until(town.at("10:05"))  # the duty has reminded, and nobody is told before half past
    match overtaken:
        case "paid":
            await pays(town, 232107)
        case "asked":
            await asks_about_everything(town)
        case _:
            await has_more_time(town)
    await town.until(town.at("10:45"))
    assert not [one for one in owner.messages() if "温馨提示" in one.text]


@pytest.mark.rows("J16")
async def test_a_reminder_says_what_is_left_after_a_part_was_paid(town: Town):
    [owner] = await ready(town, OWNER)
    await tells_of_fees(town, fees_morning_from="10:30")
    await town.until(town.at("10:05"))
    await pays(town, 200000)
    await town.until(town.at("10:45"))
    assert "费用321.07元将于9月20日 周六到期" in owner.find("温馨提示").text


async def test_a_friendly_word_that_comes_too_late_is_left_out(town: Town):
    [owner] = await ready(town, OWNER)
    await tells_of_fees(town, closed_days=["2025-09-19"])  # the Friday on which the last friendly word would go
    await town.until(town.at("10:30", 7))
    before = [one.text for one in owner.messages() if "将于9月20日" in one.text]
    assert len(before) == 1, "that of the week before, and none after the due date"
