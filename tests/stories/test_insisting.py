"""What a colleague writes to an owner: words that refuse are pointed out; better ones are found, or it is insisted and noted (R084, R179)."""

import pytest
from sqlalchemy import select

from models.events import Event
from tests.people import Phone, Town
from tests.stories.steps import accepted, asks_to_be_let_in, at_the_door, reported, stranger
from tests.stories.test_feedback import done

ASKED = "请改为更合适的表达"


def insisted(town: Town) -> list[tuple[str, dict]]:
    """What was insisted on: about what, and which words."""
    wanted = select(Event).where(Event.kind == "insist").order_by(Event.id)
    return [(one.subject, dict(one.facts)) for one in town.look(lambda session: session.scalars(wanted).all())]


async def explains(town: Town, words: str) -> tuple[Phone, Phone]:
    """Somebody asks to be let in, and the desk begins to explain; returns the desk's phone and theirs."""
    desk, somebody = town.phone("郑雨"), stranger(town)
    await asks_to_be_let_in(somebody, "0305", "某", "先生", "13900000001")
    await desk.taps("说明答复")
    await desk.says(words)
    return desk, somebody


@pytest.mark.rows("R084", "R179", "R180")
async def test_better_words_are_found(town: Town):
    desk, somebody = await explains(town, "资料有误，无法办理，我们不清楚。")
    assert "业主会读到“不清楚、无法”" in desk.text
    assert ASKED in desk.text
    assert "已写：资料有误，无法办理，我们不清楚。" in desk.text
    await desk.says("资料需要补充，建议您携带证明文件来服务台。")
    assert ASKED not in desk.text
    await desk.taps("发送答复", desk.last.message_id)
    assert "建议您携带证明文件" in somebody.text
    assert not any("无法" in one.text for one in somebody.messages())
    assert insisted(town) == []


@pytest.mark.rows("R084", "R179")
async def test_who_insists_may_and_the_log_notes_it(town: Town):
    desk, somebody = await explains(town, "消防规定，不可以堆放。")
    await desk.taps("照原文发送", desk.last.message_id)
    assert "答复：消防规定，不可以堆放。" in desk.text
    assert "不可以" not in somebody.text
    await desk.taps("发送答复", desk.last.message_id)
    assert "消防规定，不可以堆放。" in somebody.text
    facts = {"form": "explain_access", "question": "words", "words": ["不可以"]}
    assert insisted(town) == [("access:1", facts)]


@pytest.mark.rows("R084")
async def test_a_button_for_earlier_words_insists_on_nothing(town: Town):
    desk, _ = await explains(town, "无法办理")
    earlier, message = desk.data("照原文发送"), desk.last.message_id
    await desk.says("没办法")
    assert "已写：没办法" in desk.text
    await desk.sends(earlier, message)
    assert "这一步已经过了" in desk.toast
    assert "已写：没办法" in desk.text
    await desk.taps("请您携带单元的证明文件", desk.last.message_id)
    assert "没办法" not in desk.text
    await desk.taps("发送答复", desk.last.message_id)
    assert insisted(town) == []


@pytest.mark.rows("R084")
async def test_an_edited_message_is_looked_at_and_a_pause_forgets_nothing(town: Town):
    desk, somebody = await explains(town, "请您来服务台。")
    town.sandbox.edit(desk.user, desk.side, [one for one in desk.messages() if not one.from_bot][-1].message_id, "不行")
    await town.settled()
    assert ASKED in desk.text
    await town.later(hours=2)
    await desk.taps("继续：说明答复", desk.last.message_id)
    assert "已写：不行" in desk.text
    await desk.says("请您来服务台登记。")
    await desk.taps("发送答复", desk.last.message_id)
    assert "请您来服务台登记。" in somebody.text
    assert insisted(town) == []


@pytest.mark.rows("R084", "R188")
async def test_a_transfer_a_delay_and_a_result_are_looked_at_alike(town: Town):
    head = town.phone("何志强")
    await reported(town.phone("杜女士"))
    await town.phone("郑雨").taps("派给工程部")
    for label in ("更多", "转派其他部门", "保安部"):
        await head.taps(label)
    await head.says("这里不归我们")
    assert "“不归”" in head.text
    _, plumber = await accepted(town)
    await plumber.taps("会晚到")
    await plumber.says("前一单没办法结束")
    assert "“没办法”" in plumber.text


@pytest.mark.rows("R084")
async def test_what_a_technician_reports_is_read_by_the_owner_too(town: Town):
    _, plumber = await at_the_door(town)
    await plumber.taps("完工")
    await plumber.taps("免费：保修期内")
    await plumber.says("无法修复，已封堵")
    assert ASKED in plumber.text
    await plumber.taps("照原文发送", plumber.last.message_id)
    await plumber.taps("外观无明显变化")
    await plumber.taps("确认完工")
    assert insisted(town) == [("ticket:1", {"form": "finish", "question": "result", "words": ["无法"]})]


@pytest.mark.rows("R084")
async def test_the_desk_that_rewords_is_reminded_too(town: Town):
    desk = town.phone("郑雨")
    await done(town)
    await desk.taps("修改措辞后反馈")
    await desk.says("不会再漏了")
    assert "“不会”" in desk.text
