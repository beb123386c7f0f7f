"""Words and lines drawn with Pillow: sheets of A4 that become one PDF, in the font of the machine."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFont

from bot.fonts import sized

DPI = 200
A4 = (1654, 2339)  # pixels
MARGIN = 130
LOWEST = A4[1] - 150  # what goes below it stands on the next sheet
BODY, TITLE = 32, 60  # pixels
GAP = 1.45  # from line to line, in heights of the font
CLOSING = "，。、；：）！？"  # no line begins with these
SAFE = 12  # between a cell's border and its words
INK, PAPER = 0, 255


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The text in lines of so many pixels; words of a script with spaces stay whole where they fit."""
    said: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for letter in paragraph:
            if line and letter not in CLOSING and font.getlength(line + letter) > width:
                head, space, tail = line.rpartition(" ")
                keep = bool(space) and letter != " " and tail.isascii() and letter.isascii()
                said.append(head if keep else line)
                line = tail if keep else ""
                letter = letter if keep else letter.lstrip()
            line += letter
        said.append(line)
    return said


class Sheets:
    """Sheets of A4 that are written from the top down."""

    def __init__(self, font: Path) -> None:
        self.font, self.images = font, [Image.new("L", A4, PAPER)]
        self.y = MARGIN

    @property
    def _pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.images[-1])

    def room(self, height: float) -> None:
        """Go on with the next sheet where this one has no room for so many pixels."""
        if self.y + height > LOWEST and self.y > MARGIN:
            self.images.append(Image.new("L", A4, PAPER))
            self.y = MARGIN

    def title(self, text: str) -> None:
        """In the middle, large."""
        font = sized(self.font, TITLE)
        for line in wrapped(text, font, A4[0] - 2 * MARGIN):
            self._pen.text(((A4[0] - font.getlength(line)) / 2, self.y), line, INK, font)
            self.y += round(TITLE * GAP)

    def words(self, text: str, size: int = BODY, *, right: bool = False) -> None:
        """A paragraph over the whole width."""
        font = sized(self.font, size)
        for line in wrapped(text, font, A4[0] - 2 * MARGIN):
            self.room(size * GAP)
            left = A4[0] - MARGIN - font.getlength(line) if right else MARGIN
            self._pen.text((left, self.y), line, INK, font)
            self.y += round(size * GAP)

    def space(self, pixels: int) -> None:
        """Nothing."""
        self.y += pixels

    def row(self, cells: Sequence[str], widths: Sequence[int], *, strong: bool = False) -> None:
        """A row of a table with its borders; widths are shares of the whole width."""
        font, whole = sized(self.font, BODY), A4[0] - 2 * MARGIN
        edges = [MARGIN + whole * sum(widths[:place]) // sum(widths) for place in range(len(widths) + 1)]
        said = [
            wrapped(cell, font, right - left - 2 * SAFE)
            for cell, left, right in zip(cells, edges, edges[1:], strict=False)
        ]
        height = round(max(len(one) for one in said) * BODY * GAP) + 2 * SAFE
        self.room(height)
        for lines, left, right in zip(said, edges, edges[1:], strict=False):
            self._cell(lines, (left, right, height), font, strong)
        self.y += height

    def _cell(
        self, lines: Sequence[str], box: tuple[int, int, int], font: ImageFont.FreeTypeFont, strong: bool
    ) -> None:
        left, right, height = box
        fill = 235 if strong else PAPER
        self._pen.rectangle((left, self.y, right, self.y + height), fill, INK, 2)
        for number, line in enumerate(lines):
            top = self.y + SAFE + round(number * BODY * GAP)
            self._pen.text((left + SAFE, top), line, INK, font, stroke_width=int(strong))


def as_pdf(documents: Iterable[Sheets]) -> bytes:
    """All sheets as one PDF; each is written away before the next one is drawn, so that many fit."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheets.pdf"
        for one in documents:
            for image in one.images:
                plain = image.convert("1", dither=Image.Dither.NONE)
                plain.save(path, "PDF", resolution=DPI, append=path.exists())
        return path.read_bytes() if path.exists() else b""


def as_png(image: Image.Image) -> bytes:
    """A picture for a telephone."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
