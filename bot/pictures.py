"""Pictures that strangers sent: looked at, turned upright, made small, and freed of everything but what one sees."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 2048
MOST_PIXELS = 64_000_000  # a telephone's camera has 50; far beyond it somebody wants our memory
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


def redrawn(content: bytes) -> bytes | None:
    """The picture as a JPEG of ours, without place, time or make of the camera; None if it is no picture.

    Runs in the worker process.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _small(content)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow says of a file that is cut off or forged
        return None


def _small(content: bytes) -> bytes | None:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        plain = Image.new("RGB", upright.size, "white")
        layer = upright.convert("RGBA") if "A" in upright.getbands() or "transparency" in upright.info else None
        plain.paste(layer or upright.convert("RGB"), mask=layer)
    buffer = io.BytesIO()
    plain.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
