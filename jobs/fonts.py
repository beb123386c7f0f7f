"""The font in which charts are drawn: one of those that a server usually has for Chinese; none of them is ours to ship."""

from functools import cache
from pathlib import Path

PLACES = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path("/System/Library/Fonts"),
)
NAMES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "PingFang.ttc",
)


@cache
def chinese_font() -> Path | None:
    """Where it is; None where the server has none, and charts have to be left out."""
    found = {path.name: path for place in PLACES if place.is_dir() for path in place.rglob("*") if path.name in NAMES}
    return next((found[name] for name in NAMES if name in found), None)
