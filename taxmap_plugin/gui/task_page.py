"""What do you want to do: the tasks of the Parcels dock, each with one plain sentence (P3)."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from .icons import icon
from .parcel_tasks import GROUPS, Operations, ParcelTask
from .start_pages import page_layout
from .widgets import MARGIN, TaskButton, WrappedLabel, named_button


class TaskPage(QWidget):
    """The tasks below what is selected.

    ``wanted`` carries the name of a task; ``card_wanted``: back to what is selected;
    ``pick_wanted``: choose a parcel on the map.
    """

    wanted = pyqtSignal(str)
    card_wanted = pyqtSignal()
    pick_wanted = pyqtSignal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setObjectName("TaxMapParcelTasks")
        self._operations = operations
        self.selected = WrappedLabel()
        self.pick = named_button("TaxMapParcelTasksPick", self.tr("Pick a parcel on the map"))
        self.pick.clicked.connect(self.pick_wanted)
        self.card = named_button("TaxMapParcelTasksCard", self.tr("Show what is selected"))
        self.card.clicked.connect(self.card_wanted)
        self.buttons: dict[str, TaskButton] = {}
        self._scroll = QScrollArea()
        self._scroll.setObjectName("TaxMapParcelTaskList")
        tasks = page_layout(self._scroll)
        titles = self._group_titles()
        for group, members in GROUPS.items():
            tasks.addWidget(WrappedLabel(titles[group]).emphasise())
            for task in members:
                tasks.addWidget(self._button(task))
        tasks.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        head.setSpacing(MARGIN)
        for widget in (self.selected, self.pick, self.card):
            head.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        self.show_selection("")

    def show_selection(self, text: str) -> None:
        """Say what is selected; nothing when ``text`` is empty."""
        nothing = self.tr("No parcel is selected. Pick one on the map, or choose what to do.")
        self.selected.say(text or nothing)
        self.pick.setVisible(not text)
        self.card.setVisible(bool(text))

    def set_busy(self, busy: bool) -> None:
        """What cannot be begun now, or not yet at all, says why."""
        waiting = self.tr("Wait until the present work has ended.")
        missing = self.tr("Not in this version yet.")
        for name, button in self.buttons.items():
            reason = waiting if busy else "" if self._operations.has(name) else missing
            button.setEnabled(not reason)
            button.setToolTip(reason or button.accessibleDescription())

    def _button(self, task: ParcelTask) -> TaskButton:
        title, sentence = self.words()[task.name]
        name = f"TaxMapParcelTask_{task.name}"
        button = TaskButton(
            name, icon(task.picture), title, sentence, lambda: self.wanted.emit(task.name)
        )
        self.buttons[task.name] = button
        return button

    def _group_titles(self) -> dict[str, str]:
        return {
            "draw": self.tr("Draw"),
            "change": self.tr("Change"),
            "qgis": self.tr("With QGIS's own tools"),
            "look": self.tr("Compare"),
        }

    def words(self) -> dict[str, tuple[str, str]]:
        """Name and sentence of every task."""
        return {
            "draw_parcel": (
                self.tr("Draw a parcel"),
                self.tr("It follows its neighbours: nothing overlaps, no gap is left."),
            ),
            "draw_building": (
                self.tr("Draw a building"),
                self.tr("Draw its outline on the parcel; the code is filled in."),
            ),
            "place_signboard": (
                self.tr("Place a signboard"),
                self.tr("Click where it stands; the code is filled in."),
            ),
            "draw_block": (
                self.tr("Draw a block"),
                self.tr("Draw its outline; it gets the next free letter."),
            ),
            "draw_zone": (
                self.tr("Draw a zone"),
                self.tr("Draw its outline; it gets the next free number."),
            ),
            "traverse": (
                self.tr("Draw from bearings or coordinates"),
                self.tr("Type or paste what the deed or the survey says."),
            ),
            "split_by_line": (
                self.tr("Split by a line"),
                self.tr(
                    "Draw the line across the selected parcels, or across any if none is selected."
                ),
            ),
            "split_to_area": (
                self.tr("Split to an area"),
                self.tr("Say how large the pieces shall be and from which side."),
            ),
            "merge": (
                self.tr("Merge parcels"),
                self.tr("Select neighbours; the smallest code remains."),
            ),
            "move_boundary": (
                self.tr("Move a boundary"),
                self.tr("Drag a corner or a side; all parcels there move as one."),
            ),
            "redraw_boundary": (
                self.tr("Redraw a boundary"),
                self.tr("Draw the new line from one point of the boundary to another."),
            ),
            "qgis_vertices": (
                self.tr("Move corners one by one"),
                self.tr("QGIS's vertex tool, set to shared corners; Save makes it one change."),
            ),
            "qgis_reshape": (
                self.tr("Reshape by a line"),
                self.tr("QGIS's reshape tool, set to snapping; Save makes it one change."),
            ),
            "cut_strip": (
                self.tr("Cut out a road or canal"),
                self.tr("Draw the strip; every parcel that it crosses gives its part."),
            ),
            "renumber": (
                self.tr("Give another code"),
                self.tr("Renumber, or move to another block; the old code stays searchable."),
            ),
            "compare": (
                self.tr("Compare with another map"),
                self.tr("See which parcels were split, merged or changed."),
            ),
        }
