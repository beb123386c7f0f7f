"""The desk tells the owner what was done, in words for owners; two colleagues who do the same thing are told so."""

import pytest
from sqlalchemy import select

from models.calls.asking import ask_for_a_person
from models.calls.tables import CallAttempt
from models.estate import Project
from models.tickets.lifecycle import Status
from models.tickets.outcomes import Result
from tests.people import Town
from tests.stories.steps import dispatch, do_the_job, reported


async def done(town: Town, result: str = "换D20阀芯") -> None:
    """A repair up to the technician's report."""
    plumber = town.phone("林海涛")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    for label in ("接单", "到达签到", "完工", "免费：保修期内"):
        await plumber.taps(label)
    await plumber.says(result)
    await plumber.taps("外观无明显变化")
    await plumber.taps("确认完工")


@pytest.mark.rows("R193", "R195")
async def test_the_desk_rewords_what_the_technician_wrote(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await done(town)
    await desk.taps("修改措辞后反馈")
    assert "换D20阀芯" in desk.text
    await desk.says("水龙头已更换新阀芯，请您放心使用。")
    assert "换D20阀芯" not in owner.text
    await desk.taps("反馈业主")
    assert "已更换新阀芯" in owner.find("已处理").text
    assert not any("D20" in one.text for one in owner.messages())
    kept = town.look(lambda session: session.scalars(select(Result.words).order_by(Result.id)).all())
    assert list(kept) == ["保修期内", "换D20阀芯", "水龙头已更换新阀芯，请您放心使用。"]


async def test_of_two_at_the_desk_who_tell_the_owner_the_second_is_told_so(town: Town):
    desk, supervisor, owner = town.phone("郑雨"), town.phone("许文静"), town.phone("陈女士")
    await done(town)
    await desk.taps("修改措辞后反馈")
    await desk.says("已修好，请您放心使用。")
    await supervisor.says("/start")
    await supervisor.taps("待反馈（1）")
    await supervisor.taps("U3")
    await supervisor.taps("反馈业主")
    await desk.taps("反馈业主", desk.last.message_id)
    assert "已有进展" in desk.text
    assert town.tickets()[0].status == Status.FED_BACK
    assert not any("请您放心使用" in one.text for one in owner.messages())


@pytest.mark.rows("R045")
async def test_an_attempt_that_a_colleague_made_meanwhile_is_shown_before_another_counts(town: Town):
    first, second = town.phone("郑雨"), town.phone("孙晓芸")

    def ask(session) -> None:
        person = town.person(session, "陈女士")
        ask_for_a_person(session, session.get_one(Project, person.project_id), person, town.clock.now())

    town.look(ask)
    await town.later(minutes=6)
    for phone in (first, second):
        await phone.says("/start")
        await phone.taps("待打电话")
        await phone.taps("陈女士")
        await phone.taps("登记通话结果")
    await first.taps("未接通", first.last.message_id)
    await second.taps("未接通", second.last.message_id)
    assert len(town.look(lambda session: session.scalars(select(CallAttempt)).all())) == 1
    assert "已有进展" in second.text or "已" in second.toast


@pytest.mark.rows("R026")
async def test_an_english_owner_reads_a_ready_made_result_in_english(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await owner.says("/language")
    await owner.taps("English")
    await dispatch(town)
    await do_the_job(town.phone("林海涛"))
    await town.phone("郑雨").taps("反馈业主")
    assert "Part replaced and tested" in owner.text
    assert "已更换" not in owner.text
