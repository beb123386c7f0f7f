"""People as they come: those who block the bot, strangers, groups, colleagues who have left, and reports at odd hours."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.__main__ import HOUSE
from models.calls.tables import Call, CallKind
from models.estate import Project
from models.notices import Notice, NoticeState
from models.people import Binding, Person
from models.tickets.actions import feed_back
from models.tickets.lifecycle import Status
from models.tickets.reporting import report
from models.tickets.tables import Channel
from models.units import units_of
from tests.people import OPENING, Phone, Town
from tests.stories.steps import dispatch, do_the_job, reported, reported_in_danger


def stranger(town: Town, side: str, language: str = "zh-hans") -> Phone:
    """Somebody whom nobody knows, with one of the bots open."""
    town.sandbox.stranger(555, "路人", language)
    return Phone(town, "路人", 555, side)


def calls(town: Town) -> list[tuple[CallKind, str, int]]:
    """The open telephone tasks: kind, whom, and how many messages are behind each."""
    return town.look(
        lambda session: [
            (call.kind, call.person.called.zh, len(call.facts.get("notices", [])))
            for call in session.scalars(select(Call).where(Call.done_at.is_(None)).order_by(Call.id))
        ]
    )


@pytest.mark.rows("R205")
async def test_an_unknown_owner_gets_a_welcome_and_a_telephone_number_and_nothing_else(town: Town):
    await reported(town.phone("陈女士"))
    somebody = stranger(town, "owner")
    for text in ("/start", "/start no-such-invitation", "我要报修", "/report", "/tickets"):
        await somebody.says(text)
        assert "致电服务台0510-0000-0001登记" in somebody.text
        assert "0510-0000-0119" in somebody.text
        assert somebody.labels == ["紧急求助", "申请开通"]
    for data in ("t:1", "g:mine", "b:report:0", "f:0:pick:inside", "m:1:withdraw:1", "la:en", "nonsense"):
        await somebody.sends(data)
        assert "致电服务台" in somebody.text
        assert "BX2025" not in somebody.text
        assert somebody.labels == ["紧急求助", "申请开通"]
    assert len(town.tickets()) == 1
    assert "对不起，此登记码已使用或已过期" in somebody.find("对不起").text


@pytest.mark.rows("R001")
async def test_an_unknown_person_at_the_work_bot_sees_nothing_of_the_work(town: Town):
    await reported(town.phone("陈女士"))
    somebody = stranger(town, "staff", "en")
    for text in ("/start", "/start no-such-invitation", "/jobs", "/digest"):
        await somebody.says(text)
        assert "open to registered staff only" in somebody.text
        assert somebody.labels == []
    for data in ("t:1", "g:desk", "s:1:1", "m:1:accept:1", "po:1", "pl:0", "c:1"):
        await somebody.sends(data)
        assert "registered staff only" in somebody.text
        assert "0301" not in somebody.text
    assert town.tickets()[0].status == Status.RECORDED


@pytest.mark.rows("R001")
async def test_an_owner_is_a_stranger_to_the_work_bot(town: Town):
    user = town.phone("陈女士").user
    at_work = Phone(town, "陈女士", user, "staff")
    await at_work.says("/start")
    assert "仅限登记员工使用" in at_work.text


@pytest.mark.rows("R204")
async def test_in_a_group_the_bot_says_why_and_leaves(town: Town):
    owner = town.phone("陈女士")
    for side in ("owner", "staff"):
        group = town.sandbox.add_to_group(side, "天物大厦业户群", owner.user)
        await town.settled()
        assert not town.sandbox._world.groups[group].present
        asked = [one for line in town.lines for one in line.asked]
        said = [body for method, body in asked if method == "sendMessage" and str(group) in body]
        assert len(said) == 1
        assert "私聊" in said[0]


@pytest.mark.rows("R060")
async def test_somebody_who_blocks_the_bot_becomes_one_telephone_task(town: Town):
    owner, desk, plumber = town.phone("陈女士"), town.phone("郑雨"), town.phone("林海涛")
    await reported(owner)
    town.sandbox.block(owner.user, owner.side)
    await town.settled()
    before = len(owner.messages())
    await dispatch(town)
    await do_the_job(plumber)
    await desk.taps("反馈业主", desk.find("请向业主反馈").message_id)
    assert len(owner.messages()) == before
    assert calls(town) == [(CallKind.UNREACHABLE, "陈女士", 2)]
    told = desk.find("消息未能送达")
    assert "陈女士，电话10000000005" in told.text
    assert "BX20250915001" in told.text
    await desk.taps("登记通话结果", told.message_id)
    await desk.taps("已接通，已告知")
    await desk.taps("跳过")
    assert "已完成：已接通，已告知" in desk.find("消息未送达").text
    assert calls(town) == []


async def test_somebody_who_unblocks_the_bot_is_reached_again(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    town.sandbox.block(owner.user, owner.side)
    await town.settled()
    town.sandbox.unblock(owner.user, owner.side)
    await town.settled()
    await dispatch(town)
    await town.phone("林海涛").taps("接单")
    assert "上门人员已安排好" in owner.text
    assert not any("消息未能送达" in one.text for one in desk.messages())


async def test_a_block_that_nobody_announced_is_noticed_when_sending(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    town.sandbox._world.chats["owner", owner.user].blocked = True
    await dispatch(town)
    await town.phone("林海涛").taps("接单")
    assert calls(town) == [(CallKind.UNREACHABLE, "陈女士", 1)]
    assert "消息未能送达" in town.phone("郑雨").find("消息未能送达").text


async def test_a_technician_who_blocks_the_bot_is_telephoned_by_the_desk(town: Town):
    plumber, desk = town.phone("林海涛"), town.phone("郑雨")
    await reported(town.phone("陈女士"))
    town.sandbox.block(plumber.user, plumber.side)
    await town.settled()
    await dispatch(town)
    assert calls(town) == [(CallKind.UNREACHABLE, "林海涛", 1)]
    assert "林海涛，电话10000000210" in desk.find("消息未能送达").text


@pytest.mark.rows("R020", "R045")
async def test_an_owner_without_the_bot_is_told_by_telephone_at_every_step(town: Town):
    desk, plumber = town.phone("郑雨"), town.phone("林海涛")

    def by_phone(session) -> None:
        lei = session.scalars(select(Person).where(Person.name == "雷")).one()
        report(
            session,
            project=session.get_one(Project, lei.project_id),
            by=lei,
            unit=units_of(session, lei)[0],
            inside=True,
            spot="office",
            symptom_code="2.2",
            words="天花板渗水",
            now=town.clock.now(),
            channel=Channel.PHONE,
        )

    town.look(by_phone)
    await town.settled()
    assert "雷先生，电话10000000019" in desk.find("新报修").text
    assert "来源电话" in desk.find("新报修").text
    assert calls(town) == [(CallKind.UNREACHABLE, "雷先生", 1)]
    await desk.taps("派给工程部")
    await town.phone("何志强").taps("派给林海涛")
    await do_the_job(plumber)
    await desk.taps("反馈业主", desk.find("请向业主反馈").message_id)
    assert calls(town) == [(CallKind.UNREACHABLE, "雷先生", 3)]
    assert town.tickets()[0].status == Status.FED_BACK


@pytest.mark.rows("R014", "R021", "R029")
async def test_reports_around_midnight_of_new_year(town: Town):
    owner, other = town.phone("陈女士"), town.phone("刘先生")
    eve = OPENING.replace(month=12, day=31, hour=23, minute=59)
    await town.stop_machines()
    town.clock.move_to(eve)
    await town.add_machine(replace(HOUSE, schedule=replace(HOUSE.schedule, duties=())))  # a quiet autumn
    await reported(owner)
    assert "单号BX20251231001" in owner.text
    assert "1月4日 周日 08:35前" in owner.text
    assert "新报修" in town.phone("沈涛").text
    await town.until(eve + timedelta(minutes=2))
    await reported_in_danger(other)
    assert "单号" not in other.text
    assert "BX20260101001" in other.text
    assert "立即拨打0510-0000-0119" in other.text
    night = town.phone("沈涛")
    assert "U0 特急" in night.text
    first, second = town.tickets()
    assert second.contact_by == eve + timedelta(minutes=17)
    shen = town.look(lambda session: town.person(session, "沈涛").id)
    assert {first.first_receiver_id, second.first_receiver_id} == {shen}
    assert not any("BX2026" in one.text for one in town.phone("郑雨").messages())


@pytest.mark.rows("R014", "R015", "R029", "R040")
async def test_a_report_on_sunday_night_is_received_by_the_control_room(town: Town):
    owner, night, desk = town.phone("陈女士"), town.phone("沈涛"), town.phone("郑雨")
    await town.until(town.at("22:30", days=6))
    await reported(owner)
    assert "9月22日 周一 08:35前" in owner.text
    assert "新报修" in night.text
    assert not any("新报修" in one.text for one in desk.messages())
    await night.taps("派给工程部")
    assert "请派工" in town.phone("何志强").text
    await owner.says("/person")
    await owner.taps("请给我回电", owner.last.message_id)
    assert "沈涛将在9月21日 周日 22:45前" in owner.text
    assert "业主请求人工来电" in night.text


async def test_a_colleague_who_has_left_sees_nothing_any_more(town: Town):
    plumber = town.phone("林海涛")
    await reported(town.phone("陈女士"))
    await dispatch(town)

    def leave(session) -> None:
        town.person(session, "林海涛").staff.left_at = town.clock.now()

    town.look(leave)
    await plumber.taps("接单")
    assert "仅限登记员工使用" in plumber.text
    assert plumber.labels == []
    assert town.tickets()[0].status == Status.ASSIGNED
    head = town.phone("何志强")
    await head.taps("改派", head.find("BX2025").message_id)
    assert not any("林海涛" in label for label in head.labels)
    await head.taps("唐国平")
    assert "请接单" in town.phone("唐国平").text


@pytest.mark.rows("R022")
async def test_when_the_first_receiver_has_left_the_desk_hears_of_the_result(town: Town):
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await town.phone("林海涛").taps("接单")

    def leave(session) -> None:
        town.person(session, "郑雨").staff.left_at = town.clock.now()

    town.look(leave)
    plumber, field = town.phone("林海涛"), town.phone("孙晓芸")
    for label in ("到达签到", "完工", "免费：保修期内", "已疏通", "外观无明显变化", "确认完工"):
        await plumber.taps(label)
    assert "请向业主反馈结果" in field.text
    await field.taps("反馈业主")
    assert "已处理：已疏通" in town.phone("陈女士").text
    lost = Notice.state.in_((NoticeState.DEAD, NoticeState.DROPPED))
    assert town.look(lambda session: session.scalars(select(Notice).where(lost)).all()) == []


async def test_the_feedback_to_an_owner_who_lost_her_binding_becomes_a_call(town: Town):
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await do_the_job(town.phone("林海涛"))

    def unbind_and_feed_back(session) -> None:
        owner = town.person(session, "陈女士")
        session.delete(session.scalars(select(Binding).where(Binding.person_id == owner.id)).one())
        feed_back(session, 1, by=town.person(session, "郑雨"), now=town.clock.now())

    town.look(unbind_and_feed_back)
    await town.settled()
    assert calls(town) == [(CallKind.UNREACHABLE, "陈女士", 1)]
