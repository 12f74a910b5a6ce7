"""The day of my work groups in figures, below the calls that wait."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.formats import duration, spoken_duration
from bluebean_client.ui.views import group_name
from bluebean_client.ui.widgets.basics import ElidedLabel, label
from server.protocol.figures import GroupFigures

UNKNOWN = "–"


class FiguresTable(QWidget):
    """A row for each group in which the operator works; hidden until the server has told the figures."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("group_figures")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 8, 16, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._shown: tuple[GroupFigures, ...] = ()
        self.hide()

    def show_figures(self, desk: Desk) -> bool:
        """Whether the table became higher or lower."""
        working = desk.live.me.work_group_ids if desk.live else ()
        wanted = tuple(one for one in desk.group_figures or () if one.work_group_id in working)
        if wanted == self._shown:
            return False
        resized, self._shown = len(wanted) != len(self._shown), wanted
        self._clear()
        self._write(0, [self.tr("Today"), *(head for head, _ in self._columns())], "small")
        for place, figures in enumerate(wanted, start=1):
            self._write_group(place, group_name(desk, figures.work_group_id), figures)
        self.setVisible(bool(wanted))
        return resized

    def _columns(self) -> Sequence[tuple[str, str]]:
        """The head of each and what it means."""
        return (
            (self.tr("In time"), self.tr("answered in time, of all answered")),
            (self.tr("Answered"), self.tr("callers who were answered")),
            (self.tr("Gave up"), self.tr("callers who gave up or left a message")),
            (self.tr("Wait"), self.tr("average wait until the answer")),
            (self.tr("Handling"), self.tr("average of talk, hold and wrap-up")),
            (self.tr("Occupied"), self.tr("time in calls and wrap-up, of that and being available")),
        )

    def _write_group(self, place: int, name: str, figures: GroupFigures) -> None:
        values = (
            _share(figures.service_level),
            str(figures.answered),
            str(figures.abandoned),
            _time(figures.average_wait_seconds),
            _time(figures.average_handling_seconds),
            _share(figures.occupancy),
        )
        cells = self._write(place, [name, *values], "secondary")
        spoken = (
            _share(figures.service_level),
            str(figures.answered),
            str(figures.abandoned),
            _spoken(figures.average_wait_seconds),
            _spoken(figures.average_handling_seconds),
            _share(figures.occupancy),
        )
        for cell, (head, meaning), value in zip(cells, self._columns(), spoken, strict=True):
            cell.setToolTip(meaning)
            cell.setAccessibleName(f"{name} {head} {value}")

    def _write(self, place: int, words: Sequence[str], role: str) -> list[QLabel]:
        """What belongs to the first of the words."""
        first, *others = words
        self._grid.addWidget(ElidedLabel(first, role), place, 0)
        cells = [label(text, role) for text in others]
        for column, cell in enumerate(cells, start=1):
            self._grid.addWidget(cell, place, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return cells

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()


def _share(part: float | None) -> str:
    return UNKNOWN if part is None else f"{part:.0%}"


def _time(seconds: float | None) -> str:
    return UNKNOWN if seconds is None else duration(seconds)


def _spoken(seconds: float | None) -> str:
    return UNKNOWN if seconds is None else spoken_duration(seconds)
