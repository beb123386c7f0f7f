"""The charts of a report, drawn for a telephone: what came in day by day, and the rates against their targets (R218)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.texts import Reader, T, Words, render
from models.reports.figures import Bars, Figure, Measure, Section, percent

WIDTH, MARGIN = 1080, 60  # pixels; a telephone of 390 points shows 36 of them as 13 points
TITLE, TEXT, SMALL = 50, 38, 34
COLOURS = ("#2563A8", "#D9822B", "#3A9E6E", "#8A8F98", "#8E5BB5", "#C0504D")
GREEN, RED, GREY, PALE, INK = "#2E8B57", "#C62828", "#6B7280", "#E5E9EF", "#1F2937"
CHART, BAR, ROW = 640, 44, 138  # heights


@dataclass(frozen=True)
class Pen:
    """A picture in the making, in one font and for one reader."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    font: Path
    reader: Reader

    def write(self, x: float, y: float, words: Words, size: int, colour: str = INK, anchor: str = "la") -> float:
        """Write, and return how wide it is."""
        face = ImageFont.truetype(self.font, size)
        said = render(words, self.reader, escape=False)
        self.draw.text((x, y), said, font=face, fill=colour, anchor=anchor)
        return face.getlength(said)

    def png(self) -> bytes:
        """The picture's bytes."""
        buffer = io.BytesIO()
        self.image.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()


def _pen(height: int, font: Path, reader: Reader) -> Pen:
    image = Image.new("RGB", (WIDTH, height), "white")
    return Pen(image, ImageDraw.Draw(image), font, reader)


def charts(sections: Sequence[Section], title: Words, font: Path, reader: Reader) -> list[bytes]:
    """Every chart that has something to show."""
    drawn = [_bars(one.bars, title, font, reader) for one in sections if one.bars and _any(one.bars)]
    rates = [one for section in sections for one in section.figures if one.measure == Measure.RATE and one.key]
    return [*drawn, _rates(rates, title, font, reader)] if any(one.is_counted for one in rates) else drawn


def _any(bars: Bars) -> bool:
    return any(any(values) for _, values in bars.series)


def _bars(bars: Bars, title: Words, font: Path, reader: Reader) -> bytes:
    """Columns, one colour on top of the other, with the sum above each."""
    pen = _pen(CHART + 440, font, reader)
    pen.write(MARGIN, 40, title, TITLE)
    pen.write(MARGIN, 112, bars.name, TEXT, GREY)
    floor, highest = CHART + 200, max(_sums(bars))
    step = (WIDTH - 2 * MARGIN) / len(bars.labels)
    for number, label in enumerate(bars.labels):
        left = MARGIN + step * number + step * 0.16
        top = float(floor)
        for colour, (_, values) in zip(COLOURS, bars.series, strict=False):
            height = values[number] * (CHART - 40) / highest
            if height:
                pen.draw.rectangle((left, top - height, left + step * 0.68, top), fill=colour)
            top -= height
        middle = left + step * 0.34
        pen.write(middle, top - 8, str(_sums(bars)[number]), TEXT, anchor="mb")
        pen.write(middle, floor + 14, label, SMALL if len(bars.labels) <= 7 else 26, GREY, anchor="ma")
    pen.draw.line((MARGIN, floor, WIDTH - MARGIN, floor), fill=GREY, width=3)
    _legend(pen, bars, floor + 84)
    return pen.png()


def _sums(bars: Bars) -> list[int]:
    return [sum(column) for column in zip(*(values for _, values in bars.series), strict=True)]


def _legend(pen: Pen, bars: Bars, top: int) -> None:
    """Two names beside each other, with how many in all."""
    for number, (colour, (name, values)) in enumerate(zip(COLOURS, bars.series, strict=False)):
        x, y = MARGIN + number % 2 * (WIDTH - 2 * MARGIN) / 2, top + number // 2 * 64
        pen.draw.rectangle((x, y + 6, x + 34, y + 40), fill=colour)
        pen.write(x + 50, y, T("paper", "{name} {count}", name=name, count=sum(values)), TEXT)


def _rates(figures: Sequence[Figure], title: Words, font: Path, reader: Reader) -> bytes:
    """A bar for each rate, with its base, and a line where its target is."""
    pen = _pen(190 + ROW * len(figures) + 20, font, reader)
    pen.write(MARGIN, 40, title, TITLE)
    pen.write(MARGIN, 112, T("paper", "Rates; the line is the target"), TEXT, GREY)
    for number, one in enumerate(figures):
        _rate(pen, one, 190 + ROW * number)
    return pen.png()


def _rate(pen: Pen, one: Figure, y: int) -> None:
    length = WIDTH - 2 * MARGIN
    colour = RED if one.is_missed else GREEN if one.is_met else COLOURS[0]
    pen.write(MARGIN, y, one.name, TEXT)
    pen.write(WIDTH - MARGIN, y, _said(one), TEXT, colour if one.is_counted else GREY, anchor="ra")
    top = y + 58
    pen.draw.rectangle((MARGIN, top, WIDTH - MARGIN, top + BAR), fill=PALE)
    if one.is_counted and one.base:
        pen.draw.rectangle((MARGIN, top, MARGIN + length * (one.value or 0) / one.base, top + BAR), fill=colour)
    if one.target is not None:
        x = MARGIN + length * one.target / 100
        pen.draw.line((x, top - 8, x, top + BAR + 8), fill=INK, width=6)


def _said(one: Figure) -> Words:
    """How much of how much, and whether that is enough."""
    if not one.is_counted:
        return T("paper", "nothing to count")
    facts = {"percent": percent(one), "good": one.value or 0, "base": one.base or 0}
    if one.target is None:
        return T("paper", "{percent} % ({good}/{base})", **facts)
    if one.is_missed:
        return T("paper", "{percent} % ({good}/{base}), below {target} %", **facts, target=one.target)
    return T("paper", "{percent} % ({good}/{base}), {target} % met", **facts, target=one.target)
