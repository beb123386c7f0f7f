"""The desk, the heads and the technicians: classify, dispatch, offer, reassign, hand back, and what an owner does meanwhile."""

import pytest

from models.catalogue import Urgency
from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import dispatch, do_the_job, repaired, report_in_danger, reported

NUMBER = "BX20250915001"


async def withdraws(owner: Phone) -> None:
    """Withdraw the report, and confirm it."""
    await owner.taps("撤回", owner.find("报修 BX").message_id)
    await owner.taps("确认撤回")


@pytest.mark.rows("R025", "R056", "R067")
async def test_the_desk_classifies_differently(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    for label in ("改分类", "保洁绿化", "9.3", "U1 急修", "保洁绿化部"):
        await desk.taps(label, desk.last.message_id)
    for line in (NUMBER, "分类：9.3 虫鼠", "紧急程度：U1 急修", "部门：保洁绿化部"):
        assert line in desk.text
    await desk.taps("分类并派发")
    assert "U1 急修 · 待派工" in desk.text
    assert "请派工" in town.phone("曹桂芳").text
    assert town.phone("何志强").messages() == ()
    ticket = town.tickets()[0]
    assert (ticket.symptom_code, ticket.urgency, ticket.status) == ("9.3", Urgency.U1, Status.SENT)
    assert ticket.classified_at is not None
    assert "有虫或老鼠" in owner.text
    assert "保洁绿化部正在安排" in owner.text


async def test_a_form_of_the_desk_that_a_colleague_overtook_is_refused(town: Town):
    desk, supervisor = town.phone("郑雨"), town.phone("许文静")
    await reported(town.phone("陈女士"))
    for label in ("改分类", "保洁绿化", "9.3", "U1 急修", "保洁绿化部"):
        await desk.taps(label, desk.last.message_id)
    await supervisor.says("/start")
    await supervisor.taps("待派发（1）")
    await supervisor.taps("U3")
    await supervisor.taps("派给工程部")
    await desk.taps("分类并派发")
    assert "已有进展" in desk.text
    ticket = town.tickets()[0]
    assert (ticket.symptom_code, ticket.status) == ("2.5", Status.SENT)


@pytest.mark.rows("R067")
async def test_the_head_gives_the_job_to_somebody_else(town: Town):
    head, other = town.phone("何志强"), town.phone("唐国平")
    await reported(town.phone("陈女士"))
    await town.phone("郑雨").taps("派给工程部")
    await head.taps("选其他人")
    assert head.labels[0] == "林海涛：当班，对口，手上0单"
    assert "马俊：未当班，对口，手上0单" in head.labels
    assert not any("邓秀英" in label for label in head.labels)
    await head.taps("唐国平")
    assert "承办：唐国平" in head.text
    assert "请接单" in other.text
    assert town.phone("林海涛").messages() == ()


@pytest.mark.rows("R067")
async def test_of_two_who_want_an_offered_job_the_first_has_it(town: Town):
    head, first, second, owner = (town.phone(name) for name in ("何志强", "林海涛", "唐国平", "陈女士"))
    await reported(owner)
    await town.phone("郑雨").taps("派给工程部")
    await head.taps("发布抢单")
    assert "抢单中" in head.text
    for phone in (first, second):
        assert "先接先得" in phone.text
        assert "陈女士" not in phone.text
    assert town.phone("高建军").messages() == ()
    for phone in (second, first):
        town.sandbox.press(phone.user, phone.side, "抢单", phone.last.message_id)
    await town.settled()
    winner, loser = (second, first) if "到达签到" in second.labels else (first, second)
    assert "同事先一步接了此单，谢谢你随时待命" in loser.find("同事先一步").text
    assert "到达签到" not in loser.labels
    assert "陈女士，电话10000000005" in winner.text
    assert f"工程部的{winner.name}" in owner.text
    assert "已接单（抢单）" in head.text
    assert town.tickets()[0].status == Status.ACCEPTED


async def test_whoever_comes_too_late_to_an_offer_is_told_kindly(town: Town):
    first, second = town.phone("林海涛"), town.phone("唐国平")
    await reported(town.phone("陈女士"))
    await town.phone("郑雨").taps("派给工程部")
    await town.phone("何志强").taps("发布抢单")
    late = second.data("抢单")
    await first.taps("抢单", first.last.message_id)
    await second.sends(late)
    assert "同事先一步接了此单，谢谢你随时待命" in second.toast
    assert "我的任务（0）" in second.labels


async def test_nobody_of_the_trade_on_duty_means_choosing_a_person(town: Town):
    head, owner = town.phone("何志强"), town.phone("陈女士")
    await owner.says("/start")
    for label in ("报修", "我的单元内", "办公区", "空调和通风", "空调制冷", "无需说明", "确认"):
        await owner.taps(label, owner.last.message_id)
    await town.phone("郑雨").taps("派给工程部")
    await town.until(town.at("16:30"))
    await head.taps("选其他人")
    assert "罗斌：未当班，对口，手上0单" in head.labels
    await head.taps("返回上一步")
    await head.taps("发布抢单")
    assert "先接先得" in town.phone("唐国平").text


async def test_a_reassigned_job_is_taken_from_the_former(town: Town):
    head, former, new = town.phone("何志强"), town.phone("林海涛"), town.phone("唐国平")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    accept = former.data("接单")
    await head.taps("改派")
    await head.taps("唐国平")
    assert f"{NUMBER}：此单已改派同事，你无需前往" in former.text
    assert "请接单" in new.text
    await former.sends(accept)
    assert "此单与你无关" in former.toast
    await new.taps("接单")
    assert town.tickets()[0].status == Status.ACCEPTED
    await former.says("/jobs")
    assert "手上没有任务" in former.text


@pytest.mark.rows("R032")
async def test_a_job_is_handed_back_only_with_a_reason(town: Town):
    head, plumber = town.phone("何志强"), town.phone("林海涛")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await plumber.taps("接单")
    await plumber.taps("退回并说明")
    assert "原因是什么" in plumber.text
    assert "跳过" not in plumber.labels
    await plumber.taps("需要其他工种")
    assert "原因：需要其他工种" in plumber.text
    await plumber.taps("确认退回")
    assert f"{NUMBER}已退回主管，谢谢" in plumber.text
    assert "已退回，请重新派工" in head.text
    assert town.tickets()[0].assignee_id is None
    await head.taps("派给")
    assert town.tickets()[0].status == Status.ASSIGNED


@pytest.mark.parametrize("stage", ["recorded", "sent", "offered", "assigned", "accepted"])
async def test_an_owner_withdraws_before_anybody_has_arrived(town: Town, stage: str):
    owner, desk, head, plumber = (town.phone(name) for name in ("陈女士", "郑雨", "何志强", "林海涛"))
    await reported(owner)
    steps = {
        "recorded": [],
        "sent": [(desk, "派给工程部")],
        "offered": [(desk, "派给工程部"), (head, "发布抢单")],
        "assigned": [(desk, "派给工程部"), (head, "派给林海涛")],
        "accepted": [(desk, "派给工程部"), (head, "派给林海涛"), (plumber, "接单")],
    }
    for phone, label in steps[stage]:
        await phone.taps(label)
    assert town.tickets()[0].status == stage
    await withdraws(owner)
    assert "您已撤回此报修" in owner.text
    assert "业主已撤回此单" in desk.text
    assert town.tickets()[0].status == Status.WITHDRAWN
    if stage in {"assigned", "accepted"}:
        assert "业主已撤回此单，你无需前往" in plumber.text
    if stage != "recorded":
        assert "业主已撤回此单" in head.text
    assert not {"接单", "抢单", "到达签到"} & set(plumber.labels if plumber.messages() else [])


async def test_after_the_arrival_an_owner_talks_instead_of_withdrawing(town: Town):
    owner, plumber = town.phone("陈女士"), town.phone("林海涛")
    await reported(owner)
    await dispatch(town)
    await plumber.taps("接单")
    await plumber.taps("到达签到")
    card = owner.find("报修 BX")
    assert card.labels == ["请催一下", "补充照片或说明", "联系人工"]
    await owner.sends("w:1", card.message_id)
    await owner.sends("m:1:withdraw:5", card.message_id)
    assert "对不起，此事项已有新的进展" in owner.toast
    assert town.tickets()[0].status == Status.ARRIVED


async def test_changing_ones_mind_about_withdrawing_keeps_the_report(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await owner.taps("撤回")
    assert f"请问您要撤回报修{NUMBER}吗" in owner.text
    await owner.taps("保留")
    assert "状态：已登记" in owner.text
    assert town.tickets()[0].status == Status.RECORDED


@pytest.mark.rows("R027", "R053")
async def test_an_unsolved_matter_reopens_with_priority(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await repaired(town)
    await owner.taps("评价本次服务")
    await owner.taps("还需处理")
    assert "请您告诉我们哪里还需要处理" in owner.text
    await owner.says("还在滴水")
    assert "对不起，这次服务未达到您的期望" in owner.text
    assert "09:05前与您联系" in owner.text
    assert "业主对结果有意见，已重新打开，优先处理" in desk.text
    assert "优先：业主反映未解决（第1次）" in desk.text
    ticket = town.tickets()[0]
    assert (ticket.status, ticket.priority, ticket.rounds) == (Status.REOPENED, 1, 2)
    await dispatch(town)
    await do_the_job(town.phone("林海涛"))
    await desk.taps("反馈业主")
    assert "评价本次服务" in owner.labels


@pytest.mark.rows("R027", "R053")
async def test_a_low_score_for_what_is_solved_is_asked_after_and_called_about(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await repaired(town)
    await owner.taps("评价本次服务")
    await owner.taps("已解决")
    for score in "3555":
        await owner.taps(score, owner.last.message_id)
    assert "这次没有让您满意" in owner.text
    await owner.says("迟到了半小时，其他都很好")
    assert "客服会致电向您了解" in owner.text
    assert "业主评分偏低：已列入回访" in desk.text
    assert "迟到了半小时" in desk.text
    assert town.tickets()[0].status == Status.FED_BACK
    await town.until(town.at("9:01", days=1))
    assert town.tickets()[0].status == Status.CALLBACK


@pytest.mark.rows("R022", "R053")
async def test_a_kind_word_after_a_rating_stays_readable(town: Town):
    owner = town.phone("陈女士")
    await repaired(town)
    await owner.taps("评价本次服务")
    for label in ("已解决", "5", "5", "5", "5", "提交"):
        await owner.taps(label, owner.last.message_id)
    assert "谢谢您的评价，我们会继续努力" in owner.text
    plumber = town.phone("林海涛")
    assert NUMBER in plumber.text


async def test_an_emergency_rings_everybody_first(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await report_in_danger(owner)
    assert "已按特急接收" in owner.text
    assert "立即拨打0510-0000-0119" in owner.text
    assert desk.text.startswith("10000000005 · 陈女士\n0301 · 茶水间\nU0 特急：爆管/大量漏水\n警报")
    assert desk.labels[0] == "我来处理"
    head = town.phone("何志强")
    assert "警报" in head.text
    assert {"我来处理", "选其他人"} <= set(head.labels)


@pytest.mark.rows("R018")
async def test_every_stage_names_who_answers_for_it(town: Town):
    desk, head, owner = town.phone("郑雨"), town.phone("何志强"), town.phone("陈女士")
    await reported(owner)
    assert "首接人郑雨" in desk.text
    await desk.taps("派给工程部")
    assert "待何志强派工" in desk.text
    await head.taps("派给林海涛")
    await do_the_job(town.phone("林海涛"))
    assert "承办：林海涛" in desk.text


@pytest.mark.rows("R194", "R025")
async def test_the_staff_read_what_the_owner_chose_before_the_offices_own_category(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner, symptom="1.1")
    assert "业主所选：电突然停了\n分类：全部停电" in desk.text
    assert "1.1" not in desk.text
    for label in ("改分类", "给排水", "2.5", "U3", "工程部", "分类并派发"):
        await desk.taps(label, desk.last.message_id)
    assert "业主所选：电突然停了\n分类：龙头洁具" in desk.text
