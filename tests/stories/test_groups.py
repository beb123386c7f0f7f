"""Groups: a department's dispatch cards with number and floor only, and owners' words that become tickets in private (R095, R204)."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.sandbox import MessageView
from models.people import Side
from models.tickets.lifecycle import Status
from tests.people import Town
from tests.stories.steps import reported

ENGINEERS = ("何志强", "林海涛", "唐国平", "马俊", "周立新")
OWNERS = ("陈女士", "凌女士", "郑雨")


@dataclass
class Group:
    """A Telegram group with people of the demo office in it."""

    town: Town
    number: int

    @property
    def last(self) -> MessageView:
        """The newest message of the bot."""
        return [one for one in self.town.sandbox.group(self.number).messages if one.from_bot][-1]

    @property
    def posts(self) -> list[str]:
        """Everything that the bot has written."""
        return [one.text for one in self.town.sandbox.group(self.number).messages if one.from_bot]

    async def taps(self, name: str, label: str) -> str:
        """Somebody taps a button in the group; returns what the pop-up says."""
        return await self.sends(name, self.town.sandbox.group(self.number).find_button(label, None)[1])

    async def sends(self, name: str, data: str) -> str:
        """Somebody sends any callback data under the newest message, as a forged client could."""
        phone = self.town.phone(name)
        self.town.sandbox.tap_in_group(phone.user, self.number, self.last.message_id, data)
        await self.town.settled()
        toasts = self.town.sandbox.toasts(phone.user, phone.side)
        return toasts[-1].text if toasts else ""

    async def says(self, name: str, text: str, reply_to: int | None = None) -> MessageView:
        """Somebody writes."""
        said = self.town.sandbox.say_in_group(self.town.phone(name).user, self.number, text, reply_to)
        await self.town.settled()
        return said


async def group_of(town: Town, side: Side, title: str, names: tuple[str, ...], by: str) -> Group:
    """A new group with one of the bots in it."""
    users = [town.phone(name).user for name in names]
    number = town.sandbox.new_group(side, title, users, town.phone(by).user)
    await town.settled()
    return Group(town, number)


async def bound(town: Town) -> Group:
    """The engineers' group, bound by their head."""
    group = await group_of(town, Side.STAFF, "工程部", ENGINEERS, "何志强")
    await group.taps("何志强", "工程部")
    return group


async def sent(town: Town) -> str:
    """A repair, sent to the department; its number."""
    await reported(town.phone("陈女士"))
    await town.phone("郑雨").taps("派给工程部")
    return town.tickets()[-1].number


@pytest.mark.rows("R204")
async def test_the_head_binds_the_group(town: Town):
    group = await group_of(town, Side.STAFF, "工程部", ENGINEERS, "何志强")
    assert "本群显示哪个部门的派工卡" in group.last.text
    assert "同事" in await group.taps("林海涛", "工程部")  # a technician may not
    assert "同事" in await group.taps("何志强", "保安部")  # nor the head of another department
    await group.taps("何志强", "工程部")
    assert "本群已绑定工程部" in group.last.text


@pytest.mark.rows("R001", "R204")
async def test_a_group_of_strangers_is_left(town: Town):
    stranger = town.sandbox.stranger(7999999999, "过路人", side=Side.STAFF)
    number = town.sandbox.new_group(Side.STAFF, "聊天", [stranger.telegram_id], stranger.telegram_id)
    await town.settled()
    assert town.sandbox.group(number).bots == ()


@pytest.mark.rows("R204", "R067")
async def test_the_card_in_the_group_says_number_and_floor_and_nothing_else(town: Town):
    group = await bound(town)
    number = await sent(town)
    assert group.last.text == f"{number} · 3层"
    everything = " ".join(group.posts)
    for secret in ("陈", "0301", "10000000005", "水", "茶水间"):
        assert secret not in everything


@pytest.mark.rows("R204")
async def test_the_first_on_duty_takes_it_and_the_rest_follows_in_private(town: Town):
    group = await bound(town)
    number = await sent(town)
    assert "已在群内发布，可抢单" in town.phone("何志强").text
    assert "私聊" in await group.taps("林海涛", "抢单")
    assert group.last.text == f"{number} · 3层 · 已接单"
    assert group.last.buttons == ()
    assert "林海涛已接单（抢单）" in town.phone("何志强").text
    assert "已在群内发布" not in town.phone("何志强").text
    plumber = town.phone("林海涛")
    assert "陈女士" in plumber.text
    assert "10000000005" in plumber.text
    assert "林海涛" in town.phone("陈女士").find("已接单").text
    assert town.tickets()[0].status == Status.ACCEPTED


@pytest.mark.rows("R204")
async def test_of_two_the_second_is_told_so_and_who_is_off_duty_too(town: Town):
    group = await bound(town)
    await sent(town)
    data = group.last.buttons[0][0].data
    assert data is not None
    assert "没有你的班次" in await group.taps("马俊", "抢单")
    assert town.tickets()[0].status == Status.SENT
    for name in ("林海涛", "唐国平"):
        town.sandbox.tap_in_group(town.phone(name).user, group.number, group.last.message_id, data)
    await town.settled()
    ticket = town.tickets()[0]
    assert ticket.status == Status.ACCEPTED
    winner, loser = sorted(("林海涛", "唐国平"), key=lambda name: town.phone(name).messages() == ())
    assert "陈女士" in town.phone(winner).text
    assert town.phone(loser).messages() == ()
    assert "同事先一步" in await group.sends(loser, data)


@pytest.mark.rows("R204")
async def test_a_job_that_the_head_gives_away_cannot_be_taken_in_the_group(town: Town):
    group = await bound(town)
    number = await sent(town)
    await town.phone("何志强").taps("派给林海涛")
    assert group.last.text == f"{number} · 3层 · 已派工，待接单"
    assert group.last.buttons == ()


async def test_taps_of_the_private_chat_do_nothing_in_a_group(town: Town):
    group = await bound(town)
    await sent(town)
    assert "私聊" in await group.sends("林海涛", "t:1")
    assert "陈" not in " ".join(group.posts)


@pytest.mark.parametrize(
    "happens",
    [
        lambda town, group: town.sandbox.remove_from_group(Side.STAFF, group.number, town.phone("何志强").user),
        lambda town, group: None,
    ],
    ids=["removed", "not bound"],
)
async def test_without_a_bound_group_the_job_goes_its_usual_way(town: Town, happens: Callable[[Town, Group], None]):
    group = await group_of(town, Side.STAFF, "工程部", ENGINEERS, "何志强")
    if happens(town, group) is None and town.sandbox.group(group.number).bots == ():
        await town.settled()
    await sent(town)
    assert not any("·" in post for post in group.posts)
    await town.phone("何志强").taps("派给林海涛")
    assert town.tickets()[0].status == Status.ASSIGNED


async def test_a_group_that_becomes_a_supergroup_is_followed(town: Town):
    group = await bound(town)
    new = Group(town, town.sandbox.migrate_group(group.number))
    await town.settled()
    number = await sent(town)
    assert new.last.text == f"{number} · 3层"
    await new.taps("林海涛", "抢单")
    assert town.tickets()[0].status == Status.ACCEPTED


@pytest.mark.rows("R095", "R205")
async def test_words_in_the_owners_group_become_a_ticket_only_when_their_author_says_so(town: Town):
    owner = town.phone("陈女士")
    group = await group_of(town, Side.OWNER, "业主群", OWNERS, "郑雨")
    words = await group.says("陈女士", "三楼茶水间的水龙头滴水")
    assert town.tickets() == []
    await group.says("郑雨", "/ticket", words.message_id)
    assert "私聊" in group.last.text
    assert "陈" not in group.last.text
    assert "三楼茶水间的水龙头滴水" in owner.text
    assert town.tickets() == []
    await owner.taps("登记为报修")
    for label in ("我的单元内", "茶水间", "水管和排水", "水龙头"):
        await owner.taps(label, owner.last.message_id)
    while "确认" not in owner.labels:
        await owner.taps(owner.labels[0], owner.last.message_id)
    assert "三楼茶水间的水龙头滴水" in owner.text
    await owner.taps("确认", owner.last.message_id)
    assert town.tickets()[0].words == "三楼茶水间的水龙头滴水"


@pytest.mark.rows("R020", "R095")
async def test_a_colleagues_words_in_the_departments_group_become_an_entry_when_they_say_so(town: Town):
    plumber = town.phone("林海涛")
    group = await group_of(town, Side.STAFF, "工程部群", ("何志强", "林海涛"), "何志强")
    words = await group.says("林海涛", "三楼走廊的灯不亮")
    await group.says("何志强", "/ticket", words.message_id)
    assert "请在私聊" not in group.last.text
    assert "灯" not in group.last.text
    assert "你在群里写了：“三楼走廊的灯不亮”" in plumber.text
    await plumber.taps("登记为报修")
    for label in ("公共区域", "我自己发现", "公共区域", "走廊", "3", "灯光和用电", "灯"):
        if any(label in one for one in plumber.labels):
            await plumber.taps(label, plumber.last.message_id)
    assert "三楼走廊的灯不亮" in plumber.text
    assert town.tickets() == []
    await plumber.taps("确认", plumber.last.message_id)
    assert town.tickets()[0].words == "三楼走廊的灯不亮"


@pytest.mark.rows("R095")
async def test_who_does_not_wish_it_says_so_and_asking_again_rings_no_more(town: Town):
    owner = town.phone("陈女士")
    group = await group_of(town, Side.OWNER, "业主群", OWNERS, "郑雨")
    words = await group.says("陈女士", "今天天气真好")
    await group.says("郑雨", "/ticket", words.message_id)
    await owner.taps("暂时无需登记")
    rings = len(owner.messages())
    await group.says("郑雨", "/ticket", words.message_id)
    assert len(owner.messages()) == rings
    assert town.tickets() == []


@pytest.mark.rows("R095", "R205")
async def test_in_the_owners_group_others_order_nothing_and_unknown_authors_are_asked_in_private(town: Town):
    stranger = town.sandbox.stranger(7999999998, "新租户", side=Side.OWNER)
    users = [*(town.phone(name).user for name in OWNERS), stranger.telegram_id]
    group = Group(town, town.sandbox.new_group(Side.OWNER, "业主群", users, town.phone("郑雨").user))
    await town.settled()
    words = await group.says("陈女士", "灯坏了")
    before = len(group.posts)
    await group.says("凌女士", "/ticket", words.message_id)  # a neighbour speaks for nobody else
    assert len(group.posts) == before
    assert town.phone("陈女士").messages() == ()
    said = town.sandbox.say_in_group(stranger.telegram_id, group.number, "空调坏了")
    await town.settled()
    await group.says("郑雨", "/ticket", said.message_id)
    assert "请您私聊本服务" in group.last.text


@pytest.mark.rows("R095", "R098")
async def test_words_of_danger_in_the_owners_group_are_answered_there(town: Town):
    users = [town.phone(name).user for name in OWNERS]
    by = town.phone("郑雨").user
    group = Group(town, town.sandbox.new_group(Side.OWNER, "业主群", users, by, sees_all=True))
    await town.settled()
    assert "https://t.me/" in group.last.text
    before = len(group.posts)
    await group.says("陈女士", "今天电梯真慢")
    assert len(group.posts) == before
    await group.says("陈女士", "着火了 3楼冒烟")
    assert "0510-0000-0119" in group.last.text
    assert "https://t.me/" in group.last.text
    assert "尚未报警" in town.phone("郑雨").text
    assert "着火了" not in group.last.text
