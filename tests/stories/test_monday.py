"""Monday: an empty database and one invitation in the morning, a repaired tap before lunch, and no shell in between."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.commands.office import migrate, open_offices
from bot.settings import Office, Settings
from bot.store import Store
from models import demo
from models.invitations import invite
from models.office import find_office
from models.people import Role
from models.tickets.lifecycle import Status
from tests.conftest import WORLDS
from tests.people import OPENING, Phone, Town, close_town, open_town
from tests.pictures import picture
from tests.stories.steps import stranger
from tests.workbooks import contact, employee, filled_in, shift, unit

BOSS = "周立新"


@pytest.fixture(params=WORLDS)
async def new_office(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Town, str]]:
    """An empty database after `migrate`, the two bots of the settings, and the one invitation that the shell printed."""
    database, replicas = request.param
    url = f"sqlite:///{tmp_path / 'new.db'}" if database == "sqlite" else request.getfixturevalue("cluster").empty()
    migrate(Settings(database_url=url, _env_file=None))
    office = Office(code=demo.CODE, owner_token="1:a", staff_token="2:b", desk_phone="0510-0000-0101")
    store = Store(url)
    store.write(lambda session: open_offices(session, [office]))
    code = store.write(
        lambda session: invite(
            session, project=find_office(session, demo.CODE), role=Role.MANAGER, name=BOSS, now=OPENING
        )
    )
    store.close()
    town = await open_town(url, replicas=replicas)
    yield town, code
    await close_town(town)


def cards(phone: Phone) -> dict[str, str]:
    """The printed cards of the newest sheet: whose each is, and the code on it."""
    content = next(one.document.content for one in reversed(phone.messages()) if one.document)
    lines = [row[0].value for row in load_workbook(io.BytesIO(content)).active.iter_rows() if row[0].value]
    return {lines[top + 1]: lines[top + 3] for top in range(0, len(lines), 6)}


async def walks(phone: Phone, *labels: str) -> str:
    """From the home screen through these buttons, each on the newest message."""
    await phone.says("/start")
    for label in labels:
        await phone.taps(label, phone.last.message_id)
    return phone.text


async def imports_the_office(boss: Phone) -> None:
    """The template, filled in at a desk, comes back and is taken over."""
    await walks(boss, "管理处事务", "导入导出资料", "空白模板")
    content = filled_in(
        boss.find("你要的文件").document.content,
        units=[unit("0301", floor=3)],
        contacts=[contact("0301", name="陈雅", honorific="女士")],
        staff=[
            employee("E201", name="郑雨", department="客服服务部", role="客服内勤", phone="13800000021", trades=""),
            employee("E202", name="何志强", role="部门主管", phone="13800000022", trades=""),
            employee("E203", name="林海涛", phone="13800000023"),
            employee("E204", name="马俊", department="保安部", role="中控室", phone="13800000024", trades=""),
        ],
        shifts=[
            *(shift(one) for one in ("E201", "E202", "E203")),
            shift("E204", weekdays="周一至周日", starts="17:30", ends="08:30"),
        ],
    )
    await boss.sends_document("资料.xlsx", content)
    assert "有误" not in boss.text, boss.text
    await boss.taps("导入10行", boss.last.message_id)
    await boss.town.later(seconds=1)


async def get_to_work(town: Town, boss: Phone) -> dict[str, Phone]:
    """One sheet of cards; everybody scans theirs."""
    await boss.taps("员工", boss.find("导入完成").message_id)
    await boss.taps("邀请全部未登记员工（4）")
    await boss.taps("制作卡片")
    team = {}
    for number, (whose, code) in enumerate(sorted(cards(boss).items()), 601):
        name = whose.split("，")[0]
        team[name] = stranger(town, number, name, side="staff")
        await team[name].says(f"/start {code.replace('-', '')}")
        assert f"{name}，欢迎您" in team[name].text
    return team


@pytest.mark.rows("R001", "R003", "R015", "R108", "R205")
async def test_an_office_that_starts_on_monday(new_office: tuple[Town, str]):
    town, code = new_office
    boss = stranger(town, 600, BOSS, side="staff")
    await boss.says(f"/start {code}")
    assert "周立新，项目经理" in boss.text
    await imports_the_office(boss)
    team = await get_to_work(town, boss)
    desk, head, plumber = team["郑雨"], team["何志强"], team["林海涛"]

    await walks(desk, "管理处事务", "打印登记码卡", "未开通且无登记码", "全部楼层", "制作卡片")
    [(whose, key)] = cards(desk).items()
    assert whose == "0301单元，陈雅女士"
    owner = stranger(town, 700, "陈女士")
    await owner.says(f"/start {key.replace('-', '')}")
    await owner.taps("我已阅读并确认")
    await walks(owner, "报修", "我的单元内", "茶水间", "水", "龙头")
    await owner.sends_photo(picture(), "一直滴水")
    await owner.taps("时间都可以")
    await owner.taps("确认")
    assert "BX20250915001" in owner.text

    await desk.taps("派给工程部")
    await head.taps("派给林海涛")
    await plumber.taps("接单")
    await plumber.taps("到达签到")
    await plumber.taps("完工")
    await plumber.taps("免费：保修期内")
    await plumber.taps("已更换配件")
    await plumber.sends_photo(picture(colour="green"))
    await plumber.taps("继续")
    await plumber.taps("确认完工")
    await desk.taps("反馈业主")
    await owner.taps("评价本次服务")
    await owner.taps("已解决")
    for _ in range(4):
        await owner.taps("5 很高")
    await owner.taps("提交")
    assert "谢谢" in owner.text
    assert town.tickets()[0].status == Status.FED_BACK, "closed by the callback, as every repair is"
