"""A campaign's logo: a picture that somebody uploads, drawn anew so that nothing else in the file is kept."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final, Literal

MOST_LOGO_BYTES: Final = 200 * 1024
MOST_PIXELS: Final = 4_000_000
HEIGHT: Final = 96
"""How high a logo is kept, in pixels; it is shown at a third of that."""
_WIDEST: Final = 6  # Times as wide as it is high.
_PREVIEW: Final = (1200, 630)
_IN_PREVIEW: Final = (800, 300)

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


@lru_cache(maxsize=8)
def logo_preview(logo: bytes) -> bytes:
    """The picture for previews of links, a PNG of 1200 by 630 pixels: a logo on white, with room around it."""
    from PIL import Image  # noqa: PLC0415  # see above

    with Image.open(io.BytesIO(logo), formats=("PNG",)) as picture:
        scale = min(most / size for most, size in zip(_IN_PREVIEW, picture.size, strict=True))
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        larger = picture.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", _PREVIEW, "white")
    ground.alpha_composite(larger, ((_PREVIEW[0] - size[0]) // 2, (_PREVIEW[1] - size[1]) // 2))
    made = io.BytesIO()
    ground.convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()
