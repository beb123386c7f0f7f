"""What an owner with open tickets sends outside of any form finds the ticket that it belongs to, and is never lost."""

import pytest

from tests.people import Town
from tests.pictures import picture
from tests.stories.steps import reported

WHICH = "请问与哪一单有关？"
ADD = "请问添加到BX20250915001（水龙头漏水或损坏）吗？"


@pytest.mark.rows("R043", "R045")
async def test_of_a_single_open_ticket_one_tap_adds_the_words(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    assert ADD in await owner.says("漏得更厉害了")
    assert {"添加", "另报一件", "主菜单"} <= set(owner.labels)
    assert "漏得更厉害了" not in desk.text
    await owner.taps("添加", owner.last.message_id)
    assert "漏得更厉害了" in desk.text


@pytest.mark.rows("R043", "R045")
async def test_free_words_become_an_addition_to_the_chosen_ticket(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    await reported(owner, "灯坏了", symptom="1.3")
    assert WHICH in await owner.says("漏得更厉害了")
    assert owner.labels[1:3] == ["BX20250915001 水龙头漏水或损坏", "另报一件"]
    assert "联系人工" in owner.labels
    await owner.says("地上都是水渍")
    await owner.taps("BX20250915001", owner.last.message_id)
    assert "单据：BX20250915001" in owner.text
    assert "说明：漏得更厉害了\n地上都是水渍" in owner.text
    assert "漏得更厉害了" not in desk.text
    await owner.taps("添加", owner.last.message_id)
    assert town.tickets()[0].words == "茶水间水龙头一直滴水"
    assert "业主说明：茶水间水龙头一直滴水\n业主补充（9月15日 周一 09:00）：漏得更厉害了\n地上都是水渍" in desk.text
    assert "您的补充（9月15日 周一 09:00）：漏得更厉害了" in owner.text


@pytest.mark.rows("R043", "R046")
async def test_a_picture_with_words_goes_along_into_a_new_report(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await owner.sends_photo(picture(), "办公区的灯坏了")
    assert ADD in owner.text
    await owner.taps("另报一件", owner.last.message_id)
    for label in ("我的单元内", "办公区", "灯光和用电"):
        await owner.taps(label, owner.last.message_id)
    await owner.taps(owner.labels[0], owner.last.message_id)
    if "请您核对" not in owner.text:
        await owner.taps("时间都可以", owner.last.message_id)
    assert "说明：办公区的灯坏了" in owner.text
    assert "照片1张" in owner.text
    await owner.taps("确认", owner.last.message_id)
    assert [one.words for one in town.tickets()][1] == "办公区的灯坏了"
    await owner.says("/start")
    assert not any("继续" in label for label in owner.labels)


async def test_what_waits_to_be_sorted_is_not_lost_by_the_home_screen(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await owner.says("漏得更厉害了")
    await owner.says("/start")
    await owner.sends_voice()
    assert ADD in owner.text
    assert "说明：漏得更厉害了" in owner.text
    assert "语音" in owner.text


@pytest.mark.rows("R098")
async def test_danger_and_kind_words_are_no_additions(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await owner.says("谢谢！")
    assert ADD not in owner.text
    await owner.says("着火了")
    assert ADD not in owner.text
    assert "火" in "".join(owner.labels)


async def test_without_an_open_ticket_a_picture_begins_a_report(town: Town):
    owner = town.phone("陈女士")
    await owner.sends_photo(picture())
    assert "请问是您的单元内" in owner.text


@pytest.mark.rows("R206")
async def test_words_about_something_lost_become_a_loss_by_one_tap(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await owner.says("/start")
    await owner.taps("失物招领", owner.last.message_id)
    await owner.says("我的黑色长柄伞不见了")
    await owner.taps("寻物登记", owner.last.message_id)
    for label in ("衣物雨伞", "记忆有些模糊", "昨天", "跳过"):
        await owner.taps(label, owner.last.message_id)
    assert "描述：我的黑色长柄伞不见了" in owner.text


async def test_a_message_whose_ticket_was_chosen_stays_with_it_and_never_goes_into_a_new_report(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    await reported(owner, "灯闪", symptom="1.3")
    await owner.says("阀门也坏了")
    await owner.taps("BX20250915001", owner.last.message_id)
    assert ADD in owner.text
    assert "另报一件" not in owner.labels
    await owner.taps("主菜单", owner.last.message_id)
    assert WHICH in await owner.says("空调滴水")
    await owner.taps("另报一件", owner.last.message_id)
    for label in ("我的单元内", "办公区", "空调和通风"):
        await owner.taps(label, owner.last.message_id)
    await owner.taps("空调漏水滴水", owner.last.message_id)
    assert "阀门" not in owner.text
    if "请您核对" not in owner.text:
        await owner.taps("时间都可以", owner.last.message_id)
    assert "说明：空调滴水" in owner.text
    await owner.taps("确认", owner.last.message_id)
    assert town.tickets()[2].words == "空调滴水"
    await owner.says("/start")
    await owner.taps("继续：您的留言", owner.last.message_id)
    assert ADD in owner.text
    assert "说明：阀门也坏了" in owner.text
    await owner.taps("添加", owner.last.message_id)
    assert "阀门也坏了" in desk.text
    await owner.says("/start")
    assert not any("继续" in label for label in owner.labels)


async def test_two_messages_for_the_same_ticket_rest_together_and_can_be_dropped(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await reported(owner, "灯闪", symptom="1.3")
    for words in ("阀门也坏了", "地上有水渍"):
        await owner.says(words)
        await owner.taps("BX20250915001", owner.last.message_id)
        await owner.says("/start")
    await owner.says("再说一件")
    await owner.taps("取消", owner.last.message_id)
    await owner.says("/start")
    await owner.taps("继续：您的留言", owner.last.message_id)
    assert "说明：阀门也坏了\n地上有水渍" in owner.text
    await owner.taps("取消", owner.last.message_id)
    await owner.says("/start")
    assert not any("继续" in label for label in owner.labels)


@pytest.mark.rows("R045")
async def test_a_number_that_is_typed_opens_its_own_ticket_and_no_others(town: Town):
    owner, other = town.phone("陈女士"), town.phone("刘先生")
    await reported(owner)
    await reported(other, "灯坏了", symptom="1.3")
    assert "报修 BX20250915001" in await owner.says("bx 20250915001")
    for wrong in ("BX20250915002", "BX20240101001"):
        assert f"单号{wrong}" in await owner.says(wrong)
        assert "对不起" in owner.text
        assert "我的单据" in owner.labels
        assert "灯" not in owner.text
    third = town.phone("章先生")
    assert "对不起" in await third.says("BX20250915001")
    assert len(town.tickets()) == 2


@pytest.mark.rows("R045")
async def test_a_number_that_is_typed_chooses_the_ticket(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await reported(owner, "灯坏了", symptom="1.3")
    assert WHICH in await owner.says("漏得更厉害了")
    for wrong in ("BX20250915009", "009"):
        await owner.says(wrong)
        assert "对不起" in owner.text
    await owner.says("002")
    assert "添加到BX20250915002" in owner.text
    assert "009" not in owner.text
    await owner.taps("修改")
    await owner.taps("单据")
    await owner.says("BX20250915001")
    assert "单据：BX20250915001" in owner.text
