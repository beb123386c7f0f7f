"""Forms that are left alone: over a restart, half an hour, a week; what still makes sense is offered again."""

import pytest

from bot.tables import Conversation, Draft
from tests.people import Town
from tests.stories.steps import dispatch, rates, repaired, reported, to_the_words


async def test_a_restart_in_the_middle_loses_no_answer(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await town.restart()
    await owner.says("一直滴水")
    assert "请选择您方便的时间" in owner.text
    await town.restart()
    await owner.taps("时间都可以")
    assert "说明：一直滴水" in owner.text
    await town.restart()
    await owner.taps("确认")
    assert "单号BX20250915001" in owner.text


async def test_what_is_written_while_the_office_is_down_is_answered_when_it_is_up(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await town.stop_machines()
    town.sandbox.say(owner.user, owner.side, "一直滴水")
    await town.add_machine()
    await town.settled()
    assert "请选择您方便的时间" in owner.text


async def test_a_form_rests_after_half_an_hour_on_the_same_message(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    message, rings = owner.last.message_id, town.sandbox.chat(owner.user, owner.side).rings
    await town.later(minutes=29)
    assert "请用一两句话说明情况" in owner.text
    await town.later(minutes=2)
    assert "本次操作已暂停" in owner.text
    assert "对不起" in owner.text
    assert owner.last.message_id == message
    assert town.sandbox.chat(owner.user, owner.side).rings == rings
    assert owner.labels == ["继续：报修"]
    await owner.taps("继续：报修")
    assert "请用一两句话说明情况" in owner.text
    assert owner.last.message_id == message
    await owner.says("一直滴水")
    assert "请选择您方便的时间" in owner.text


async def test_a_form_that_is_touched_rests_later(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await town.later(minutes=20)
    await owner.says("一直滴水")
    await town.later(minutes=20)
    assert "请选择您方便的时间" in owner.text
    await town.later(minutes=11)
    assert "本次操作已暂停" in owner.text


async def test_buttons_of_a_paused_form_lead_to_going_on(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    skip = owner.data("无需说明")
    await town.later(minutes=31)
    await owner.sends(skip)
    assert "继续：报修" in owner.labels


@pytest.mark.rows("R043")
async def test_a_week_later_the_owner_goes_on_where_she_was(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await town.later(days=7)
    await owner.says("/report")
    assert "欢迎回来" in owner.text
    assert "9月15日 周一" in owner.text
    assert "现象：水龙头漏水或损坏" in owner.text
    await owner.taps("继续填写")
    assert "请用一两句话说明情况" in owner.text
    await owner.taps("无需说明")
    assert "9月22日 周一 10:30-12:30" in owner.labels


async def test_starting_anew_forgets_the_old_answers(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.says("/report")
    assert "欢迎回来" in owner.text
    await owner.taps("重新填写")
    assert "请问是您的单元内" in owner.text
    assert "返回上一步" not in owner.labels


async def test_a_chosen_time_that_has_passed_is_asked_again(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.taps("无需说明")
    await owner.taps("9月15日", owner.last.message_id)
    assert "期望时间：9月15日" in owner.text
    await town.later(days=1)
    await owner.taps("继续：报修")
    assert "请选择您方便的时间" in owner.text
    assert not any("9月15日" in label for label in owner.labels)


async def test_two_forms_rest_side_by_side(town: Town):
    owner = town.phone("陈女士")
    await repaired(town)
    await owner.taps("评价本次服务")
    await owner.taps("已解决")
    await owner.taps("4", owner.last.message_id)
    await to_the_words(owner)
    await owner.says("/start")
    assert {"继续：报修", "继续：评价本次服务"} <= set(owner.labels)
    await owner.taps("继续：评价本次服务")
    assert "请给“态度”打分" in owner.text
    for _ in range(3):
        await owner.taps("4", owner.last.message_id)
    await owner.taps("提交", owner.last.message_id)
    assert "谢谢您的评价" in owner.text
    await owner.says("/start")
    await owner.taps("继续：报修")
    assert "请用一两句话说明情况" in owner.text


async def test_a_form_that_has_lost_its_sense_is_not_offered_again(town: Town):
    owner, plumber = town.phone("陈女士"), town.phone("林海涛")
    await reported(owner)
    await dispatch(town)
    await plumber.taps("退回并说明")
    await plumber.taps("缺工具或材料")
    assert "请您核对" in plumber.text
    await owner.taps("撤回")
    await owner.taps("确认撤回")
    await plumber.says("/start")
    assert not any("继续" in label for label in plumber.labels)


async def test_words_for_a_form_that_has_lost_its_sense_are_refused_only_once(town: Town):
    head, plumber = town.phone("何志强"), town.phone("林海涛")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await plumber.taps("退回并说明")
    await head.taps("改派", head.find("BX2025").message_id)
    await head.taps("唐国平")
    await plumber.says("配件还没有到")
    assert "此单与你无关" in plumber.text
    await plumber.says("我现在做什么")
    assert "没有找到“我现在做什么”" in plumber.text
    assert "我的任务（0）" in plumber.labels


async def test_nothing_is_left_behind_by_a_form_that_was_sent(town: Town):
    owner = town.phone("陈女士")
    await repaired(town)
    await rates(owner, 5)
    left = town.look(
        lambda session: (
            session.query(Draft).count(),
            session.query(Conversation).filter(Conversation.form.is_not(None)).count(),
        )
    )
    assert left == (0, 0)


async def test_a_paused_form_without_an_answer_leads_to_the_menu(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/report")
    await town.later(minutes=31)
    assert "本次操作已暂停" in owner.text
    assert "已填写的内容" not in owner.text
    assert {"报修", "紧急求助", "联系人工"} <= set(owner.labels)
    assert not any("继续" in label for label in owner.labels)


async def test_a_paused_form_about_a_ticket_gives_its_card_back(town: Town):
    owner = town.phone("陈女士")
    await repaired(town)
    await owner.taps("评价本次服务")
    await town.later(minutes=31)
    assert "本次操作已暂停" in owner.text
    assert "已填写的内容" not in owner.text
    assert "BX20250915001" in owner.text
    await owner.taps("评价本次服务")
    await owner.taps("已解决，逐项评价")
    await town.later(minutes=31)
    assert "已填写的内容" in owner.text
    assert "BX20250915001" in owner.text
    await owner.taps("继续：评价本次服务", owner.last.message_id)
    assert "准时" in owner.text


async def test_the_form_that_was_paused_last_gives_its_card_back(town: Town):
    owner = town.phone("陈女士")
    await repaired(town)
    await owner.taps("评价本次服务")
    await owner.taps("已解决，逐项评价")
    await to_the_words(owner)
    await town.later(minutes=31)
    assert "BX20250915001" not in owner.text
    assert set(owner.labels) == {"继续：报修", "继续：评价本次服务"}
