"""Getting in without a code: the applicant learns nothing, the desk sees what the register knows, and nobody is barely refused."""

import pytest
from sqlalchemy import select

from models.access.tables import AccessRequest, Answer
from models.estate import Project, Unit
from models.people import Binding, Contact, Person, Side
from models.register.tables import Change
from models.tickets.reporting import report
from models.tickets.tables import Channel
from models.units import units_of
from tests.people import Phone, Town
from tests.stories.steps import asks_to_be_let_in, code_for, stranger

THANKS = "谢谢您，申请已收到"


def bound(town: Town, user: int) -> str | None:
    """The name behind an account on the owner bot, guests left out."""
    wanted = select(Person.name).join(Binding, Binding.person_id == Person.id).where(Person.guest.is_(False))
    mine = wanted.where(Binding.side == Side.OWNER, Binding.telegram_id == user)
    return town.look(lambda session: session.scalar(mine))


@pytest.mark.rows("R205")
async def test_the_desk_lets_a_known_contact_in_by_one_tap(town: Town):
    desk, lei = town.phone("郑雨"), stranger(town, name="雷先生")
    await asks_to_be_let_in(lei, "1006", "雷", "先生", "100-0000-0019", "负责人")
    assert THANKS in lei.text
    card = desk.find("申请登记开通")
    assert "自述：雷先生，1006单元" in card.text
    assert "电话相符：雷先生、负责人" in card.text
    await desk.taps("开通为雷先生")
    assert "郑雨已开通" in desk.text
    assert "您的登记已开通" in lei.text
    assert "1006" not in lei.text
    await lei.taps("我已阅读并确认", lei.last.message_id)
    assert "雷先生，您好" in lei.text
    assert bound(town, 555) == "雷"


async def to_the_telephone(somebody: Phone) -> None:
    """Fill in the request, up to the question for the telephone."""
    await somebody.says("/start")
    await somebody.taps("申请开通")
    await somebody.says("1006")
    await somebody.says("雷")
    await somebody.taps("先生", somebody.last.message_id)


@pytest.mark.rows("R205")
@pytest.mark.parametrize("number", ["10000000019", "8610000000019", "+86 100 0000 0019"])
async def test_the_own_contact_is_taken_without_typing(town: Town, number: str):
    desk, lei = town.phone("郑雨"), stranger(town, name="雷先生")
    await to_the_telephone(lei)
    assert "本人的名片" in lei.text
    await lei.sends_number(number)
    await lei.taps("负责人", lei.last.message_id)
    assert "联系电话：10000000019" in lei.text
    await lei.taps("确认", lei.last.message_id)
    assert THANKS in lei.text
    assert "电话相符：雷先生、负责人" in desk.find("申请登记开通").text


@pytest.mark.rows("R205")
async def test_the_contact_of_somebody_else_is_not_taken_for_ones_own(town: Town):
    lei = stranger(town, name="雷先生")
    await to_the_telephone(lei)
    await lei.sends_number("10000000019", own=False)
    assert "对不起，这是他人的号码" in lei.text
    assert "本人的名片" in lei.text
    await lei.says("10000000019")
    await lei.taps("负责人", lei.last.message_id)
    assert "联系电话：10000000019" in lei.text


async def test_a_number_from_abroad_keeps_its_country(town: Town):
    lei = stranger(town, name="雷先生")
    await to_the_telephone(lei)
    await lei.sends_number("442079460958")
    await lei.taps("负责人", lei.last.message_id)
    assert "联系电话：+442079460958" in lei.text


@pytest.mark.rows("R205")
async def test_the_applicant_reads_the_same_whatever_the_register_knows(town: Town):
    answers = set()
    for user, unit, phone in ((555, "1006", "10000000019"), (556, "9999", "10000000019"), (557, "1006", "13900000000")):
        somebody = stranger(town, user, f"路人{user}")
        await asks_to_be_let_in(somebody, unit, "某", "先生", phone)
        answers.add(somebody.text)
    assert len(answers) == 1
    desk = town.phone("郑雨")
    assert "没有这个单元" in desk.find("9999单元").text
    assert "电话登记在其他单元：雷先生" in desk.find("9999单元").text
    assert "没有相符的姓名或电话" in desk.find("13900000000").text


@pytest.mark.rows("R205")
async def test_a_telephone_of_two_people_needs_a_question_and_no_single_tap(town: Town):
    def same_phone(session) -> None:
        town.person(session, "刘先生").phone = "10000000005"  # that of 陈女士, of the same unit

    town.look(same_phone)
    desk, somebody = town.phone("郑雨"), stranger(town)
    await asks_to_be_let_in(somebody, "301", "陈", "女士", "10000000005")
    card = desk.find("申请登记开通")
    assert "登记在多人名下" in card.text
    assert not any("开通为" in label for label in desk.labels)
    await desk.taps("其他方式开通")
    for label in ("陈女士", "刘先生", "新联系人"):
        assert any(label in one for one in desk.labels)
    await desk.taps("陈女士", desk.last.message_id)
    await desk.taps("确认开通", desk.last.message_id)
    assert "已用另一账号开通" in desk.text
    assert bound(town, 555) is None
    assert bound(town, town.phone("陈女士").user) == "陈"


@pytest.mark.rows("R205", "R111")
async def test_somebody_new_becomes_a_contact_with_the_part_that_the_desk_chooses(town: Town):
    desk, new = town.phone("郑雨"), stranger(town, name="钟女士")
    await asks_to_be_let_in(new, "0305", "钟", "女士", "13900000001", "业主")
    await desk.taps("其他方式开通")
    await desk.taps("新联系人", desk.last.message_id)
    await desk.taps("财务", desk.last.message_id)
    await desk.taps("确认开通", desk.last.message_id)
    assert "郑雨已开通" in desk.text
    await new.taps("我已阅读并确认", new.last.message_id)
    await new.taps("我的资料")
    assert "0305单元，财务" in new.text

    def kept(session) -> tuple[str, str]:
        contact = session.scalars(select(Contact).where(Contact.role == "finance").order_by(Contact.id.desc())).first()
        change = session.scalars(select(Change).where(Change.subject == f"contact:{contact.id}")).one()
        return change.field, change.new

    assert town.look(kept) == ("role", "finance")


@pytest.mark.rows("R180")
async def test_an_explanation_with_a_way_on_and_the_supervisor_hears_of_it(town: Town):
    desk, boss, somebody = town.phone("郑雨"), town.phone("许文静"), stranger(town)
    await asks_to_be_let_in(somebody, "0305", "某", "先生", "13900000001")
    await desk.taps("说明答复")
    await desk.taps("请您携带单元的证明文件", desk.last.message_id)
    await desk.taps("发送答复", desk.last.message_id)
    assert "对不起，您的申请需要调整" in somebody.text
    assert "请您携带单元的证明文件到总服务台" in somebody.text
    assert "0510-0000-0001" in somebody.text
    assert somebody.labels == ["申请开通"]
    assert "一项开通申请已作说明答复" in boss.text
    answer = town.look(lambda session: session.scalars(select(AccessRequest.answer)).one())
    assert answer == Answer.EXPLAINED


@pytest.mark.rows("R205")
async def test_one_open_request_per_account_and_three_a_day(town: Town):
    desk, somebody = town.phone("郑雨"), stranger(town)
    await somebody.says("/start")
    ask = somebody.data("申请开通")
    for _ in range(3):
        await asks_to_be_let_in(somebody, "0305", "某", "先生", "13900000001")
        await somebody.sends(ask)
        assert "同事正在办理" in somebody.toast
        await desk.taps("说明答复")
        await desk.says("请致电服务台。")
        await desk.taps("发送答复", desk.last.message_id)
    await somebody.says("/start")
    await somebody.taps("申请开通")
    assert "尝试的次数较多" in somebody.toast
    await town.later(days=1, minutes=1)
    await asks_to_be_let_in(somebody, "0305", "某", "先生", "13900000001")
    assert THANKS in somebody.text


@pytest.mark.rows("R205")
async def test_who_waits_for_an_answer_is_not_invited_to_ask_again(town: Town):
    somebody = stranger(town)
    await asks_to_be_let_in(somebody, "0305", "某", "先生", "13900000001")
    await somebody.says("什么时候能开通？")
    assert "您的申请已收到，客服正在核实，将在服务时间内答复您。谢谢您。" in somebody.text
    assert somebody.labels == ["紧急求助"]
    code = await code_for(town.phone("郑雨"), "1006", "雷先生")
    await somebody.says(code)
    assert "我已阅读并确认" in somebody.labels


async def test_a_wrong_telephone_and_a_person_to_talk_to_in_the_form_of_a_stranger(town: Town):
    somebody = stranger(town)
    await somebody.says("/start")
    await somebody.taps("申请开通")
    await somebody.says("0301")
    await somebody.says("某")
    await somebody.taps("先生", somebody.last.message_id)
    await somebody.says("电话在后面")
    assert "请按示例填写" in somebody.text
    await somebody.taps("联系人工", somebody.last.message_id)
    assert "致电服务台0510-0000-0001" in somebody.text
    await town.restart()
    await somebody.taps("继续：申请开通", somebody.last.message_id)
    await somebody.says("１００－０００００００５")
    await somebody.taps("行政", somebody.last.message_id)
    assert "10000000005" in somebody.text
    await somebody.taps("取消", somebody.last.message_id)
    assert "申请开通" in somebody.labels


@pytest.mark.rows("R205")
async def test_a_request_is_answered_once_and_only_by_customer_service(town: Town):
    desk, field, plumber = town.phone("郑雨"), town.phone("孙晓芸"), town.phone("林海涛")
    lei = stranger(town, name="雷先生")
    await asks_to_be_let_in(lei, "1006", "雷", "先生", "10000000019", "负责人")
    data = desk.data("开通为雷先生")
    await plumber.says("/start")
    for forged in (data, "ar:1", "b:let_in:1", "b:explain_access:1", "g:requests", "g:codes", "gc:1", "uc:1"):
        await plumber.sends(forged)
        assert "雷" not in plumber.text
    await field.says("/start")
    await field.sends(data)
    await desk.sends(data)
    assert "孙晓芸已开通" in desk.text
    assert "已有进展" in desk.toast
    assert bound(town, 555) == "雷"


async def test_an_approval_for_a_unit_that_was_mistyped(town: Town):
    desk, lei = town.phone("郑雨"), stranger(town, name="雷先生")
    await asks_to_be_let_in(lei, "十楼六号", "雷", "先生", "10000000019", "负责人")
    await desk.taps("其他方式开通")
    await desk.says("9999")
    assert "没有这个单元" in desk.text
    await desk.says("1006")
    await desk.taps("雷先生", desk.last.message_id)
    await desk.taps("确认开通", desk.last.message_id)
    assert bound(town, 555) == "雷"
    assert town.look(lambda session: session.scalar(select(Unit.number).where(Unit.number == "1006"))) == "1006"


@pytest.mark.rows("R205")
async def test_messages_for_an_owner_who_has_not_confirmed_wait_as_a_telephone_task(town: Town):
    desk, lei = town.phone("郑雨"), stranger(town, name="雷先生")
    code = await code_for(desk, "1006", "雷先生")
    await lei.says(code)
    before = len(lei.messages())

    def by_phone(session) -> None:
        person = session.scalars(select(Person).where(Person.name == "雷")).one()
        report(
            session,
            project=session.get_one(Project, person.project_id),
            by=person,
            unit=units_of(session, person)[0],
            inside=True,
            spot="office",
            symptom_code="2.2",
            words="渗水",
            now=town.clock.now(),
            channel=Channel.PHONE,
        )

    town.look(by_phone)
    await town.settled()
    assert len(lei.messages()) == before
    assert "消息未能送达" in desk.find("消息未能送达").text


@pytest.mark.rows("R182", "R205")
async def test_a_form_of_address_typed_with_the_name_is_said_once(town: Town):
    somebody, desk = stranger(town), town.phone("郑雨")
    await asks_to_be_let_in(somebody, "0305", "尹女士", "女士", "13900000001")
    assert "尹女士" in desk.text
    assert "女士女士" not in desk.text
