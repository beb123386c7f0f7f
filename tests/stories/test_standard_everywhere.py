"""统一说辞 wherever a colleague writes to an owner: by button or code, changed before it leaves, own words marked (R120, R216)."""

from typing import Any

import pytest
from sqlalchemy import select

from models.events import Event
from models.talks.tables import TalkLine
from tests.people import Town
from tests.pictures import picture
from tests.stories.steps import dispatch, do_the_job, report_tap
from tests.stories.test_complaints import complains, graded
from tests.stories.test_enquiries import UNKNOWN, asks, enquiries
from tests.stories.test_talks import answers, talking

pytestmark = pytest.mark.rows("R120", "R216")
WAIT = "请您稍候，我马上为您核实。谢谢您的耐心。"
SORRY = "对不起，给您添麻烦了。我们马上为您处理，并告诉您进展。谢谢您。"


def wordings(town: Town) -> list[tuple[str, str, dict[str, Any]]]:
    wanted = select(Event).where(Event.kind.in_(("phrase.used", "phrase.own"))).order_by(Event.id)
    return town.look(lambda session: [(one.subject, one.kind, one.facts) for one in session.scalars(wanted)])


async def test_an_enquiry_is_answered_by_button_and_it_is_marked_and_logged(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await asks(owner, UNKNOWN)
    await desk.taps("答复")
    await desk.taps("请稍候", desk.last.message_id)
    assert f"{WAIT}（标准话术）" in desk.text
    await desk.taps("反馈业主", desk.last.message_id)
    assert WAIT in owner.text
    assert "标准话术" not in owner.text
    assert f"答复：{WAIT}（标准话术）" in desk.text
    assert wordings(town) == [
        ("enquiry:1", "phrase.used", {"form": "answer_enquiry", "code": "wait", "version": 1}),
    ]


async def test_it_is_typed_by_its_code_and_changed_before_it_leaves(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await asks(owner, UNKNOWN)
    await desk.taps("答复")
    await desk.says("Wait")
    assert f"{WAIT}（标准话术）" in desk.text
    await desk.taps("修改", desk.last.message_id)
    assert f"修改后发送：{WAIT}" in desk.text
    await desk.says("请您稍候，我十点前答复您。谢谢您。")
    assert "请您稍候，我十点前答复您。谢谢您。（自拟）" in desk.text
    assert enquiries(town)[0].answer == ""
    await desk.taps("反馈业主", desk.last.message_id)
    assert enquiries(town)[0].answer == "请您稍候，我十点前答复您。谢谢您。"
    assert "（自拟）" in desk.text
    assert [kind for _, kind, _ in wordings(town)] == ["phrase.own"]


async def test_the_owner_reads_it_in_the_own_language_in_a_reply_to_a_message(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("/language")
    await owner.taps("English")
    await owner.says("/start")
    await owner.taps("Talk to a person")
    await owner.taps("Leave a message for a colleague")
    await owner.taps("The service desk", owner.last.message_id)
    await owner.says("When may I fetch my card?")
    await owner.taps("Leave the message", owner.last.message_id)
    await desk.taps("答复业主")
    await desk.taps("致歉", desk.last.message_id)
    await desk.taps("发送给业主", desk.last.message_id)
    assert "Sorry for the trouble. We deal with it at once" in owner.text
    assert "（标准话术）" in desk.text


async def test_the_result_of_a_ticket_is_told_with_one(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await report_tap(owner)
    await dispatch(town)
    await do_the_job(town.phone("林海涛"))
    await desk.taps("修改措辞后反馈")
    await desk.taps("致歉", desk.last.message_id)
    assert f"{SORRY}（标准话术）" in desk.text
    await desk.taps("反馈业主", desk.last.message_id)
    assert SORRY in owner.text
    assert wordings(town)[0][:2] == ("ticket:1", "phrase.used")


@pytest.mark.rows("R086", "R090")
async def test_the_progress_of_a_complaint_is_told_with_one(town: Town):
    owner, supervisor = town.phone("陈女士"), town.phone("许文静")
    await complains(owner)
    await graded(supervisor)
    await supervisor.taps("告知进展", supervisor.last.message_id)
    await supervisor.taps("正在核实", supervisor.last.message_id)
    await supervisor.says("明天 10:00")
    assert "稍后给您答复。请您谅解，谢谢。（标准话术）" in supervisor.text
    await supervisor.taps("确认", supervisor.last.message_id)
    assert "这件事我正在向主管核实" in owner.text
    assert wordings(town)[-1][1:] == (
        "phrase.used",
        {"form": "complaint_progress", "code": "supervisor", "version": 1},
    )


@pytest.mark.rows("R183", "R195")
async def test_a_picture_alone_is_an_answer_and_is_previewed(town: Town):
    _, desk = await talking(town)
    await desk.sends_photo(picture())
    assert "仅发附件" in desk.labels
    await desk.taps("仅发附件", desk.last.message_id)
    assert "请您核对" in desk.text
    assert "照片1张" in desk.text
    assert not town.look(lambda session: session.scalars(select(TalkLine)).all())
    await desk.taps("发送给业主", desk.last.message_id)
    (line,) = town.look(lambda session: session.scalars(select(TalkLine)).all())
    assert line.words == ""
    await answers(desk, "请您看照片，谢谢您。")


async def test_words_are_asked_for_where_nothing_is_enclosed(town: Town):
    _, desk = await talking(town)
    assert "仅发附件" not in desk.labels


async def test_a_voice_note_and_a_file_alone_too_and_outside_of_the_form(town: Town):
    _, desk = await talking(town)
    await desk.taps("返回对话", desk.last.message_id)
    await desk.sends_voice()
    await desk.taps("仅发附件", desk.last.message_id)
    await desk.taps("发送给业主", desk.last.message_id)
    await desk.sends_document("门禁.pdf", b"%PDF-1.4")
    await desk.taps("仅发附件", desk.last.message_id)
    await desk.taps("发送给业主", desk.last.message_id)
    assert len(town.look(lambda session: session.scalars(select(TalkLine)).all())) == 2
