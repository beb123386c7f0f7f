"""失物招领: a guard finds something, an owner misses it, the desk compares, and it goes back against a signature (R206)."""

import io
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select, update

from models.events import Event
from models.found.lifecycle import ItemState, LossState
from models.found.tables import Claim, FoundItem, Handover, IdKind, Loss, Signed
from models.media.tables import Media, MediaState
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import stranger
from tests.stories.test_media import pictures

pytestmark = pytest.mark.rows("R206")
NUMBER, LOST = "SW20250915001", "XW20250915001"


async def here(phone: Phone, *labels: str) -> str:
    """Tap buttons of the newest message, one after the other."""
    for label in labels:
        await phone.taps(label, phone.last.message_id)
    return phone.text


async def registers(phone: Phone, words: str = "深蓝色折叠伞", keeper: str = "服务中心", *shots: bytes) -> None:
    """Register a found umbrella from the first screen."""
    await phone.says("/start")
    menu = "失物招领" in phone.labels
    await here(phone, *(("失物招领",) if menu else ("管理处事务", "失物招领")), "拾物登记", "衣物雨伞")
    await phone.says(words)
    await here(phone, "电梯厅", "12", "刚才")
    for shot in shots:
        await phone.sends_photo(shot)
    await here(phone, "继续" if shots else "跳过", keeper, "确认")


async def misses(phone: Phone, words: str = "蓝色折叠伞，木柄", *shots: bytes) -> None:
    """Report a lost umbrella."""
    await phone.says("/start")
    await here(phone, "失物招领", "寻物登记", "衣物雨伞")
    await phone.says(words)
    await phone.says("一楼大堂的沙发")
    await here(phone, "昨天")
    for shot in shots:
        await phone.sends_photo(shot)
    await here(phone, "继续" if shots else "跳过", "确认")


async def opens(phone: Phone, words: str) -> str:
    """Find a card by its number."""
    await phone.says("/start")
    return await phone.says(words)


async def claims(desk: Phone, who: str = "0301", contact: str = "陈女士", number: str = NUMBER) -> str:
    """The desk writes down who claims it."""
    await opens(desk, number)
    await here(desk, "登记认领")
    await desk.says(who)
    await here(desk, contact)
    await desk.says("说出了伞柄上的刻字")
    return await here(desk, "确认")


def of(town: Town, table: Any) -> Any:
    """The newest row of a table."""
    return town.look(lambda session: session.scalars(select(table).order_by(table.id.desc())).first())


async def test_found_missed_compared_claimed_and_signed_on_the_bot(town: Town):
    guard, owner, desk = town.phone("杜强"), town.phone("陈女士"), town.phone("郑雨")
    await registers(guard, "深蓝色折叠伞", "服务中心", picture(colour="blue"))
    assert NUMBER in guard.text
    assert "有新的拾物" in desk.text
    await misses(owner)
    assert LOST in owner.text
    assert "有业主登记寻物" in desk.text
    assert "10000000005" in desk.text
    await here(desk, "比对：深蓝色折叠伞", "可能是，通知业主")
    assert "已请业主前来确认" in desk.text
    assert "可能找到了您的物品，请您携带证件到服务中心确认" in owner.text
    assert "深蓝" not in owner.text  # nothing of the thing itself
    await opens(desk, NUMBER)
    await here(desk, "登记认领", f"陈女士 {LOST}")
    await desk.says("说出了伞柄上的刻字")
    await here(desk, "确认", "请业主在业户端确认")
    assert "请您确认已领取物品" in owner.text
    await here(owner, "我已领取")
    assert "您已确认领取" in owner.find("拾物").text
    item, loss, signature = of(town, FoundItem), of(town, Loss), of(town, Handover)
    assert (item.state, loss.state) == (ItemState.RETURNED, LossState.RETURNED)
    assert signature.signed == Signed.BOT
    assert signature.signed_by_id == loss.person_id
    assert "业主已确认领取" in desk.text
    assert "已归还失主" in guard.text
    assert "陈" not in guard.find("已归还失主").text


async def test_it_goes_back_against_a_slip_to_somebody_without_a_bot(town: Town):
    guard, desk = town.phone("杜强"), town.phone("郑雨")
    await registers(guard)
    await opens(desk, NUMBER)
    await here(desk, "登记认领", "登记册以外的人")
    await desk.says("访客王明")
    await desk.says("12345")
    assert "13800000000" in desk.text  # the example of a telephone number
    await desk.says("13800000000")
    await here(desk, "身份证")
    await desk.says("当场撑开，说出伞骨断了一根")
    await here(desk, "确认")
    assert not any("业户端" in label for label in desk.labels)
    await here(desk, "已归还，拍领取单")
    await desk.says("他签了")
    assert of(town, FoundItem).state == ItemState.CLAIMED
    await desk.sends_voice()
    assert of(town, FoundItem).state == ItemState.CLAIMED
    await desk.sends_photo(picture(colour="white"))
    await here(desk, "继续", "确认")
    assert "签字领取单" in desk.text
    claim, signature = of(town, Claim), of(town, Handover)
    assert (claim.name, claim.phone, claim.id_kind) == ("访客王明", "13800000000", IdKind.IDENTITY)
    assert (signature.signed, signature.signed_by_id) == (Signed.SLIP, None)


async def test_a_slip_that_cannot_be_opened_is_taken_again(town: Town):
    guard, desk = town.phone("杜强"), town.phone("郑雨")
    await registers(guard)
    await claims(desk)
    await here(desk, "已归还，拍领取单")
    await desk.sends_photo(picture())
    await here(desk, "继续", "确认")
    assert "补拍领取单" not in desk.labels
    town.look(lambda session: session.execute(update(Media).values(state=MediaState.UNUSABLE)))
    await opens(desk, NUMBER)
    await here(desk, "补拍领取单")
    await desk.sends_photo(picture(colour="white"))
    await here(desk, "继续", "确认")
    assert "补拍领取单" not in desk.labels
    assert len(town.look(lambda session: session.scalars(select(Handover)).all())) == 1


async def test_the_finder_of_the_desk_lets_a_colleague_give_it_back(town: Town):
    desk, colleague = town.phone("郑雨"), town.phone("许文静")
    await registers(desk)
    await claims(desk)
    assert not {"已归还，拍领取单", "请业主在业户端确认"} & set(desk.labels)
    version, number = of(town, FoundItem).version, of(town, FoundItem).id
    await desk.sends(f"fd:{number}:ask:{version}")
    assert "由另一位客服同事办理" in desk.toast
    await opens(colleague, NUMBER)
    await here(colleague, "请业主在业户端确认")
    assert "请您确认已领取物品" in town.phone("陈女士").text


async def test_what_the_finder_keeps_is_handed_in_first(town: Town):
    guard, desk = town.phone("杜强"), town.phone("郑雨")
    await registers(guard, keeper="在我这里，稍后上交")
    assert "请尽快上交服务中心" in guard.text
    await claims(desk)
    assert "已归还，拍领取单" not in desk.labels
    await here(desk, "服务中心已收到实物")
    assert "感谢上交" in guard.text
    assert "已归还，拍领取单" in desk.labels


async def test_a_return_that_was_taken_back_is_not_signed(town: Town):
    guard, owner, desk = town.phone("杜强"), town.phone("陈女士"), town.phone("郑雨")
    await registers(guard)
    await claims(desk)
    await here(desk, "请业主在业户端确认")
    old = owner.data("我已领取")
    await here(desk, "撤回领取确认")
    assert "领取确认已撤回" in owner.text
    await owner.sends(old)
    assert of(town, FoundItem).state == ItemState.CLAIMED
    await here(desk, "认领有误", "特征有出入", "确认")
    assert of(town, FoundItem).state == ItemState.KEPT
    assert "保管中" in desk.text


async def test_two_fingers_sign_once(town: Town):
    guard, owner, desk = town.phone("杜强"), town.phone("陈女士"), town.phone("郑雨")
    await registers(guard)
    await claims(desk)
    await here(desk, "请业主在业户端确认")
    sign = owner.data("我已领取")
    town.sandbox.tap(owner.user, owner.side, owner.last.message_id, sign)
    town.sandbox.tap(owner.user, owner.side, owner.last.message_id, sign)
    await town.settled()
    assert len(town.look(lambda session: session.scalars(select(Handover)).all())) == 1
    assert of(town, FoundItem).state == ItemState.RETURNED


async def test_a_double_tap_registers_one_thing(town: Town):
    guard = town.phone("杜强")
    await guard.says("/start")
    await here(guard, "失物招领", "拾物登记", "钥匙")
    await guard.says("一串钥匙，蓝色挂牌")
    await here(guard, "大堂", "刚才", "跳过", "服务中心")
    for _ in range(2):
        town.sandbox.press(guard.user, guard.side, "确认", guard.last.message_id)
    await town.settled()
    found = town.look(
        lambda session: session.scalars(select(FoundItem).where(FoundItem.words.contains("蓝色挂牌"))).all()
    )
    assert len(found) == 1


async def test_owners_read_the_sort_and_the_day_of_what_lies_here(town: Town):
    guard, owner = town.phone("杜强"), town.phone("陈女士")
    await registers(guard, "深蓝色折叠伞", "服务中心", picture(colour="blue"))
    await owner.says("/start")
    await here(owner, "失物招领", "已拾到的物品")
    assert "衣物雨伞" in owner.text
    assert "9月15日" in owner.text
    for secret in ("深蓝", "电梯厅", "12", "杜强", "SW"):
        assert secret not in owner.text.replace("9月12日", "")
    number = of(town, FoundItem).id
    for forged in (f"fi:{number}", f"fp:found:{number}", f"fc:{number}:1", f"fd:{number}:ask:1", f"fb:{number}:1"):
        await owner.sends(forged)
        assert "深蓝" not in owner.text
    assert pictures(owner) == []
    assert of(town, FoundItem).state == ItemState.KEPT


async def test_a_stranger_gets_the_welcome(town: Town):
    somebody = stranger(town)
    await somebody.says("/start")
    welcome = somebody.text
    for forged in ("g:found", "b:lost:0", "fs:kept:0", "fl:1", "fb:1:1"):
        await somebody.sends(forged)
        assert somebody.text == welcome
    assert town.look(lambda session: session.scalars(select(Loss).where(Loss.number == LOST)).first()) is None


async def test_an_owner_takes_a_loss_back_and_sees_only_the_own(town: Town):
    owner, other, desk = town.phone("陈女士"), town.phone("凌女士"), town.phone("郑雨")
    await misses(owner, "蓝色折叠伞，木柄", picture(colour="green"))
    loss = of(town, Loss)
    await here(owner, "查看照片")
    assert pictures(owner)
    await opens(desk, LOST)
    await here(desk, "查看照片")
    assert pictures(desk)
    for forged in (f"fl:{loss.id}", f"fw:{loss.id}:{loss.version}", f"fp:loss:{loss.id}"):
        await other.says("/start")
        await other.sends(forged)
        assert "木柄" not in other.text
    await owner.says("/start")
    await here(owner, "失物招领", "蓝色折叠伞，木柄 查找中", "已找到，谢谢")
    assert "已自行找到" in owner.text
    assert "业主已找到，停止查找" in desk.text
    assert of(town, Loss).state == LossState.WITHDRAWN
    await owner.sends(f"fw:{loss.id}:{loss.version}")
    assert of(town, Loss).state == LossState.WITHDRAWN


async def test_what_is_not_the_same_is_not_shown_together_again(town: Town):
    guard, owner, desk = town.phone("杜强"), town.phone("陈女士"), town.phone("郑雨")
    await misses(owner)
    await registers(guard)
    assert "有新的拾物" in desk.text
    await here(desk, "比对：蓝色折叠伞", "可能是，通知业主", "并非同一件")
    assert "我们会继续为您查找" in owner.text
    await here(desk, "看拾物")
    assert not any("比对：蓝色折叠伞" in label for label in desk.labels)


@pytest.mark.rows("R169", "R203")
async def test_a_guard_sees_the_own_finds_and_no_owner(town: Town):
    guard, cleaner, owner = town.phone("杜强"), town.phone("邓秀英"), town.phone("陈女士")
    await registers(guard)
    await misses(owner)
    await claims(town.phone("郑雨"))
    await guard.says(NUMBER)
    assert "深蓝色折叠伞" in guard.text
    for secret in ("陈", "10000000005", "刻字"):
        assert secret not in guard.text
    assert not any("比对" in label for label in guard.labels)
    await cleaner.says(NUMBER)
    assert "深蓝色折叠伞" not in cleaner.text
    item, loss = of(town, FoundItem).id, of(town, Loss).id
    for forged in (f"fi:{item}", f"fl:{loss}", f"fc:{item}:{loss}", f"fy:{item}:{loss}", "fs:items:0", "fs:losses:0"):
        await cleaner.sends(forged)
        assert "深蓝色折叠伞" not in cleaner.text
        assert "木柄" not in cleaner.text
    for forged in (f"fl:{loss}", f"fy:{item}:{loss}", "fs:losses:0", "fs:late:0", "fm:0", f"b:found_claim:{item}"):
        await guard.sends(forged)
        assert "木柄" not in guard.text
        assert "刻字" not in guard.text
    assert of(town, Loss).state == LossState.OPEN


async def test_very_long_words_and_wrong_times_are_asked_again(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await here(owner, "失物招领", "寻物登记", "钥匙")
    await owner.says("钥匙" * 400)
    assert "300" in owner.text
    await owner.says("一串钥匙")
    await owner.says("楼" * 200)
    assert "100" in owner.text
    await here(owner, "外围广场")
    for wrong in ("很久以前", "2031-01-01"):
        await owner.says(wrong)
        assert "对不起" in owner.text
    await owner.says("昨天晚上8点")
    await here(owner, "跳过")
    assert "9月14日" in owner.text
    assert "20:00" in owner.text
    await here(owner, "确认")
    assert of(town, Loss).place == "square"


async def test_a_picture_that_is_none_holds_nothing_up(town: Town):
    owner, guard, desk = town.phone("陈女士"), town.phone("杜强"), town.phone("郑雨")
    await owner.says("/start")
    await here(owner, "失物招领", "寻物登记", "钥匙")
    await owner.says("一串钥匙")
    await here(owner, "车库", "前天")
    await owner.sends_document("照片.jpg", b"%PDF-1.4 no picture", "image/jpeg")
    assert "未能打开" in owner.find("未能打开").text
    await owner.taps("继续填写")  # there is nothing to go on with: asked again
    await owner.taps("跳过")
    await owner.taps("确认")
    assert "附件" not in owner.find(LOST).text
    await registers(guard)
    await claims(desk)
    await here(desk, "已归还，拍领取单")
    await desk.sends_document("领取单.jpg", b"%PDF-1.4 no picture", "image/jpeg")
    await desk.taps("继续填写")
    assert of(town, FoundItem).state == ItemState.CLAIMED
    await desk.sends_photo(picture())
    await desk.taps("继续填写")
    await desk.taps("确认")
    assert of(town, FoundItem).state == ItemState.RETURNED


async def test_those_in_charge_decide_about_what_nobody_claims(town: Town):
    guard, desk, boss = town.phone("杜强"), town.phone("郑雨"), town.phone("许文静")
    await registers(guard)
    await opens(boss, NUMBER)
    await here(boss, "移交警方或处置")
    assert "处置" not in boss.labels
    await here(boss, "取消")
    await opens(desk, NUMBER)
    assert "移交警方或处置" not in desk.labels

    def age(session: Any) -> None:
        for item in session.scalars(select(FoundItem).where(FoundItem.number == NUMBER)):
            item.day = item.day.replace(year=2025, month=6, day=1)

    town.look(age)
    await town.until(town.at("09:11", days=1))
    told = boss.find("超过保管天数")
    assert "1件" in told.text
    await town.until(town.at("09:11", days=2))
    assert len([one for one in boss.messages() if "件拾物已超过保管天数" in one.text]) == 1
    assert of(town, FoundItem).number  # still here
    await boss.taps("深蓝色折叠伞", told.message_id)
    await boss.taps("移交警方或处置", boss.find(f"拾物{NUMBER}").message_id)
    await boss.taps("处置", boss.find("如何办结").message_id)
    await boss.says("交社区公益捐赠站，回单15号")
    await here(boss, "确认")
    assert "已处置" in boss.text
    assert "回单15号" in boss.text
    assert "一件拾物已办结" in guard.text


@pytest.mark.rows("R204")
async def test_the_ledger_of_the_month(town: Town):
    guard, desk, boss = town.phone("杜强"), town.phone("郑雨"), town.phone("许文静")
    await registers(guard)
    await claims(desk)
    await here(desk, "已归还，拍领取单")
    await desk.sends_photo(picture())
    await here(desk, "继续", "确认")
    await boss.says("/start")
    await here(boss, "管理处事务", "失物招领", "本月登记表")
    paper = boss.last.document
    assert paper is not None
    assert "失物招领登记" in paper.name
    rows = [list(row) for row in openpyxl.load_workbook(io.BytesIO(paper.content)).active.values]
    line = next(row for row in rows if row[0] == NUMBER)
    for cell in (
        "深蓝色折叠伞",
        "12 电梯厅",
        "杜强",
        "服务中心",
        "陈女士",
        "10000000005",
        "郑雨",
        "签字领取单",
        "已归还",
    ):
        assert cell in line
    kept = town.look(lambda session: session.scalars(select(Event).where(Event.kind == "export")).all())
    assert [one.facts["paper"] for one in kept] == ["found_ledger"]
    await desk.says("/start")
    await here(desk, "管理处事务", "失物招领")
    assert "本月登记表" not in desk.labels
    await desk.sends("fm:0")
    assert len(town.look(lambda session: session.scalars(select(Event).where(Event.kind == "export")).all())) == 1


async def test_every_list_has_pages(town: Town):
    guard, desk = town.phone("杜强"), town.phone("郑雨")

    def many(session: Any) -> None:
        from models.estate import Project
        from models.found.registering import register
        from models.found.tables import Kind

        finder = town.person(session, "杜强").staff
        project = session.get_one(Project, finder.project_id)
        for number in range(25):
            facts = {"kind": Kind.OTHER, "place": "lobby", "day": town.clock.now().date(), "now": town.clock.now()}
            register(session, project=project, by=finder, words=f"第{number}件", **facts)

    town.look(many)
    await town.settled()
    for phone, place in ((guard, "我登记的拾物（"), (desk, "拾物（2")):
        await phone.says("/start")
        await here(phone, *(() if phone is guard else ("管理处事务",)), "失物招领", place)
        assert sum("件 其他物品" in label for label in phone.labels) == 10
        await here(phone, "下一页", "下一页")
        assert "上一页" in phone.labels
        assert "下一页" not in phone.labels
    owner = town.phone("陈女士")
    await owner.says("/start")
    await here(owner, "失物招领", "已拾到的物品", "下一页")
    assert "其他物品" in owner.text
    for forged in ("fs:kept:999", "fs:mine:-5", "fs:items:0"):
        await owner.sends(forged)
        assert "第" not in owner.text


@pytest.mark.rows("R009")
async def test_by_night_the_control_room_hears_and_of_its_own_find_the_desk_in_the_morning(town: Town):
    owner, guard, room, desk = (town.phone(name) for name in ("陈女士", "杜强", "沈涛", "郑雨"))
    await town.until(town.at("23:00"))
    await misses(owner)
    assert "有业主登记寻物" in room.text
    await registers(guard, "黑色雨伞", "服务中心", picture(colour="black"))
    assert "有新的拾物" in room.text
    before = len(desk.messages())
    await registers(room, "银色钥匙", "服务中心", picture(colour="grey"))
    await town.until(town.at("08:29", days=1))
    assert len(desk.messages()) == before
    await town.until(town.at("08:31", days=1))
    assert "银色钥匙" in desk.find("有新的拾物").text


async def test_a_loss_is_thanked_for_as_such_and_its_place_may_be_vague(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await here(owner, "失物招领", "寻物登记", "衣物雨伞")
    await owner.says("蓝色折叠伞")
    await here(owner, "记忆有些模糊", "昨天", "跳过", "确认")
    assert "寻物登记已提交" in owner.find("马上发给您").text
    assert "报修" not in owner.find("马上发给您").text
    assert "物品：衣物雨伞" in owner.text
    assert "现象" not in owner.text
    assert "位置" not in owner.text
