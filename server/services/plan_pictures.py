"""Takes the pictures of floors from beside the site file: each is looked at, and gets a name that follows from its content."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from PIL import Image

from server.domain.layouts import LayoutDecl
from server.domain.site.problems import SiteError, SiteProblem
from server.protocol.seats import LARGEST_PLAN_PICTURE_BYTES, LONGEST_PICTURE_SIDE_PX

SUFFIXES = {"PNG": ".png", "JPEG": ".jpg"}


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """`name` is the SHA-256 of `image` with the suffix of its format: the same picture has the same name wherever it is."""

    name: str
    image: bytes


def take_pictures(
    layouts: Sequence[LayoutDecl], folder: Path, kept: frozenset[str]
) -> tuple[tuple[LayoutDecl, ...], list[PlanPicture]]:
    """The floors as they are kept, and the pictures that were read for them from below `folder`.

    A floor that names one of `kept`, the pictures that are stored already, needs no file. Raises `SiteError` with everything
    that is wrong.
    """
    settled, taken, problems = [], [], []
    for index, layout in enumerate(layouts):
        file = folder / layout.picture
        if layout.picture and not (layout.picture in kept and not file.exists()):
            try:
                picture = _look_at(file)
            except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
                problems.append(SiteProblem(f"layouts[{index}].picture", f"cannot use {file}: {_reason(error)}"))
                continue
            taken.append(picture)
            layout = msgspec.structs.replace(layout, picture=picture.name)
        settled.append(layout)
    if problems:
        raise SiteError(problems)
    return tuple(settled), taken


def _look_at(file: Path) -> PlanPicture:
    """Size and pixels are looked at before it is decoded; it is decoded so that no window gets one that is broken."""
    with file.open("rb") as source:
        image = source.read(LARGEST_PLAN_PICTURE_BYTES + 1)
    if len(image) > LARGEST_PLAN_PICTURE_BYTES:
        raise ValueError(f"it has more than {LARGEST_PLAN_PICTURE_BYTES // 1024} KiB")
    with Image.open(io.BytesIO(image), formats=tuple(SUFFIXES)) as opened:
        if max(opened.size) > LONGEST_PICTURE_SIDE_PX:
            raise ValueError(f"it has more than {LONGEST_PICTURE_SIDE_PX} pixels a side")
        opened.load()
        suffix = SUFFIXES[str(opened.format)]
    return PlanPicture(hashlib.sha256(image).hexdigest() + suffix, image)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) if type(error) is ValueError else "it is no whole PNG or JPEG picture"
