"""The question how much of a service somebody wants: quick buttons, typed quantities, and an example for what is none (R064, R180)."""

from typing import Any, cast

import pytest

from bot.forms.flow import Flow, Form
from bot.forms.questions import NotAnAnswer
from bot.tables import Draft
from bot.texts import T, render
from handlers.service_questions import Quantity
from models import demo
from models.prices.reading import by_code
from models.prices.tables import PriceEdition
from tests.rules.builders import Office
from tests.rules.test_words import ZH

pytestmark = pytest.mark.rows("R064", "R180")


def asked(office: Office, code: str) -> tuple[Quantity, Form]:
    """The question about an item of the list, in a form of its own."""
    one = by_code(office.session, office.project, code, demo.opening().date())
    assert isinstance(one, PriceEdition)

    class HowMuch(Flow):
        name = "how_much"
        amount = Quantity(ask=T("label", "{name}", name="?"), label="?", of=lambda _form: one)

    draft = Draft(conversation_id=1, key="how_much", updated_at=office.now)
    return cast("Quantity", HowMuch.questions["amount"]), Form(cast("Any", None), HowMuch, draft)


def test_quick_buttons_and_what_is_typed_are_hundredths(office: Office):
    question, form = asked(office, "D01")
    assert [render(one.label, ZH) for one in question.options(form)] == ["1支", "2支", "3支"]
    assert question.pick(form, "2") == question.write(form, "两个") == 200
    assert render(question.said(form, 200), ZH) == "2支"
    assert question.still_good(form, 200)
    assert not question.still_good(form, 250)
    carpet, form = asked(office, "B02")
    assert render(carpet.said(form, carpet.write(form, "120.5平方米")), ZH) == "120.5平方米"


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("D01", "两盒", "对不起，此项目按支计算。请您按示例填写：2支。谢谢您。"),
        ("D01", "2.5", "对不起，请您填写整数，单位为支，例如2支。谢谢您。"),
        ("D01", "0", "对不起，请您填写需要的数量，例如2支。谢谢您。"),
        ("B02", "-1", "对不起，请您填写需要的数量，例如2.5平方米。谢谢您。"),
        ("B02", "1000000000", "对不起，这里最多登记5,000平方米。需要更多请您联系我们，我们为您单独报价。谢谢您。"),
        ("B02", "1e9", "对不起，请按示例填写：2.5平方米。谢谢您。"),
    ],
)
def test_what_is_no_quantity_comes_back_with_an_example(office: Office, code: str, text: str, said: str):
    question, form = asked(office, code)
    with pytest.raises(NotAnAnswer) as no:
        question.write(form, text)
    assert render(no.value.words, ZH) == said
    assert not no.value.stray
