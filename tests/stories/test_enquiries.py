"""Owners ask: the list, a question in words, a person who answers, and whether it helped (R034, R037, R038)."""

import pytest
from sqlalchemy import select

from bot.tables import Draft
from models.enquiries.lifecycle import State
from models.enquiries.tables import Enquiry
from models.events import Event
from tests.people import Phone, Town

pytestmark = pytest.mark.rows("R034", "R037")
UNKNOWN = "楼下健身房可以办团体卡吗"


def enquiries(town: Town) -> list[Enquiry]:
    return town.look(lambda session: list(session.scalars(select(Enquiry).order_by(Enquiry.id))))


async def asks(owner: Phone, words: str) -> str:
    """Into the room of questions, and a question in words."""
    await owner.says("/start")
    await owner.taps("常见问题")
    return await owner.says(words)


async def taps(phone: Phone, *labels: str) -> str:
    """These buttons, each on the newest message."""
    for label in labels:
        await phone.taps(label, phone.last.message_id)
    return phone.text


@pytest.mark.rows("R045", "R196")
async def test_from_the_list_to_the_answer_and_resolved(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    assert "常见问题" in owner.labels
    await owner.taps("常见问题")
    assert {"报修", "费用", "空调", "停车"} <= set(owner.labels)
    assert {"空调开放时间和温度", "加班空调怎么申请", "联系人工"} <= set((await taps(owner, "空调"), owner.labels)[1])
    await taps(owner, "加班空调怎么申请")
    assert "16点前" in owner.text
    assert "请问您的问题解决了吗" in owner.text
    assert {"已解决", "联系人工"} <= set(owner.labels)
    await taps(owner, "已解决")
    assert "很高兴您的问题已解决" in owner.text
    (one,) = enquiries(town)
    assert (one.state, one.number, one.passed_at) == (State.RESOLVED, "ZX20250915001", None)
    assert one.answered_at == one.asked_at
    assert town.phone("郑雨").unread == 0


async def test_a_question_in_words_that_has_an_answer(town: Town):
    owner = town.phone("陈女士")
    await asks(owner, "你们服务中心几点上班呀")
    assert "您的问题：你们服务中心几点上班呀" in owner.text
    assert "周一-周五 08:30-17:30、周六 09:00-12:00" in owner.text
    assert "0510-0000-0119" in owner.text
    (one,) = enquiries(town)
    assert (one.words, one.state) == ("你们服务中心几点上班呀", State.SHOWN)


@pytest.mark.rows("R041")
async def test_the_answer_is_read_in_english_too(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await taps(owner, "中文 / English", "English")
    await owner.says("/start")
    await owner.taps("Common questions")
    await owner.says("how much is a parking space?")
    assert "Fixed parking spaces" in owner.text
    assert "Was this resolved for you?" in owner.text


async def test_what_may_fit_is_offered_and_chosen(town: Town):
    owner = town.phone("陈女士")
    await asks(owner, "换个灯管收费吗")
    assert "请您选择想了解的问题" in owner.text
    assert enquiries(town)[0].state == State.OFFERED
    await taps(owner, "维修收费吗")
    assert "公共区域" in owner.text
    one = enquiries(town)[0]
    assert (one.state, one.words) == (State.SHOWN, "换个灯管收费吗")
    await taps(owner, "已解决")
    assert enquiries(town)[0].state == State.RESOLVED


@pytest.mark.rows("R022", "R038", "R084", "J32")
async def test_no_answer_a_person_answers_and_the_owner_says_whether_it_helped(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await asks(owner, UNKNOWN)
    assert "由客服郑雨负责，会于" in owner.text
    assert "13:00" in owner.text  # four hours of service
    assert "有咨询待答复" in desk.text
    assert UNKNOWN in desk.text
    await taps(desk, "答复")
    await desk.says("这个我们不清楚")
    assert "不清楚" in desk.text
    assert "照原文发送" in desk.labels
    await desk.says("您好，健身房由楼下商户经营，请您致电商户咨询，电话在大堂公示。谢谢您。")
    assert "健身房由楼下商户经营" in desk.text
    assert enquiries(town)[0].state == State.WITH_DESK  # read back first
    await taps(desk, "反馈业主")
    assert "您的咨询已有答复" in owner.text
    assert "客服郑雨答复：您好，健身房" in owner.text
    await taps(owner, "已解决")
    (one,) = enquiries(town)
    assert one.state == State.RESOLVED
    assert one.receiver_id == one.keeper_id


@pytest.mark.rows("R038")
async def test_still_not_resolved_goes_to_the_supervisor(town: Town):
    owner, desk, boss = town.phone("陈女士"), town.phone("郑雨"), town.phone("许文静")
    await asks(owner, UNKNOWN)
    await taps(desk, "答复")
    await desk.says("您好，请您致电商户。谢谢您。")
    await taps(desk, "反馈业主")
    await taps(owner, "尚未解决")
    assert "优先办理" in owner.text
    assert "有咨询待答复" in boss.text
    assert "答复" in boss.labels
    assert "答复" not in (await desk.says("/start"), await desk.taps("咨询（1）"), desk.labels)[2]
    await taps(boss, "答复")
    await boss.says("您好，我已与商户商定，请您明天到服务中心登记。谢谢您。")
    await taps(boss, "反馈业主")
    assert "客服许文静答复" in owner.text
    await taps(owner, "已解决")
    assert enquiries(town)[0].state == State.RESOLVED


@pytest.mark.rows("R038")
async def test_the_desk_passes_it_up_with_a_reason_and_a_colleague_takes_one_over(town: Town):
    owner, desk, boss = town.phone("陈女士"), town.phone("郑雨"), town.phone("许文静")
    await asks(owner, UNKNOWN)
    await taps(desk, "上报主管", "需要领导决定")
    await taps(desk, "确认")
    assert "已上报" in desk.text
    assert "（需要领导决定）" in boss.text
    await taps(boss, "由我负责")
    assert "首接人：郑雨；现由许文静负责" in boss.text
    one = enquiries(town)[0]
    assert one.receiver_id != one.keeper_id


async def test_after_an_answer_of_the_list_a_person_is_one_tap_away_and_it_can_be_withdrawn(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await asks(owner, "停车费一个月多少")
    await taps(owner, "联系人工")
    assert "由客服郑雨负责" in owner.text
    assert "已显示：FAQ18第1版" in desk.text
    await owner.says("/start")
    await owner.taps("我的单据")
    await taps(owner, "咨询 ZX20250915001 办理中")
    assert "停车费一个月多少" in owner.text
    await taps(owner, "撤回咨询")
    assert "本次咨询已结束" in owner.text
    assert "答复" not in desk.labels
    assert enquiries(town)[0].state == State.CLOSED


@pytest.mark.rows("R040")
async def test_four_hours_of_service_and_the_supervisor_hears_two_days_and_the_manager_does(town: Town):
    owner, boss, manager = town.phone("陈女士"), town.phone("许文静"), town.phone("周立新")
    await asks(owner, UNKNOWN)
    before = len(boss.messages())
    await town.until(town.at("12:59"))
    assert "咨询答复超时" not in "".join(one.text for one in boss.messages()[before:])
    await town.until(town.at("13:01"))
    assert "有咨询答复超时" in boss.find("有咨询答复超时").text
    assert not any("有咨询答复超时" in one.text for one in manager.messages())
    await owner.taps("主菜单", owner.last.message_id)
    await owner.taps("我的单据")
    await taps(owner, "咨询 ZX20250915001 办理中")
    assert "会于" not in owner.text  # a time that has passed is told no more
    await town.until(town.at("09:01", 2))
    assert UNKNOWN in manager.find("有咨询答复超时").text


@pytest.mark.rows("J10")
async def test_the_digest_counts_them(town: Town):
    owner, boss = town.phone("陈女士"), town.phone("许文静")
    await asks(owner, UNKNOWN)
    await asks(owner, "停车费一个月多少")
    await taps(owner, "已解决")
    await boss.says("/digest")
    assert "咨询：待答复1件；已结束1件，其中首次解决1件" in boss.text
    await taps(boss, "咨询")
    assert any("待答复" in label for label in boss.labels)


async def test_a_forgotten_answer_comes_to_rest(town: Town):
    owner = town.phone("陈女士")
    await asks(owner, "停车费一个月多少")
    await town.later(hours=49)
    assert enquiries(town)[0].state == State.CLOSED


@pytest.mark.rows("R043")
async def test_a_question_on_the_first_screen_is_answered_and_may_be_a_repair_after_all(town: Town):
    owner = town.phone("陈女士")
    await owner.says("停车费一个月多少？")
    assert "固定车位按月租用" in owner.text
    assert {"已解决", "联系人工", "我要报修"} <= set(owner.labels)
    await taps(owner, "我要报修")
    assert "请问是您的单元内" in owner.text


@pytest.mark.rows("R043")
@pytest.mark.parametrize("words", ["我要报修，空调漏水", "茶水间灯坏了", "装修的公司把门撞坏了"])
async def test_a_report_on_the_first_screen_stays_a_report(town: Town, words: str):
    owner = town.phone("陈女士")
    await owner.says(words)
    assert "请问是您的单元内" in owner.text
    assert not enquiries(town)


async def test_words_that_nobody_can_answer(town: Town):
    owner = town.phone("陈女士")
    await asks(owner, "\u200b")
    assert "对不起" in owner.text
    assert not enquiries(town)
    await owner.says("问" * 4000)
    assert "500" in owner.text
    await owner.sends_voice()
    assert not enquiries(town)
    await owner.says("请问<b>可以</b>养猫吗 😀")
    assert "&lt;b&gt;" not in owner.text
    assert enquiries(town)[0].words == "请问<b>可以</b>养猫吗 😀"


async def test_two_taps_on_the_same_answer_make_one_enquiry(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.taps("常见问题")
    await taps(owner, "停车", "车位和月租")
    data = owner.data("已解决")
    await taps(owner, "常见问题", "停车", "车位和月租")
    assert len(enquiries(town)) == 1
    await owner.sends(data)
    await owner.sends(data)
    assert "很高兴您的问题已解决" in owner.text
    assert [one.state for one in enquiries(town)] == [State.RESOLVED]


async def test_forged_taps_change_nothing(town: Town):
    owner, other = town.phone("陈女士"), town.phone("杜女士")
    await asks(owner, UNKNOWN)
    await other.says("/start")
    for data in ("qo:1", "qm:1:withdraw:1", "qc:1:1", "qr:1", "qm:1:take:1", "qt:nothing", "qa:999", "qm:1:answer:1"):
        await other.sends(data)
        assert UNKNOWN not in other.text
    await owner.sends("qm:1:take:1")
    await owner.sends("qm:1:answer:1")
    plumber = town.phone("林海涛")
    await plumber.says("/start")
    await plumber.sends("qo:1")
    assert UNKNOWN not in plumber.text
    assert enquiries(town)[0].version == 1


@pytest.mark.rows("R169")
async def test_its_number_finds_it_for_who_has_a_part_in_it(town: Town):
    owner, boss, plumber = town.phone("陈女士"), town.phone("许文静"), town.phone("林海涛")
    await asks(owner, UNKNOWN)
    assert UNKNOWN in await boss.says("zx20250915001")
    assert UNKNOWN not in await plumber.says("ZX20250915001")


async def test_events_hold_no_words(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await asks(owner, UNKNOWN)
    await taps(desk, "答复")
    await desk.says("您好，请您致电商户。谢谢您。")
    await taps(desk, "反馈业主")
    kept = town.look(lambda session: list(session.scalars(select(Event).where(Event.subject == "enquiry:1"))))
    assert [one.kind for one in kept] == ["enquiry.ask", "enquiry.answer", "phrase.own"]
    assert not any(UNKNOWN in str(one.facts) or "商户" in str(one.facts) for one in kept)


@pytest.mark.rows("R119", "R186")
async def test_the_answers_about_a_person_and_the_mailbox_name_what_is_there(town: Town):
    owner = town.phone("陈女士")
    await asks(owner, "服务中心几点开门")
    assert "可与工作人员对话，可以请我们回电，也可以留言转告指定人员" in owner.text
    await owner.taps("联系人工", owner.last.message_id)
    await owner.says("/start")
    await owner.taps("联系人工")
    assert {"现在和工作人员对话", "请给我回电", "给某位员工留言"} <= set(owner.labels)
    await asks(owner, "经理信箱在哪")
    assert "请点击“经理信箱”写信，内容仅由经理阅读" in owner.text
    await owner.says("/start")
    assert "经理信箱" in owner.labels


@pytest.mark.rows("R034", "R037")
async def test_a_question_that_no_answer_fits_is_put_to_a_person_by_one_tap(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("周末大堂的钢琴可以借来弹吗？")
    assert "向服务中心提问" in owner.text
    assert "周末大堂的钢琴可以借来弹吗？" in owner.text
    await owner.taps("提交咨询")
    assert "周末大堂的钢琴可以借来弹吗？" in desk.text


@pytest.mark.rows("R034")
async def test_what_was_meant_as_a_repair_keeps_its_words(town: Town):
    owner = town.phone("陈女士")
    await owner.says("走道里那个东西怎么又这样了？")
    await owner.taps("我要报修")
    assert "报修" in owner.text
    for label in ("公共区域",):
        await owner.taps(label)
    assert "走道里那个东西怎么又这样了？" in "".join(
        str(one.answers) for one in town.look(lambda session: session.query(Draft).all())
    )
    assert town.look(lambda session: [one.key for one in session.query(Draft).all()]) == ["report"]
