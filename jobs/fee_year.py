"""The last twelve months of a unit as a picture that is read on a telephone (R129)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from bot.documents import Maker
from bot.fee_words import month_said
from bot.fonts import chinese_font, sized
from bot.texts import Money, Reader, T
from jobs.documents import say
from jobs.drawing import as_png
from models.estate import Project, Unit
from models.receivables.history import MonthSum, months_of
from models.receivables.reading import account_of_unit

WIDTH, EDGE = 1080, 40  # pixels; a telephone shows it at about a third
HEAD, LEGEND, ROW, FOOT = 130, 80, 128, 50
LARGE, SMALL = 52, 40
THICK = 46  # of a bar
OWN, AGENCY, OPEN, INK, PALE = "#1f5fa8", "#58a55c", "#c0392b", "#1b1b1b", "#e9edf2"
LEGENDS = (
    (OWN, T("paper", "own fees")),
    (AGENCY, T("paper", "collected for suppliers")),
)


def fee_year(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """A bar for each month, with its sum; what is open is said in red. There must be a font and a month."""
    unit = session.get_one(Unit, facts["unit"])
    months = months_of(account_of_unit(session, unit, now).lines, now.astimezone(project.zone).date())
    title = say(reader, T("paper", "Unit {unit}, fees by month", unit=unit.number))
    return f"{title}.png", as_png(drawn(title, months, reader))


def drawn(title: str, months: Sequence[MonthSum], reader: Reader) -> Image.Image:
    """The picture: a row for each month, the newest on top."""
    font = chinese_font()
    assert font is not None
    picture = Image.new("RGB", (WIDTH, HEAD + LEGEND + ROW * len(months) + FOOT), "white")
    pen = ImageDraw.Draw(picture)
    pen.text((EDGE, EDGE), title, INK, sized(font, LARGE))
    _legend(pen, reader)
    most = max((one.fen for one in months), default=1) or 1
    for number, one in enumerate(reversed(months)):
        _row(pen, HEAD + LEGEND + number * ROW, one, most, reader)
    return picture


def _legend(pen: ImageDraw.ImageDraw, reader: Reader) -> None:
    font, left = _small(), EDGE
    for colour, words in LEGENDS:
        text = say(reader, words)
        pen.rectangle((left, HEAD + 8, left + 34, HEAD + 42), colour)
        pen.text((left + 46, HEAD), text, INK, font)
        left += 46 + round(font.getlength(text)) + 44


def _small() -> Any:
    font = chinese_font()
    assert font is not None
    return sized(font, SMALL)


def _row(pen: ImageDraw.ImageDraw, top: int, one: MonthSum, most: int, reader: Reader) -> None:
    """The month and its sum, and under them the bar: own fees, then those of suppliers."""
    font = _small()
    said = say(reader, Money(one.fen))
    pen.text((EDGE, top), say(reader, month_said(one.period)), INK, font)
    pen.text((WIDTH - EDGE - font.getlength(said), top), said, INK, font)
    if one.open_fen:
        left = say(reader, T("paper", "open {money}", money=Money(one.open_fen)))
        pen.text(((WIDTH - font.getlength(left)) / 2, top), left, OPEN, font)
    whole, bar = WIDTH - 2 * EDGE, top + 58
    pen.rectangle((EDGE, bar, WIDTH - EDGE, bar + THICK), PALE)
    middle, end = EDGE + whole * one.own_fen // most, EDGE + whole * one.fen // most
    if one.own_fen:
        pen.rectangle((EDGE, bar, middle, bar + THICK), OWN)
    if one.agency_fen:
        pen.rectangle((middle, bar, end, bar + THICK), AGENCY)


DOCUMENTS: Mapping[str, Maker] = {"fee_year": fee_year}
