"""The floors that `[[layouts]]` of the site file declares: where each desk stands, checked."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from server.domain.site.problems import KEY, KEY_WORDS, SiteProblem, repeated
from server.protocol.seats import DeskPlace, FloorPlan, PlanArea

LEAST_PLAN, MOST_PLAN = 200, 10_000
LEAST_DESK = (96, 64)
"""A smaller desk has no room for a name and a status."""
MOST_DESKS = 1000
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg")


class DeskDecl(DeskPlace, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class AreaDecl(PlanArea, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class LayoutDecl(FloorPlan, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A floor: `[[layouts]]`, with `[[layouts.desks]]` and `[[layouts.areas]]`.

    `picture` is a file beside the site file until the floor is applied, and what it is kept as from then on.
    """

    desks: tuple[DeskDecl, ...] = ()
    areas: tuple[AreaDecl, ...] = ()


def layout_problems(layouts: Sequence[LayoutDecl], extensions: set[str]) -> Iterator[SiteProblem]:
    """Everything that is wrong with the floors of a site with these extensions."""
    yield from repeated("layouts", "key", (layout.key for layout in layouts))
    taken: dict[str, str] = {}
    for index, layout in enumerate(layouts):
        where = f"layouts[{index}]"
        if not KEY.fullmatch(layout.key):
            yield SiteProblem(f"{where}.key", KEY_WORDS)
        if not layout.name.strip():
            yield SiteProblem(f"{where}.name", "must not be empty")
        for side in ("width", "height"):
            if not LEAST_PLAN <= getattr(layout, side) <= MOST_PLAN:
                yield SiteProblem(f"{where}.{side}", f"must be {LEAST_PLAN} to {MOST_PLAN}")
        if layout.picture and not _is_picture(layout.picture):
            yield SiteProblem(f"{where}.picture", "must be the path of a PNG or JPEG file, seen from this file")
        if len(layout.desks) > MOST_DESKS:
            yield SiteProblem(f"{where}.desks", f"{MOST_DESKS} at most on one floor")
        yield from _desk_problems(where, layout, extensions, taken)
        for place, area in enumerate(layout.areas):
            if not area.name.strip():
                yield SiteProblem(f"{where}.areas[{place}].name", "must not be empty")
            yield from _outside(f"{where}.areas[{place}]", layout, area)


def _is_picture(name: str) -> bool:
    return name.lower().endswith(PICTURE_SUFFIXES) and not PurePath(name).is_absolute()


def _desk_problems(
    where: str, layout: LayoutDecl, extensions: set[str], taken: dict[str, str]
) -> Iterator[SiteProblem]:
    for index, desk in enumerate(layout.desks):
        key = f"{where}.desks[{index}]"
        if desk.extension not in extensions:
            yield SiteProblem(f"{key}.extension", f"there is no extension '{desk.extension}'")
        elif desk.extension in taken:
            yield SiteProblem(f"{key}.extension", f"'{desk.extension}' has a desk in '{taken[desk.extension]}' already")
        taken.setdefault(desk.extension, layout.key)
        if desk.width < LEAST_DESK[0] or desk.height < LEAST_DESK[1]:
            yield SiteProblem(f"{key}.width", f"a desk needs {LEAST_DESK[0]} by {LEAST_DESK[1]} at least")
        yield from _outside(key, layout, desk)


def _outside(key: str, layout: LayoutDecl, part: DeskPlace | PlanArea) -> Iterator[SiteProblem]:
    fits_across = part.x >= 0 and part.width >= 0 and part.x + part.width <= layout.width
    fits_down = part.y >= 0 and part.height >= 0 and part.y + part.height <= layout.height
    if not (fits_across and fits_down):
        yield SiteProblem(f"{key}.x", f"does not lie within the floor of {layout.width} by {layout.height}")
