"""Pictures for tests, taken with Pillow: of any size, with a place in their EXIF, or turned by the camera."""

import io

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base


def picture(width: int = 640, height: int = 480, *, colour: str = "teal", kind: str = "JPEG") -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, kind)
    return buffer.getvalue()


def picture_with_a_place(width: int = 640, height: int = 480) -> bytes:
    """A picture that says where, and with what, it was taken, by a camera that was held upright."""
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Orientation] = "Camera of 0301", 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    """A picture as bytes, to be looked at."""
    return Image.open(io.BytesIO(content))
