"""Makes of whatever an operator sent a small square JPEG, or refuses it. Nothing of the sent file reaches colleagues.

The picture is decoded and encoded anew: what is stored holds neither the place where it was taken nor anything that a
decoder could stumble over. Size and pixels are looked at before it is decoded.
"""

import io

from PIL import Image, ImageOps

from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.seats import LARGEST_PICTURE_BYTES, LONGEST_PICTURE_SIDE_PX

SIDE_PX = 256
QUALITY = 88
FORMATS = ("PNG", "JPEG")


def portrait(data: bytes) -> bytes:
    """A JPEG of `SIDE_PX` squared from the middle of `data`. Raises `Refusal`. Takes tens of milliseconds: not on the loop."""
    if len(data) > LARGEST_PICTURE_BYTES:
        raise Refusal(ErrorCode.TOO_LARGE, max_bytes=LARGEST_PICTURE_BYTES)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if max(opened.size) > LONGEST_PICTURE_SIDE_PX:
                raise Refusal(ErrorCode.NOT_A_PICTURE)
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise Refusal(ErrorCode.NOT_A_PICTURE) from error
    square = ImageOps.fit(upright, (SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    on_white = Image.new("RGB", square.size, "white")
    on_white.paste(square, mask=square)
    out = io.BytesIO()
    on_white.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
