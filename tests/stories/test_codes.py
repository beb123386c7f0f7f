"""One-time codes: handed over at the desk or printed for a floor, typed in any shape, good once, with few tries (R205)."""

import io
import zipfile

import openpyxl
import pytest
from sqlalchemy import select

from bot.tables import Document, Inbox
from models.access.codes import ALPHABET
from models.access.tables import Invitation
from models.invitations import invite
from models.office import find_office
from models.people import Binding, Person, Role, Side
from tests.people import Town
from tests.stories.steps import code_for, reported, stranger

USED = "对不起，此登记码已使用或已过期"


def bound(town: Town, user: int) -> str | None:
    """The name behind an account on the owner bot."""
    wanted = select(Person.name).join(Binding, Binding.person_id == Person.id).where(Binding.telegram_id == user)
    return town.look(lambda session: session.scalar(wanted.where(Binding.side == Side.OWNER)))


@pytest.mark.rows("R205", "R182")
async def test_a_contact_gets_in_by_a_code_and_the_privacy_notice(town: Town):
    desk, lei = town.phone("郑雨"), stranger(town, name="雷先生")
    code = await code_for(desk, "1006", "雷先生")
    assert "一次有效，至9月22日" in desk.find("的登记码").text
    assert desk.last.document is not None
    assert desk.last.document.name.endswith(".png")
    await lei.says(f" {code.lower().replace('-', ' ')} ")
    assert "雷先生" in lei.text
    assert "严格保密" in lei.text
    assert "1006" not in lei.text
    assert lei.labels == ["我已阅读并确认", "紧急求助"]
    for data in ("g:home", "g:data", "g:mine", "b:report:0"):
        await lei.sends(data)
        assert "严格保密" in lei.text
        assert "1006" not in lei.text
    await lei.taps("我已阅读并确认", lei.last.message_id)
    assert "雷先生，您好" in lei.text
    await lei.taps("我的资料")
    assert "1006单元" in lei.text
    await lei.taps("隐私告知")
    assert "您已于9月15日" in lei.text
    await desk.says("1006")
    await desk.taps("联系人（", desk.last.message_id)
    await desk.taps("雷先生", desk.last.message_id)
    assert "隐私告知确认于9月15日" in desk.text


@pytest.mark.rows("R205")
async def test_a_code_is_good_once_and_is_kept_as_a_hash_only(town: Town):
    desk, lei, thief = town.phone("郑雨"), stranger(town, name="雷先生"), stranger(town, 556, "他人")
    code = await code_for(desk, "1006", "雷先生")
    await lei.says(f"/start {code.replace('-', '')}")
    await thief.says(code)
    assert USED in thief.text
    assert "雷" not in thief.text
    assert bound(town, 555) == "雷"
    assert bound(town, 556) is None

    def everything(session) -> str:
        documents = [f"{one.facts}{one.content!r}" for one in session.scalars(select(Document))]
        screens = [str(one.effects) for one in session.scalars(select(Inbox))]
        return " ".join([*documents, *screens, *session.scalars(select(Invitation.code_hash))])

    assert code not in town.look(everything)
    assert code.replace("-", "") not in town.look(everything)


@pytest.mark.rows("R205")
async def test_every_code_that_lets_nobody_in_is_answered_alike(town: Town):
    desk, somebody = town.phone("郑雨"), stranger(town)
    expired = await code_for(desk, "1006", "雷先生")
    void = await code_for(desk, "1301", "于先生")
    await code_for(desk, "1301", "于先生")
    await town.later(days=8)
    answers = set()
    for guess in (expired, void, "ABCD-EFGH-JKMN"):
        await somebody.says(guess)
        assert USED in somebody.text
        answers.add(somebody.text)
    assert len(answers) == 1
    assert bound(town, 555) is None


@pytest.mark.rows("R205")
async def test_after_five_wrong_codes_an_account_rests_for_an_hour_and_the_desk_hears_of_it(town: Town):
    desk, guesser = town.phone("郑雨"), stranger(town)
    good = await code_for(desk, "1006", "雷先生")
    for letter in "ABCDE":
        await guesser.says(f"/start {letter * 12}")
        assert USED in guesser.text
    assert "多次输入错误的登记码" in desk.text
    await town.restart()
    await guesser.says(good)
    assert "尝试的次数较多" in guesser.text
    assert bound(town, 555) is None
    await stranger(town, 556, "他人").says("hello")
    await town.later(minutes=61)
    await guesser.says(good)
    assert "严格保密" in guesser.text
    assert sum("多次输入错误的登记码" in one.text for one in desk.messages()) == 1


@pytest.mark.rows("R001", "R205")
async def test_a_new_colleague_types_the_invitation_and_guessing_has_its_limit_too(town: Town):
    code = town.look(
        lambda session: invite(
            session, project=find_office(session, "tianwu"), role=Role.CS_DESK, name="新同事", now=town.clock.now()
        )
    )
    new, guesser = stranger(town, 555, "新同事", "staff"), stranger(town, 556, "他人", "staff")
    for letter in "ABCDEF":
        await guesser.says(letter * 12)
        assert "错误次数较多" in guesser.text if letter == "F" else "邀请" in guesser.text
    await new.says("早上好")
    assert "仅限登记员工使用" in new.text
    await new.says(code.lower())
    assert "新同事" in new.text
    assert any("待派发" in label for label in new.labels)


@pytest.mark.rows("R205")
async def test_who_is_registered_already_spends_no_code_of_somebody_else(town: Town):
    desk, chen, lei = town.phone("郑雨"), town.phone("陈女士"), stranger(town, name="雷先生")
    code = await code_for(desk, "1006", "雷先生")
    await chen.says(f"/start {code.replace('-', '')}")
    assert "您已登记开通" in chen.text
    assert "雷" not in chen.text
    assert bound(town, chen.user) == "陈"
    await lei.says(code)
    assert bound(town, 555) == "雷"


@pytest.mark.rows("R205")
async def test_a_code_moves_a_contact_to_a_new_telephone_and_the_old_one_sees_nothing_any_more(town: Town):
    desk, old, new = town.phone("郑雨"), town.phone("陈女士"), stranger(town, name="陈女士的新手机")
    await reported(old)
    code = await code_for(desk, "0301", "陈女士")
    await new.says(code)
    await new.taps("我已阅读并确认", new.last.message_id)
    await new.says("/tickets")
    assert any("茶水间" in label or "0301" in label for label in new.labels)
    for data in ("t:1", "g:mine", "g:data"):
        await old.sends(data)
        assert "申请开通" in old.labels
        assert "BX2025" not in old.text


@pytest.mark.rows("R205")
async def test_cards_for_the_floors_of_those_who_are_not_on_the_bot(town: Town):
    desk = town.phone("郑雨")
    await desk.says("/start")
    await desk.taps("管理处事务")
    await desk.taps("打印登记码卡")
    await desk.taps("全部未开通")
    await desk.says("第三层")
    assert "没有这些楼层" in desk.text
    await desk.taps("全部楼层")
    assert "楼层：全部" in desk.text
    await desk.taps("修改", desk.last.message_id)
    await desk.taps("楼层", desk.last.message_id)
    await desk.says("9-13")
    await desk.taps("制作卡片", desk.last.message_id)
    paper = desk.last.document
    assert paper is not None
    assert paper.name == "登记码卡.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(paper.content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert any("1006单元，雷先生" in one for one in cells)
    assert any("1301单元，于先生" in one for one in cells)
    codes = [one for one in cells if one.count("-") == 2 and set(one) <= {*ALPHABET, "-"}]
    assert len(codes) == 2
    assert not any(
        "继续" in label for one in desk.messages() for row in one.buttons for label in [one.text for one in row]
    )
    assert sum("image" in name for name in zipfile.ZipFile(io.BytesIO(paper.content)).namelist()) == 2
    lei = stranger(town, name="雷先生")
    await lei.says(codes[0])
    assert "雷先生" in lei.text
