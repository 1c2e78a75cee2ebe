"""A campaign's logo: a picture that somebody uploads, drawn anew so that nothing else in the file is kept."""

from __future__ import annotations

import io
from typing import Final, Literal

MOST_LOGO_BYTES: Final = 200 * 1024
MOST_PIXELS: Final = 4_000_000
HEIGHT: Final = 96
"""How high a logo is kept, in pixels; it is shown at a third of that."""
_WIDEST: Final = 6  # Times as wide as it is high.

LogoFault = Literal["too_large", "no_picture", "too_many_pixels", "too_wide"]


class UnusableLogo(ValueError):
    """A file that is no logo, and why."""

    def __init__(self, fault: LogoFault) -> None:
        super().__init__(fault)
        self.fault: LogoFault = fault


def read_logo(data: bytes) -> bytes:
    """The picture of a PNG or JPEG file as a PNG of at most HEIGHT pixels, without anything else the file holds.

    Raises UnusableLogo.
    """
    if len(data) > MOST_LOGO_BYTES:
        raise UnusableLogo("too_large")
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  # only who uploads a logo needs it

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnusableLogo("too_many_pixels")
            if picture.width > _WIDEST * picture.height:
                raise UnusableLogo("too_wide")
            turned = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, UnusableLogo):
            raise
        raise UnusableLogo("no_picture") from None
    turned.thumbnail((_WIDEST * HEIGHT, HEIGHT))
    drawn = Image.new("RGBA", turned.size)
    drawn.paste(turned)
    made = io.BytesIO()
    drawn.save(made, "PNG", optimize=True)
    return made.getvalue()
