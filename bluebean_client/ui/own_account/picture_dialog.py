"""画像の変更: a PNG or JPEG is chosen, cut to a square under one's eyes, and shown to colleagues."""

from PySide6.QtCore import QFileInfo, QSize, Qt
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.modal import Modal
from bluebean_client.ui.own_account.crop import MOST_ZOOM, CropView
from bluebean_client.ui.widgets.basics import button, label
from bluebean_client.ui.widgets.error_line import ErrorLine
from server.protocol.seats import LARGEST_PICTURE_BYTES, LONGEST_PICTURE_SIDE_PX

WIDTH = 400
FORMATS = ("png", "jpeg")
PERCENT = 100


class PictureDialog(Modal):
    def __init__(self, ui: UiContext, window: QWidget, top: int) -> None:
        super().__init__(ui, window, "picture_dialog", top)
        self._ui = ui
        self.crop = CropView(ui)
        self._zoom = QSlider(Qt.Orientation.Horizontal)
        self._error = ErrorLine(ui.theme)
        self.choose = button(self.tr("Choose a file…"), name="choose_picture_button")
        self.change = button(self.tr("Use this picture"), "primary", name="change_picture_button")
        self.cancel = button(self.tr("Cancel"), name="cancel_picture_button")
        self._lay_out()
        self._connect()
        self._show_crop(False)
        self.open(WIDTH)
        self.choose.setFocus()

    def _lay_out(self) -> None:
        self._zoom.setObjectName("picture_zoom")
        self._zoom.setAccessibleName(self.tr("Zoom"))
        self._zoom.setRange(PERCENT, round(MOST_ZOOM * PERCENT))
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 20, 24, 18)
        inner.setSpacing(10)
        inner.addWidget(label(self.tr("Change picture"), "dialog"))
        inner.addWidget(
            label(self.tr("PNG or JPEG, at most 1 MiB. Colleagues see it in the seat list."), "small", wrap=True)
        )
        inner.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.crop, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self._zoom)
        inner.addWidget(self._error)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.change)
        inner.addLayout(buttons)
        self.panel.body.addLayout(inner)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose_file)
        self.cancel.clicked.connect(self.dismiss)
        self.change.clicked.connect(self._send)
        self._zoom.valueChanged.connect(lambda percent: self.crop.set_zoom(percent / PERCENT))
        self.crop.zoomed.connect(self._show_zoom)

    def _show_zoom(self, zoom: float) -> None:
        self._zoom.blockSignals(True)
        self._zoom.setValue(round(zoom * PERCENT))
        self._zoom.blockSignals(False)

    def _show_crop(self, is_there: bool) -> None:
        self.crop.setVisible(is_there)
        self._zoom.setVisible(is_there)
        self.change.setEnabled(is_there)

    def _choose_file(self) -> None:
        """In the system's own dialog."""
        filters = self.tr("Pictures (*.png *.jpg *.jpeg)")
        files = QFileDialog(self.window(), self.tr("Change picture"), "", filters)
        files.setFileMode(QFileDialog.FileMode.ExistingFile)
        files.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        files.fileSelected.connect(self.take_file)
        files.open()

    def take_file(self, path: str) -> None:
        """Show what is in the file, or say why it can't be used."""
        reader = QImageReader(path)
        reader.setAutoTransform(True)
        size: QSize = reader.size()
        too_large = QFileInfo(path).size() > LARGEST_PICTURE_BYTES
        too_long = max(size.width(), size.height()) > LONGEST_PICTURE_SIDE_PX
        if too_large:
            self._refuse(self.tr("The file is larger than 1 MiB. Choose a smaller one."))
        elif too_long or bytes(reader.format().data()).decode() not in FORMATS:
            self._refuse(self.tr("This is no picture that can be used. Choose a PNG or JPEG file."))
        elif (image := reader.read()).isNull():
            self._refuse(self.tr("The file is damaged. Choose another one."))
        else:
            self._error.say("")
            self.crop.show_image(image)
            self._show_crop(True)
            self._place()
            self.crop.setFocus()

    def _refuse(self, sentence: str) -> None:
        self._error.say(sentence)
        self._show_crop(False)
        self._place()

    def _send(self) -> None:
        self.change.setEnabled(False)
        self._ui.slots.start(self._change())

    async def _change(self) -> None:
        problem = await self._ui.actions.office.change_picture(self.crop.encoded())
        if problem is None:
            self.dismiss()
            return
        self.change.setEnabled(True)
        self._error.say(words.said(problem).whole)
        self._place()
