"""Banners under the tabs: what can't be done, what is to decide, what is on offer; heaviest first."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Notice, Severity
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import derived_notices, is_news
from bluebean_client.ui.widgets.basics import IconLabel, button, icon_button, label, remove

LOOKS = {
    Severity.ERROR: ("alert-disc", Tone.DANGER),
    Severity.WARNING: ("warning", Tone.WAIT),
    Severity.OFFER: ("info-disc", Tone.TALK),
}
ORDER = list(LOOKS)
STANDING = ("no_microphone", "no_speaker", "no_sound_devices", "device_strayed", "ring_tone_unusable", "poor_quality")
"""These go by themselves when their cause is gone."""


class Banner(QFrame):
    """Attributes: `notice`, what it shows. Signals: `acted(notice)`, `dismissed(notice)`."""

    acted = Signal(object)
    dismissed = Signal(object)

    def __init__(self, ui: UiContext, notice: Notice, *, narrow: bool) -> None:
        super().__init__()
        self.notice = notice
        icon_name, tone = LOOKS[notice.severity]
        self.setProperty("banner", notice.severity.value)
        self.setObjectName(f"notice_{notice.key}")
        icon = IconLabel(ui.theme, 20)
        icon.show_icon(icon_name, ui.theme.tone(tone).text)
        spoken = words.said(notice.problem)
        title = label(spoken.title, "", wrap=narrow)
        title.setProperty("banner_title", notice.severity.value)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(title)
        if spoken.text:
            column.addWidget(label(spoken.text, "", wrap=True, select=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(12 if narrow else 16, 9, 12, 9)
        row.setSpacing(10 if narrow else 14)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop if narrow else Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column, 1)
        if notice.action:
            act = button(self._action_words(notice.action), name=f"{notice.action}_button")
            act.clicked.connect(lambda: self.acted.emit(notice))
            if narrow:
                column.addSpacing(6)
                column.addWidget(act, 0, Qt.AlignmentFlag.AlignRight)
            else:
                row.addWidget(act)
        if notice.action in ("restore_draft", "copy_draft"):
            discard = button(self._action_words("discard_draft"), "link", name="discard_draft_button")
            discard.clicked.connect(lambda: self.acted.emit(replace(notice, action="discard_draft")))
            row.addWidget(discard, 0, Qt.AlignmentFlag.AlignBottom if narrow else Qt.AlignmentFlag.AlignVCenter)
        if notice.severity is not Severity.ERROR and notice.problem.code not in STANDING:
            close = icon_button(ui.theme, "close", self.tr("Close"), name="dismiss_notice_button")
            close.clicked.connect(lambda: self.dismissed.emit(notice))
            row.addWidget(close)

    def _action_words(self, action: str) -> str:
        return {
            "reconnect": self.tr("Reconnect"),
            "restore_draft": self.tr("Restore"),
            "copy_draft": self.tr("Copy"),
            "discard_draft": self.tr("Discard"),
            "open_settings": self.tr("Settings"),
            "show_differences": self.tr("Show differences"),
        }.get(action, self.tr("OK"))


class Banners(QWidget):
    """`narrow` puts the button below the sentence. Signals: `acted(notice)`, `dismissed(notice)`.

    A banner stays the same widget while its notice does, so that one that comes or goes beside it takes nobody's focus away.
    """

    acted = Signal(object)
    dismissed = Signal(object)

    def __init__(self, ui: UiContext, *, narrow: bool = False) -> None:
        super().__init__()
        self._ui, self._narrow = ui, narrow
        self._shown: tuple[Notice, ...] = ()
        self._banners: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def height_in(self, width: int) -> int:
        """Sentences wrap: the height follows from the width."""
        self._column.activate()
        flows = self._column.hasHeightForWidth()
        return self._column.heightForWidth(width) if flows else self._column.sizeHint().height()

    def show_desk(self, desk: Desk, more: tuple[Notice, ...] = ()) -> None:
        """`more` are banners that the page itself has found reason for."""
        notices = (*derived_notices(desk), *more, *(notice for notice in desk.notices if not is_news(notice)))
        if notices == self._shown:
            return
        self._shown = notices
        old, self._banners = self._banners, {}
        for notice in sorted(notices, key=lambda notice: ORDER.index(notice.severity)):
            known = old.get(notice.key)
            self._banners[notice.key] = known if known and known.notice == notice else self._made(notice)
        for key, banner in old.items():
            if self._banners.get(key) is not banner:
                remove(self._column, banner)
        for place, banner in enumerate(self._banners.values()):
            self._column.insertWidget(place, banner)
        self.setVisible(bool(notices))

    def _made(self, notice: Notice) -> Banner:
        banner = Banner(self._ui, notice, narrow=self._narrow)
        banner.acted.connect(self.acted)
        banner.dismissed.connect(self.dismissed)
        return banner
