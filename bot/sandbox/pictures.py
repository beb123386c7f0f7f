"""Pictures: whether bytes are one, and how large it is, read from the header alone."""

import struct

Size = tuple[int, int]
SIDES_OF_SMALLER_ONES = (90, 320)
# The JPEG markers that begin a frame and so carry its size; C4, C8 and CC in between are tables.
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def size_of(content: bytes) -> Size | None:
    """Width and height of a JPEG, PNG, GIF or WebP; None for anything else, and for a torn header."""
    try:
        size = _size(content)
    except (struct.error, IndexError):
        return None
    return size if size and min(size) > 0 else None


def sizes_of(size: Size) -> list[list[int]]:
    """The sizes in which Telegram offers a photo, the largest last."""
    width, height = size
    longest = max(size)
    sides = [side for side in SIDES_OF_SMALLER_ONES if side < longest] or [max(1, longest // 2)]
    smaller = [[max(1, round(edge * side / longest)) for edge in size] for side in sides]
    return [*smaller, [width, height]]


def _size(content: bytes) -> Size | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack_from(">II", content, 16)
        return width, height
    if content.startswith((b"GIF87a", b"GIF89a")):
        width, height = struct.unpack_from("<HH", content, 6)
        return width, height
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    return _jpeg(content) if content.startswith(b"\xff\xd8") else None


def _webp(content: bytes) -> Size:
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (edge & 0x3FFF for edge in struct.unpack_from("<HH", content, 26))
    return width, height


def _jpeg(content: bytes) -> Size | None:
    at = 2
    while content[at] == 0xFF:
        marker, length = content[at + 1], *struct.unpack_from(">H", content, at + 2)
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length
    return None
