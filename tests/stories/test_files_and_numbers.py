"""A question that asks for a file, and one that takes a telephone number sent as a contact, in a form made for this test."""

from dataclasses import replace
from typing import ClassVar

import pytest

from bot.__main__ import HOUSE
from bot.forms.flow import Flow, Form
from bot.forms.media import Upload
from bot.forms.writing import Write
from bot.machine import House
from bot.scene import Command, Open
from bot.screens import Screen
from bot.texts import T
from models.people import Side
from tests.people import Phone, Town
from tests.pictures import picture

SQLITE = pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["sqlite"])


class Papers(Flow):
    """A number and a workbook."""

    name = "papers"
    title = T("button", "Report a repair")
    sent: ClassVar[list[tuple[str, bool, int]]] = []

    phone = Write(ask=T("owner", "Please write your name."), label=T("label", "Name"), takes_contact=True)
    file = Upload(
        ask=T("owner", "Please write a few words."), label=T("label", "Enclosed"), endings=(".xlsx",), megabytes=1
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        cls.sent.append((form["phone"], form.is_own("phone"), form["file"]))
        return Screen(T("owner", "Thank you, your report has been sent. The number follows at once."))


def house() -> House:
    """The house with one form more."""
    owner = HOUSE.routes[Side.OWNER]
    papers = Command(lambda _scene: Open(Papers), T("button", "Home"))
    more = replace(owner, flows=(*owner.flows, Papers), commands={**owner.commands, "papers": papers})
    return replace(HOUSE, routes={**HOUSE.routes, Side.OWNER: more})


async def asked_for_papers(town: Town) -> Phone:
    """An owner in that form."""
    await town.stop_machines()
    await town.add_machine(house())
    Papers.sent.clear()
    owner = town.phone("陈女士")
    await owner.says("/papers")
    return owner


@SQLITE
@pytest.mark.parametrize("own", [True, False])
async def test_a_number_sent_as_a_contact_is_an_answer(town: Town, own: bool):
    owner = await asked_for_papers(town)
    await owner.sends_number("13900000000", own=own)
    await owner.sends_document("登记表.XLSX", b"PK a workbook")
    assert "13900000000" in owner.text
    assert "登记表.XLSX" in owner.text
    await owner.taps("确认")
    assert Papers.sent == [("13900000000", own, 1)]


@SQLITE
async def test_a_typed_number_is_nobodys_own(town: Town):
    owner = await asked_for_papers(town)
    await owner.sends_number("13900000000")
    await owner.sends_document("登记表.xlsx", b"PK")
    await owner.taps("修改")
    await owner.taps("姓名")
    await owner.says("13911111111")
    await owner.taps("确认")
    assert Papers.sent == [("13911111111", False, 1)]


@SQLITE
async def test_what_is_no_such_file_is_asked_for_again(town: Town):
    owner = await asked_for_papers(town)
    await owner.says("13900000000")
    for send in (
        owner.sends_document("登记表.pdf", b"%PDF"),
        owner.sends_photo(picture()),
        owner.sends_voice(),
        owner.says("在这里"),
    ):
        await send
        assert "对不起，这里需要以.xlsx结尾的文件" in owner.text
    await owner.sends_document("登记表.xlsx", bytes(1024 * 1024 + 1))
    assert "对不起，这个文件超过了可接收的大小" in owner.text
    await owner.sends_document("登记表.xlsx", b"PK")
    await owner.taps("确认")
    assert len(Papers.sent) == 1
