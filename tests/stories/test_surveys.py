"""The opinion survey, played: prepared and opened, answered on a phone, keyed in from paper, reminded of, closed, counted (R151-R153, J24)."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import Event
from models.people import Contact
from models.surveys.lifecycle import State
from models.surveys.tables import SurveyAnswer, SurveyForm, SurveyRound
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.test_attachments import documents
from tests.stories.test_mailbox import taps
from tests.stories.test_media import pictures

pytestmark = pytest.mark.rows("R151", "J24")
GRADES = ("很满意", "有待改进", "满意（4分）", "一般", "满意（4分）", "满意（4分）")


async def to_the_surveys(phone: Phone) -> None:
    """The survey at the office."""
    await phone.says("/start")
    await taps(phone, "管理处事务", "意见调查表")


async def opened(town: Town) -> Phone:
    """The supervisor prepares a round and opens it; returns her phone."""
    lead = town.phone("许文静")
    await to_the_surveys(lead)
    await taps(lead, "准备一期调查", "开始调查", "开始并发给业主")
    await town.later(minutes=1)
    return lead


async def fills_in(owner: Phone, comment: str | None = None, grades: tuple[str, ...] = GRADES) -> None:
    """From the message to the receipt."""
    await owner.taps("填写调查表")
    for grade in grades:
        await owner.taps(grade, owner.last.message_id)
    if comment is None:
        await owner.taps("暂无其他意见", owner.last.message_id)
    else:
        await owner.says(comment)
    await owner.taps("提交调查表", owner.last.message_id)


async def keys_in(desk: Phone, unit: str, *, photo: bytes | None = None, comment: str | None = None) -> None:
    """From the round's card to the paper that is kept."""
    await desk.taps("录入纸质调查表", desk.last.message_id)
    await desk.says(unit)
    for _ in range(6):
        await desk.taps("满意（4分）", desk.last.message_id)
    if comment is None:
        await desk.taps("意见栏为空", desk.last.message_id)
    else:
        await desk.says(comment)
    await desk.says("王先生")
    await desk.taps("今天", desk.last.message_id)
    if photo is None:
        await desk.taps("纸质原件已存档", desk.last.message_id)
    else:
        await desk.sends_photo(photo)
        await desk.taps("继续填写", desk.last.message_id)
    await desk.taps("确认录入", desk.last.message_id)


def the_round(town: Town) -> SurveyRound:
    """The newest one."""
    wanted = select(SurveyRound).order_by(SurveyRound.period.desc())
    return town.look(lambda session: session.scalars(wanted).first())


def answers(town: Town) -> list[SurveyAnswer]:
    """What came back in the newest round."""
    wanted = select(SurveyAnswer).join(SurveyForm, SurveyForm.id == SurveyAnswer.form_id)
    mine = wanted.where(SurveyForm.round_id == the_round(town).id).order_by(SurveyAnswer.answered_at)
    return town.look(lambda session: session.scalars(mine).all())


def read(phone: Phone) -> str:
    """Whatever the bot has said there."""
    return "\n".join(one.text for one in phone.messages() if one.from_bot)


def book_of(phone: Phone) -> Workbook:
    """The newest workbook that the bot has sent."""
    sent = [one.content for one in phone.messages() if one.from_bot and one.document]
    return load_workbook(io.BytesIO(sent[-1]))


async def test_an_owner_answers_reads_it_back_and_corrects_it(town: Town):
    lead, owner = town.phone("许文静"), town.phone("陈女士")
    await to_the_surveys(lead)
    await taps(lead, "准备一期调查")
    assert "共72个单元。业户端36份，35人；纸质43份。" in lead.text
    await taps(lead, "开始调查")
    for said in ("共72个单元。业户端36份，35人；纸质43份。", "截止日：9月29日 周一", "仅在工作日"):
        assert said in lead.text
    assert "调查" not in read(owner)
    await taps(lead, "开始并发给业主")
    await town.later(minutes=1)
    assert "尊敬的陈女士，您好。请您用两分钟填写《意见调查表》，您的每一条意见我们都会回复。谢谢您。" in owner.text
    assert "0301单元，行政" in owner.text
    assert "9月29日 周一" in owner.text
    await owner.taps("填写调查表")
    assert "第1项，共6项" in owner.text
    await owner.says("5")  # the grade, not the fifth button
    for grade in GRADES[1:]:
        await owner.taps(grade, owner.last.message_id)
    await owner.says("茶水间请多擦一擦")
    for said in ("很满意（5分）", "保洁：有待改进（2分）", "意见：茶水间请多擦一擦"):
        assert said in owner.text
    assert answers(town) == []
    await owner.taps("提交调查表")
    card = owner.find("您的调查表已收到")
    assert "保洁：有待改进（2分）" in card.text
    assert list(answers(town)[0].grades.values()) == [5, 2, 4, 3, 4, 4]
    await owner.says("/start")
    await taps(owner, "意见调查表", "修改我的调查表")
    assert "保洁：有待改进（2分）" in owner.text
    await taps(owner, "修改", "保洁", "很满意", "提交调查表")
    assert list(answers(town)[0].grades.values()) == [5, 5, 4, 3, 4, 4]
    assert answers(town)[0].version == 2
    await to_the_surveys(lead)
    await taps(lead, "进行中")
    assert "发放79份，收回1份，回收率1.2 %（按全部发放计）" in lead.text
    assert "业户端：发放36，收回1" in lead.text


async def test_two_people_of_one_part_and_the_second_reads_kindly_who_it_was(town: Town):
    def make_two(session: Session) -> None:
        mine = select(Contact).where(Contact.person_id == town.person(session, "刘先生").id)
        session.scalars(mine).one().role = "admin"

    town.look(make_two)
    await opened(town)
    first, second = town.phone("陈女士"), town.phone("刘先生")
    await second.taps("填写调查表")
    for grade in GRADES:
        await second.taps(grade, second.last.message_id)
    await second.taps("暂无其他意见", second.last.message_id)
    await fills_in(first)
    await second.taps("提交调查表", second.last.message_id)
    assert "谢谢您。陈女士已于9月15日 周一 09:01为贵单元填写。" in read(second)
    await second.says("/start")
    await taps(second, "意见调查表")
    assert "同一岗位以一份为准" in second.text
    assert "很满意" not in second.text  # what was answered is the first one's
    assert "投诉与建议" in "".join(second.labels)
    assert len(answers(town)) == 1


@pytest.mark.rows("R040")
async def test_the_clock_prepares_reminds_and_closes_and_says_how_it_came_out(town: Town):
    await only_in(town, month=9)
    lead, desk, owner, other = (town.phone(name) for name in ("许文静", "郑雨", "陈女士", "杜女士"))
    await town.until(town.at("09:06"))
    assert "本期意见调查已备好" in lead.text
    await taps(lead, "开始调查", "开始并发给业主")
    await town.later(minutes=1)
    assert "意见调查已开始" in desk.find("意见调查已开始").text
    await fills_in(owner)
    count = len(owner.messages())
    await town.until(town.at("09:30", days=5))  # a Saturday: nobody is reminded
    assert "温馨提示" not in read(other)
    await town.until(town.at("09:01", days=7))
    assert "杜女士，您好，温馨提示：《意见调查表》填写到9月29日 周一为止" in other.text
    assert "还有78份未收回" in read(desk)
    await town.until(town.at("09:30", days=10))
    assert read(other).count("温馨提示：《意见调查表》") == 2
    assert len(owner.messages()) == count  # who has answered hears no more of it
    await town.until(town.at("08:31", days=15))
    assert the_round(town).state == State.CLOSED
    result = lead.find("意见调查已结束").text
    assert "未达到目标95 %，差75份" in result
    assert "仅1份，平均分参考意义不大" in result
    assert "括号内为与2025-05期相比" in result
    await other.taps("填写调查表", other.find("温馨提示").message_id)
    assert "本期意见调查已结束" in f"{other.text}{other.toast}"
    assert "投诉与建议" in "".join(other.labels)


async def only_in(town: Town, month: int) -> None:
    """The survey is in this month."""

    def change(session: Session) -> None:
        project = session.scalars(select(Project)).one()
        project.policy = {**project.policy, "survey_first_month": month}

    town.look(change)


async def test_paper_is_keyed_in_with_a_picture_and_a_unit_without_a_form_is_explained(town: Town):
    await opened(town)
    desk = town.phone("郑雨")
    await to_the_surveys(desk)
    await taps(desk, "进行中")
    await desk.taps("录入纸质调查表", desk.last.message_id)
    for unit, said in (
        ("0305", "0305单元没有待收回的调查表"),
        ("9999", "9999单元没有待收回"),
        ("好的", "请按示例填写"),
    ):
        await desk.says(unit)
        assert said in desk.text or "对不起" in desk.text
    assert "可代录为建议" in read(desk)
    await desk.says("/start")
    await to_the_surveys(desk)
    await taps(desk, "进行中")
    await keys_in(desk, "303", photo=picture())
    assert "已录入，计入回收率" in desk.text
    assert "纸质：发放43，收回1" in desk.text
    lead = town.phone("许文静")
    await to_the_surveys(lead)
    await taps(lead, "进行中", "已填写名单", "0303")
    assert "签名王先生" in lead.text
    assert "郑雨录入" in lead.text
    await taps(lead, "显示照片" if any("显示照片" in one for one in lead.labels) else "照片")
    assert len(pictures(lead)) == 1


@pytest.mark.rows("R152")
async def test_a_comment_becomes_a_matter_that_is_answered_and_the_round_knows(town: Town):
    lead, owner = await opened(town), town.phone("陈女士")
    await fills_in(owner, "建议大堂多放几把伞🙂", ("满意（4分）",) * 6)
    mine = answers(town)[0]
    assert mine.comment == "建议大堂多放几把伞🙂"
    number = owner.find("您的意见已登记，单号").text
    assert "JY" in number
    await to_the_surveys(lead)
    await taps(lead, "进行中")
    assert "待回复的意见：1条" in lead.text
    await taps(lead, "待回复意见（1）", "0301", "查看处理单")
    assert "建议大堂多放几把伞" in lead.text
    await taps(lead, "答复")
    await lead.says("您好，伞架本周增设，请您留意。谢谢您。")
    await taps(lead, "确认")
    assert "伞架本周增设" in read(owner)
    await to_the_surveys(lead)
    await taps(lead, "进行中")
    assert "待回复的意见" not in lead.text


@pytest.mark.rows("R082", "R152")
async def test_whoever_is_named_in_a_comment_never_reads_it(town: Town):
    lead, owner = await opened(town), town.phone("陈女士")
    await fills_in(owner, "郑雨接电话总是很急", ("急需改进",) * 6)
    desk = town.phone("郑雨")
    await desk.says("/start")
    await taps(desk, "投诉")
    assert "接电话总是很急" not in read(desk)
    assert "接电话总是很急" not in "".join(desk.labels)
    await to_the_surveys(lead)
    await taps(lead, "进行中", "待回复意见（1）")
    assert "接电话总是很急" in "".join(lead.labels)


@pytest.mark.rows("R203")
async def test_a_head_reads_the_averages_of_the_own_areas_and_the_desk_none(town: Town):
    head, desk, tech = town.phone("曹桂芳"), town.phone("郑雨"), town.phone("林海涛")
    await to_the_surveys(head)
    await taps(head, "2025-05")
    assert "保洁：" in head.text
    assert "绿化：" in head.text
    for words in ("设备与维修", "总体评价", "回收率", "已填写名单"):
        assert words not in head.text + "".join(head.labels)
    await to_the_surveys(desk)
    await taps(desk, "2025-05")
    assert "回收率" in desk.text
    assert "平均" not in desk.text
    assert "保洁：" not in desk.text
    await tech.says("/start")
    assert "意见调查" not in "".join(tech.labels)
    for data in ("g:surveys", "sv:1", "sva:1:0", "svw:1:0", "svm:1:0", "svi:1", "svo:1", "svx:1:survey_result"):
        await tech.sends(data)
        assert "2025-05" not in tech.text


@pytest.mark.rows("R153", "R204")
async def test_an_improvement_is_set_and_the_papers_are_taken_out(town: Town):
    lead, head = town.phone("许文静"), town.phone("曹桂芳")
    await to_the_surveys(lead)
    await taps(lead, "2025-05", "改进措施（0）", "制定改进措施", "保洁绿化部")
    await taps(lead, "曹桂芳")
    await lead.says("卫生间每小时巡查一次")
    await taps(lead, "跳过")
    await lead.says("9月30日")
    await taps(lead, "交办")
    assert "改进措施，2025-05期：1项" in lead.text
    assert "曹桂芳" in "".join(lead.labels)
    assert "卫生间每小时巡查一次" in read(head)
    await to_the_surveys(lead)
    await taps(lead, "2025-05", "结果表")
    book = book_of(lead)
    assert book.sheetnames == ["统计", "分项得分", "明细", "意见", "改进措施"]
    assert book["分项得分"].max_row == 7
    assert book["意见"].max_row > 3
    assert book["改进措施"]["B2"].value == "曹桂芳"
    log = select(Event).where(Event.kind == "export")
    assert town.look(lambda session: [one.facts["paper"] for one in session.scalars(log)]) == ["survey_result"]


async def test_the_list_of_forms_and_the_forms_to_print(town: Town):
    await opened(town)
    desk = town.phone("郑雨")
    await to_the_surveys(desk)
    await taps(desk, "进行中", "发放回收表")
    assert documents(desk) == ["《意见调查表》发放回收表 2025-09.xlsx"]
    assert book_of(desk).active.max_row == 79 + 2
    await to_the_surveys(desk)
    await taps(desk, "进行中", "打印纸质调查表")
    book = book_of(desk)
    assert len(book.sheetnames) == 43
    first = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("□ 很满意 5" in words for words in first)
    assert any("签名" in words for words in first)


@pytest.mark.rows("R180")
async def test_what_owners_may_send_besides(town: Town):
    await opened(town)
    owner = town.phone("陈女士")
    await owner.taps("填写调查表")
    old = owner.last.message_id
    for grade in GRADES:
        await owner.taps(grade, owner.last.message_id)
    await owner.says("好" * 4000)
    assert "500" in owner.text
    await owner.sends_photo(picture(), "茶水间")
    await owner.says("台面有水")
    await owner.taps("提交调查表", owner.last.message_id)
    await owner.sends(f"f:{0}:x", old)
    assert len(answers(town)) == 1
    assert "附件" in owner.find("您的调查表已收到").text or "照片" in owner.find("您的调查表已收到").text


async def test_whose_part_has_ended_finds_no_form_any_more(town: Town):
    await opened(town)
    owner = town.phone("陈女士")
    data = owner.data("填写调查表")

    def end(session: Session) -> None:
        mine = select(Contact).where(Contact.person_id == town.person(session, "陈女士").id)
        session.scalars(mine).one().ended_at = town.clock.now()

    town.look(end)
    await owner.sends(data)
    assert "共6项" not in owner.text
    assert answers(town) == []


async def test_opened_in_the_evening_nobody_is_told_before_the_morning(town: Town):
    await town.until(town.at("17:45"))
    await opened(town)
    owner = town.phone("陈女士")
    assert "意见调查表" not in read(owner)
    await town.until(town.at("08:59", days=1))
    assert "意见调查表" not in read(owner)
    await town.until(town.at("09:01", days=1))
    assert "意见调查表" in read(owner)
    assert the_round(town).last_day == (town.at("09:00", days=15)).date()


async def test_the_digest_says_what_came_back(town: Town):
    await opened(town)
    await fills_in(town.phone("陈女士"), "请多擦桌面")
    await town.until(town.at("08:41", days=1))
    said = town.phone("许文静").find("早报").text
    assert "发放79，收回1" in said
    assert "调查意见待回复：1条" in said
