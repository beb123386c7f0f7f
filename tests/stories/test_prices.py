"""The price list: owners browse and find, the desk drafts, two others read, a price begins on its day, and an item rests (R059, R064, R077)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models.prices.lifecycle import State
from models.prices.tables import PriceEdition
from tests.people import Phone, Town
from tests.stories.test_enquiries import taps

pytestmark = pytest.mark.rows("R059", "R064")


async def services(owner: Phone, *labels: str) -> str:
    """Into the owner's paid services, and on by these buttons."""
    await owner.says("/start")
    return await taps(owner, "有偿服务", *labels)


async def room(phone: Phone, *labels: str) -> str:
    """Into the room of the price list, and on by these buttons."""
    await phone.says("/start")
    return await taps(phone, "管理处", "价目表", *labels)


def editions(town: Town, code: str) -> list[PriceEdition]:
    def found(session):
        wanted = select(PriceEdition).order_by(PriceEdition.id)
        return [one for one in session.scalars(wanted) if one.item.code == code]

    return town.look(found)


@pytest.mark.rows("R058", "R224")
async def test_an_owner_reads_what_a_service_costs(town: Town):
    owner = town.phone("陈女士")
    await services(owner)
    assert "TW-JM-2025-01 第1版" in owner.text
    assert "公共区域和大厦系统的维修免费" in owner.text
    await owner.taps("灯具和用电")
    assert "更换灯管或灯泡 10元/支" in owner.labels
    await owner.taps("更换灯管或灯泡 10元/支")
    assert (
        "此项目为有偿服务：更换灯管或灯泡，10元/支，材料由您自备，或凭票据按实结算，保修30天"
        "（价目表TW-JM-2025-01 第1版）" in owner.text
    )
    assert "预计用时约20分钟" in owner.text
    assert "人工费加收30%" in owner.text
    assert "08:30-17:30" in owner.text
    await services(owner, "保洁", "地毯清洗 4元/平方米")
    assert "每次最低收取200元" in owner.text
    assert "3米" not in owner.text
    await services(owner)
    await owner.says("现场报价")
    assert "请您同意后再安排" in owner.text
    await taps(owner, "联系人工")
    assert "欢迎您致电服务台" in owner.text


async def test_a_few_words_find_a_service_or_those_that_may_be_or_who_helps(town: Town):
    owner = town.phone("陈女士")
    await services(owner)
    await owner.says("马桶堵了")
    assert "疏通座便器，80元/次" in owner.text
    await services(owner)
    await owner.says("换水龙头")
    assert [one for one in owner.labels if "水龙头" in one] == ["更换普通水龙头 20元/个", "更换冷热水龙头 40元/个"]
    await services(owner)
    await owner.says("灯不亮")
    assert "请您点击“报修”" in owner.text
    assert "报修" in owner.labels


async def test_words_outside_of_any_form_find_a_service_only_if_they_name_one(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.says("擦玻璃")
    assert "玻璃清洁(室内侧)，3元/平方米" in owner.text
    await owner.taps("报修")
    assert "请问是您的单元内，还是公共区域？" in owner.text


@pytest.mark.parametrize("words", ["灯不亮", "马桶堵了", "茶水间的灯管坏了，换一下", "走廊换灯管"])
async def test_a_fault_or_a_place_stays_a_report(town: Town, words: str):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.says(words)
    assert "有偿服务" not in owner.text
    assert "报修" in owner.text


async def test_in_english(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await taps(owner, "中文 / English", "English")
    await owner.says("lamp tube")
    assert "Replace a lamp tube or bulb, 10 yuan per piece; material: your own, or at cost" in owner.text
    assert "price list TW-JM-2025-01, version 1" in owner.text


async def drafts(desk: Phone, price: str = "12.5", day: str = "9-18") -> str:
    """A new version of D01: another price from another day on; read back and saved."""
    await room(desk, "灯具和用电", "D01 更换灯管或灯泡 10元/支", "修改（新版本）")
    assert "换 灯管 / 换 灯泡" in desk.text
    await taps(desk, "修改", "单价")
    await desk.says(price)
    await taps(desk, "修改", "生效日期")
    await desk.says(day)
    return await taps(desk, "保存")


@pytest.mark.rows("R077", "R224")
async def test_a_new_price_holds_for_owners_from_its_day_on(town: Town):
    desk, boss, manager, owner = (town.phone(one) for one in ("郑雨", "许文静", "周立新", "陈女士"))
    await drafts(desk)
    assert "草稿" in desk.text
    assert "12.50元/支" in desk.text
    await taps(desk, "提交审核")
    assert "有价格等你审核" in boss.text
    await taps(boss, "退回并说明")
    await boss.says("请与采购价核对")
    await taps(boss, "确认")
    assert "价格被退回" in desk.find("价格被退回").text
    assert "请与采购价核对" in desk.text
    await taps(desk, "提交审核")
    await taps(boss, "审核通过")
    assert "有价格等你批准" in manager.text
    assert "现行价格：10元/支" in manager.text
    await taps(manager, "批准并发布")
    assert "你起草的价格已批准" in desk.text
    assert [one.state for one in editions(town, "D01")] == [State.REPLACED, State.PUBLISHED]
    await services(owner, "灯具和用电", "更换灯管或灯泡 10元/支")
    assert "9月18日 周四起：12.50元/支" in owner.text
    assert "第2版" in owner.text
    await town.until(town.at("09:00", 3))
    await services(owner, "灯具和用电")
    assert "更换灯管或灯泡 12.50元/支" in owner.labels
    assert "更换灯管或灯泡 10元/支" not in owner.labels
    await room(desk, "灯具和用电", "D01 更换灯管或灯泡 12.50元/支", "全部版本")
    assert [label for label in desk.labels if "支" in label] == [
        "第2版 12.50元/支 已批准",
        "第1版 10元/支 已被新版代替",
    ]


@pytest.mark.rows("R180")
async def test_what_is_typed_wrong_is_asked_again_with_an_example(town: Town):
    desk = town.phone("郑雨")
    await room(desk, "灯具和用电", "D01 更换灯管或灯泡 10元/支", "修改（新版本）", "修改", "单价")
    for wrong in ("-5", "0", "十块", "1e9", "12.345"):
        await desk.says(wrong)
        assert "15.50" in desk.text
    await desk.says("１５元")
    assert "15元" in desk.text
    await taps(desk, "修改", "生效日期")
    await desk.says("9-1")
    assert "已经过去" in desk.text


@pytest.mark.rows("R077")
async def test_the_supervisor_suspends_a_service_and_offers_it_again(town: Town):
    desk, boss, owner = (town.phone(one) for one in ("郑雨", "许文静", "陈女士"))
    await services(owner, "保洁", "地毯清洗 4元/平方米")
    stale = owner.data("保洁")
    await room(boss, "保洁", "B02 地毯清洗 4元/平方米", "暂停", "今天")
    await boss.says("9-20")
    await boss.says("洗地机送修")
    await taps(boss, "确认")
    assert "暂停" in boss.text
    assert "洗地机送修" in boss.text
    assert "有偿服务暂停" in desk.text
    await owner.sends(stale)
    assert not any("地毯清洗" in label for label in owner.labels)
    await owner.says("清洗地毯")
    assert "对不起，“地毯清洗”暂停至9月20日 周六" in owner.text
    await room(boss, "已暂停（1）", "B02 地毯清洗 4元/平方米 （暂停）", "恢复")
    await boss.says("洗地机已修好")
    await taps(boss, "确认")
    assert "有偿服务恢复" in desk.text
    await services(owner, "保洁", "地毯清洗 4元/平方米")
    assert "每次最低收取200元" in owner.text


async def test_a_suspension_ends_by_itself(town: Town):
    boss, owner = town.phone("许文静"), town.phone("陈女士")
    await room(boss, "空调", "K01 风机盘管滤网清洗 20元/台", "暂停", "明天")
    await boss.says("9-17")
    await boss.says("人员培训")
    await taps(boss, "确认")
    await services(owner, "空调")
    assert "风机盘管滤网清洗 20元/台" in owner.labels
    await town.until(town.at("10:00", 2))
    await services(owner, "空调")
    assert "风机盘管滤网清洗 20元/台" not in owner.labels
    await town.until(town.at("10:00", 3))
    await services(owner, "空调")
    assert "风机盘管滤网清洗 20元/台" in owner.labels


async def test_a_new_service_from_nothing_to_the_owner(town: Town):
    desk, boss, manager, owner = (town.phone(one) for one in ("郑雨", "许文静", "周立新", "陈女士"))
    await room(desk, "新增项目", "保洁")
    await desk.says("窗帘清洗")
    await desk.says("Curtain cleaning")
    await desk.taps("平方米")
    await desk.says("6")
    await desk.says("100")
    await taps(desk, "视情况而定", "已含在价格内", "7天", "今天")
    await desk.says("洗 窗帘\n窗帘")
    await taps(desk, "确认", "提交审核")
    await taps(boss, "审核通过")
    await taps(manager, "批准并发布")
    await owner.says("/start")
    await owner.says("洗窗帘")
    assert "窗帘清洗，6元/平方米" in owner.text
    assert "每次最低收取100元" in owner.text
    assert editions(town, "B08")[0].item.department == "cleaning"


@pytest.mark.rows("R203")
async def test_who_has_no_part_reads_the_prices_and_nothing_else(town: Town):
    plumber = town.phone("林海涛")
    await drafts(town.phone("郑雨"))
    newer = editions(town, "D01")[1].id
    await room(plumber)
    assert not {"新增项目", "打印价目表"} & set(plumber.labels)
    await taps(plumber, "龙头和疏通", "S01 更换普通水龙头 20元/个")
    assert "20元/个" in plumber.text
    assert not {"暂停", "修改（新版本）", "全部版本"} & set(plumber.labels)
    for data in (f"zo:{newer}", f"zm:{newer}:hand_in:2", f"zc:{newer}", f"ze:{newer}", "zw:draft:0", "zp"):
        await plumber.sends(data)
        assert "12.50" not in plumber.text
    assert editions(town, "D01")[1].state == State.DRAFT


@pytest.mark.rows("R203")
async def test_two_at_once(town: Town):
    desk, boss = town.phone("郑雨"), town.phone("许文静")
    await drafts(desk)
    await taps(desk, "提交审核")
    again = boss.data("审核通过")
    await taps(boss, "审核通过")
    await boss.sends(again)
    assert editions(town, "D01")[1].state == State.REVIEWED
    await desk.sends(f"zc:{editions(town, 'D01')[0].id}")
    assert "同事刚刚" in desk.text
    assert len(editions(town, "D01")) == 2


@pytest.mark.rows("R064", "R224")
async def test_the_list_on_paper_has_its_code_version_date_and_approver(town: Town):
    desk, boss = town.phone("郑雨"), town.phone("许文静")
    await room(boss, "空调", "K01 风机盘管滤网清洗 20元/台", "暂停", "今天", "直到恢复")
    await boss.says("人员培训")
    await taps(boss, "确认")
    await room(desk, "打印价目表")
    document = desk.find("你要的文件在这里").document
    assert document.name == "有偿服务项目价目表 TW-JM-2025-01 第1版.xlsx"
    rows = [[str(cell) for cell in row if cell] for row in load_workbook(BytesIO(document.content)).active.values]
    assert rows[0] == ["天物大厦《有偿服务项目价目表》"]
    above = " ".join(cell for row in rows[:6] for cell in row)
    assert all(said in above for said in ("TW-JM-2025-01", "第1版", "2025-09-15 09:00", "周立新", "30%"))
    assert rows[6][0] == "编号"
    lines = {row[0]: row for row in rows[7:]}
    assert len(lines) == 31
    assert lines["B02"][2:6] == ["地毯清洗", "平方米", "4元", "200元"]
    assert lines["K01"][-1] == "2025-09-15起"
