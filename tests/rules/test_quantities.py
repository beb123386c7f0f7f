"""How much of something, in both languages (DOMAIN 4.4)."""

from zoneinfo import ZoneInfo

import pytest

from bot.quantities import quantity_of
from bot.texts import Reader, render
from models.estate import Both

PIECE, BOX, METRE, KILO = Both("个", "piece"), Both("箱", "box"), Both("平方米", "square metre"), Both("公斤", "kg")


@pytest.mark.parametrize(
    ("hundredths", "unit", "said"),
    [
        (100, PIECE, "1 piece"),
        (200, PIECE, "2 pieces"),
        (50, METRE, "0.5 square metres"),
        (300, BOX, "3 boxes"),
        (250, KILO, "2.5 kg"),
    ],
)
def test_english_counts_its_units(hundredths: int, unit: Both, said: str):
    assert render(quantity_of(hundredths, unit), Reader("en", ZoneInfo("Asia/Shanghai"))) == said


def test_chinese_has_one_form():
    assert render(quantity_of(200, PIECE), Reader("zh_Hans", ZoneInfo("Asia/Shanghai"))) == "2个"
