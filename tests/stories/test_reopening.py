"""The work starts again: what is still not right is asked for, and read by everybody who has it (R027)."""

import pytest
from sqlalchemy import select

from models.tickets.lifecycle import Status
from models.tickets.outcomes import Result
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import do_the_job, repaired
from tests.stories.test_callbacks import to_the_callback

WHY = "仍需改进：拧紧之后第二天又滴水"


async def to_the_comment(owner: Phone) -> None:
    """The owner says that it is not solved, up to the question for words."""
    await owner.taps("评价本次服务")
    await owner.taps("还需处理")


def pictures(phone: Phone) -> int:
    """How many pictures the bot has sent."""
    return len([one for one in phone.messages() if one.from_bot and one.kind == "photo"])


async def supervisor_opens(town: Town) -> Phone:
    """The supervisor comes to the drawer of the job that was fed back."""
    supervisor = town.phone("许文静")
    await supervisor.says(town.tickets()[0].number)
    await supervisor.taps("更多", supervisor.last.message_id)
    return supervisor


@pytest.mark.rows("R027", "R032")
async def test_a_colleague_who_reopens_says_why_and_all_who_have_it_read_it(town: Town):
    await repaired(town)
    supervisor = await supervisor_opens(town)
    await supervisor.taps("重新处理（业主有意见）", supervisor.last.message_id)
    assert "哪里还需要改进" in supervisor.text
    assert town.tickets()[0].status == Status.FED_BACK
    await supervisor.says("拧紧之后第二天又滴水")
    await supervisor.taps("确认重新处理", supervisor.last.message_id)
    assert WHY in supervisor.text
    desk, head, plumber = (town.phone(name) for name in ("郑雨", "何志强", "林海涛"))
    assert WHY in desk.text
    await desk.taps("派给工程部")
    assert WHY in head.text
    await head.taps("派给林海涛")
    assert WHY in plumber.text
    kept = town.look(lambda session: session.scalars(select(Result).where(Result.kind == "reopened")).one())
    assert (kept.round, kept.words) == (2, "拧紧之后第二天又滴水")
    assert not any(WHY in one.text for one in town.phone("陈女士").messages())


@pytest.mark.rows("R027")
async def test_the_reason_belongs_to_its_round(town: Town):
    await repaired(town)
    for usual in ("同样的故障又出现", "只处理了一部分"):
        supervisor = await supervisor_opens(town)
        await supervisor.taps("重新处理（业主有意见）", supervisor.last.message_id)
        await supervisor.taps(usual, supervisor.last.message_id)
        await supervisor.taps("确认重新处理", supervisor.last.message_id)
        assert f"仍需改进：{usual}" in supervisor.text
        assert supervisor.text.count("仍需改进") == 1
        await town.phone("郑雨").taps("派给工程部")
        await town.phone("何志强").taps("派给林海涛")
        await do_the_job(town.phone("林海涛"))
        await town.phone("郑雨").taps("反馈业主")
    assert town.tickets()[0].rounds == 3


@pytest.mark.rows("R027")
async def test_what_a_discontented_owner_says_on_the_telephone_stands_on_the_job(town: Town):
    caller = await to_the_callback(town)
    await caller.taps("登记通话结果")
    await caller.taps("已接通，有意见")
    assert "哪里还需要改进" in caller.text
    assert "跳过" not in caller.labels
    await caller.says("拧紧之后第二天又滴水")
    head = town.phone("何志强")
    assert WHY in head.text
    await head.taps("派给林海涛")
    assert WHY in town.phone("林海涛").text


@pytest.mark.rows("R027", "R046")
async def test_the_owner_shows_what_is_not_right_and_may_say_nothing(town: Town):
    owner, desk, plumber = town.phone("陈女士"), town.phone("郑雨"), town.phone("林海涛")
    await repaired(town)
    await to_the_comment(owner)
    await owner.sends_photo(picture())
    assert "已为您保存照片1张" in owner.text
    assert pictures(desk) == 0
    await owner.taps("提交", owner.last.message_id)
    assert town.tickets()[0].status == Status.REOPENED
    assert pictures(desk) == 1
    await desk.taps("派给工程部")
    await town.phone("何志强").taps("派给林海涛")
    await plumber.taps("接单")
    assert pictures(plumber) == 1


@pytest.mark.rows("R027", "R046")
async def test_words_under_the_picture_are_the_reason_and_end_the_form(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await repaired(town)
    await to_the_comment(owner)
    await owner.sends_photo(picture(), "还在滴水")
    assert not any("请继续" in one.text for one in owner.messages()[-2:])
    assert "还在滴水" in desk.find("业主对结果有意见").text
    assert pictures(desk) == 1
    await desk.taps("派给工程部")
    assert "还在滴水" in town.phone("何志强").text
    await town.phone("何志强").taps("派给林海涛")
    assert "还在滴水" in town.phone("林海涛").text


@pytest.mark.rows("R027", "R053")
async def test_an_unsolved_job_starts_again_at_once_and_the_scores_may_follow(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await repaired(town)
    await to_the_comment(owner)
    assert "对不起。请您告诉我们哪里还需要处理（文字、照片或语音）" in owner.text
    rings = len([one for one in owner.messages() if one.from_bot])
    await owner.says("还是在滴水，师傅态度也不好")
    assert town.tickets()[0].status == Status.REOPENED
    assert len([one for one in owner.messages() if one.from_bot]) == rings + 1
    assert "对不起，这次服务未达到您的期望" in owner.text
    assert "谢谢您的评价" not in owner.text
    assert "业主意见：还是在滴水，师傅态度也不好" in desk.text
    assert "优先：业主反映未解决（第1次）" in desk.text
    assert "评分" not in desk.text
    await owner.taps("为这次服务打分")
    for score in "3214":
        await owner.taps(score, owner.last.message_id)
    assert "谢谢您的评价" in owner.text
    assert "为这次服务打分" not in owner.labels
    await desk.says(town.tickets()[0].number)
    assert "评分：准时3 态度2 质量1 整洁4" in desk.text


@pytest.mark.rows("R053")
async def test_words_written_while_a_choice_is_asked_are_the_comment(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await repaired(town)
    await owner.taps("评价本次服务")
    assert "已记下您的说明" in await owner.says("还是在滴水")
    await owner.taps("还需处理", owner.last.message_id)
    assert town.tickets()[0].status == Status.REOPENED
    assert "业主意见：还是在滴水" in desk.text
