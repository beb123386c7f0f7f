"""Which font of this machine can write Chinese: pictures and papers that are drawn need one."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import ImageFont

# Where distributions keep them; `apt install fonts-noto-cjk` brings the first.
PLACES: Sequence[str] = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
SIMPLIFIED = "SC"  # of the faces of one file, the one for mainland China
FACES = 10  # in one file, at most


@cache
def chinese_font(places: Sequence[str] = PLACES) -> Path | None:
    """The first of these files that there is; None where Chinese cannot be drawn."""
    return next((Path(one) for one in places if Path(one).is_file()), None)


@cache
def face(path: Path) -> int:
    """Which face of the file writes as in mainland China; the first one where none says so."""
    for number in range(FACES):
        try:
            family, _style = ImageFont.truetype(path, 12, index=number).getname()
        except OSError:
            break
        if family and SIMPLIFIED in family.split():
            return number
    return 0


@cache
def sized(path: Path, pixels: int) -> ImageFont.FreeTypeFont:
    """The font in a size."""
    return ImageFont.truetype(path, pixels, index=face(path))
