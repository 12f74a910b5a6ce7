"""Draws the sample site's third floor as seen from above, `resources/sample/floor3.png`: `python tools/make_floor_plan.py`."""

from pathlib import Path

from PIL import Image, ImageDraw

TARGET = Path(__file__).resolve().parent.parent / "resources" / "sample" / "floor3.png"
SIZE, SCALE, DETAIL = (1000, 560), 2, 3
"""The plan's units, pixels for each of them, and how much finer it is drawn before it is made smaller."""
WALL, GLASS, FURNITURE, PLANT = "#5B6472", "#7FA7D6", "#AEB7C4", "#7DB08A"
CARPET, WOOD, TILES = "#EEF3FA", "#F8F1E4", "#EDF2EE"
Box = tuple[float, float, float, float]


class Sheet:
    """Paper in the plan's units: left, top, right, bottom."""

    def __init__(self) -> None:
        self._unit = SCALE * DETAIL
        self.image = Image.new("RGB", (SIZE[0] * self._unit, SIZE[1] * self._unit), "white")
        self._draw = ImageDraw.Draw(self.image)

    def _px(self, *places: float) -> list[int]:
        return [round(place * self._unit) for place in places]

    def box(
        self, room: Box, fill: str | None = None, edge: str | None = None, width: float = 1, radius: float = 0
    ) -> None:
        self._draw.rounded_rectangle(
            self._px(*room), self._px(radius)[0], fill, edge, self._px(width)[0] if edge else 0
        )

    def line(self, places: Box, colour: str, width: float) -> None:
        self._draw.line(self._px(*places), colour, self._px(width)[0])

    def round(self, x: float, y: float, radius: float, fill: str) -> None:
        self._draw.ellipse(self._px(x - radius, y - radius, x + radius, y + radius), fill)

    def door(self, x: float, y: float, size: float, start: int, leaf: tuple[int, int]) -> None:
        """Hung at x, y; swings through the quarter that begins at `start` degrees and stands open where `leaf` points."""
        room = self._px(x - size, y - size, x + size, y + size)
        self._draw.arc(room, start, start + 90, FURNITURE, self._px(1)[0])
        self.line((x, y, x + size * leaf[0], y + size * leaf[1]), WALL, 2)


def rooms(sheet: Sheet) -> None:
    """Floors first, walls upon them."""
    sheet.box((6, 6, 994, 554), CARPET)
    sheet.box((684, 236, 994, 460), WOOD)
    sheet.box((684, 6, 994, 176), WOOD)
    sheet.box((6, 460, 994, 554), TILES)
    for wall in (
        *((684, 6, 684, 128), (684, 172, 684, 176), (684, 176, 994, 176)),
        *((684, 236, 994, 236), (684, 236, 684, 330), (684, 380, 684, 460)),
        *((6, 460, 250, 460), (310, 460, 994, 460), (860, 460, 860, 554)),
    ):
        sheet.line(wall, WALL, 4)
    sheet.box((6, 6, 994, 554), edge=WALL, width=6)
    for left in range(40, 660, 120):
        sheet.line((left, 9, left + 84, 9), GLASS, 4)
    for top in (60, 300):
        sheet.line((991, top, 991, top + 90), GLASS, 4)
    sheet.line((420, 551, 520, 551), "white", 8)
    sheet.door(684, 172, 44, 180, (-1, 0))
    sheet.door(684, 330, 50, 0, (1, 0))
    sheet.door(250, 460, 60, 0, (0, 1))
    sheet.door(420, 551, 50, 270, (0, -1))
    sheet.door(520, 551, 50, 180, (0, -1))


def furniture(sheet: Sheet) -> None:
    for row in (152, 382):
        sheet.box((24, row, 648, row + 8), FURNITURE, radius=2)
    sheet.box((770, 300, 920, 400), "white", FURNITURE, 2, 10)
    for x in (800, 845, 890):
        sheet.round(x, 288, 8, FURNITURE)
        sheet.round(x, 412, 8, FURNITURE)
    sheet.box((880, 490, 970, 530), "white", FURNITURE, 2, 6)
    for left in (40, 90, 140, 190):
        sheet.box((left, 484, left + 34, 518), "white", FURNITURE, 2, 6)
    sheet.box((600, 484, 820, 496), FURNITURE, radius=2)
    for x, y in ((660, 440), (660, 28), (26, 440), (972, 160), (556, 532), (384, 532)):
        sheet.round(x, y, 10, PLANT)


def main() -> None:
    sheet = Sheet()
    rooms(sheet)
    furniture(sheet)
    small = sheet.image.resize((SIZE[0] * SCALE, SIZE[1] * SCALE), Image.Resampling.LANCZOS)
    small.quantize(64, dither=Image.Dither.NONE).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
