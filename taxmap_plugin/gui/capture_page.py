"""What to do on the map now, with the one button that leaves."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from .widgets import MARGIN, WrappedLabel


class CapturePage(QWidget):
    """Stands in the dock while the officer works on the map."""

    cancelled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapParcelCapture")
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.title = WrappedLabel().emphasise()
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.how = WrappedLabel()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("TaxMapParcelCaptureCancel")
        self.cancel.clicked.connect(self.cancelled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * MARGIN, MARGIN, 3 * MARGIN, MARGIN)
        layout.setSpacing(2 * MARGIN)
        layout.addStretch(1)
        for widget in (self._picture, self.title, self.how):
            layout.addWidget(widget)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def show_task(self, picture: QIcon, title: str, kind: str) -> None:
        """How this kind of thing is shown on the map."""
        self._picture.setPixmap(picture.pixmap(48, 48))
        self.title.say(title)
        self.how.say(self._how()[kind])

    def _how(self) -> dict[str, str]:
        return {
            "point": self.tr("Click the place on the map. Esc cancels."),
            "line": self.tr(
                "Click the points of the line on the map; it snaps to corners and sides. "
                "Right click ends it, Backspace takes the last point back, Esc cancels."
            ),
            "polygon": self.tr(
                "Click the corners on the map; they snap to corners and sides. "
                "Right click ends it, Backspace takes the last corner back, Esc cancels."
            ),
            "edge": self.tr("Click the side of the parcel from which to begin. Esc cancels."),
            "boundary": self.tr(
                "Drag a corner or a side of the parcels to its new place, or click it and click "
                "where it shall be. Esc puts it back, once more cancels."
            ),
        }
