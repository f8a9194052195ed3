"""What the officer decides about one layer or sheet: mapping, encoding, datum."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.columns import Profile
from ..core.datum_guess import DatumGuess
from ..core.message import Message
from ..errors import TaxMapError
from ..exchange.datum_guard import DatumChoice
from ..exchange.import_plan import PlanItem
from ..exchange.source import encoding_label
from ..settings import LAST_FOLDER, read, say
from .icons import state_icon
from .import_mapping import MappingModel, MappingTable
from .widgets import MARGIN, ElidingCombo, FittedLabel

ENCODINGS = ("cp874", "utf-8", "utf-16")
READINGS = (
    (24047, "Indian 1975 / UTM 47N"),
    (24048, "Indian 1975 / UTM 48N"),
    (32647, "WGS 84 / UTM 47N"),
    (32648, "WGS 84 / UTM 48N"),
    (4326, "WGS 84"),
)


class StateLine(QWidget):
    """A shape and a sentence that wraps."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.shape = QLabel()
        self.sentence = FittedLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.shape, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.sentence, 1)

    def say(self, state: str, text: str) -> None:
        self.shape.setPixmap(state_icon(state, self.palette()).pixmap(16, 16))
        self.shape.setContentsMargins(0, 4, 0, 0)
        self.sentence.say(text)
        self.setVisible(bool(text))


class ItemPanel(QWidget):
    """Shows one item and changes it.

    ``changed``: its mapping or datum is another. ``encoding_chosen``: it has to be read
    again. ``failed``: a TaxMapError to be told. ``profile_named``: save the mapping now.
    """

    changed = pyqtSignal()
    encoding_chosen = pyqtSignal(str)
    failed = pyqtSignal(object)
    profile_named = pyqtSignal(object)

    def __init__(self, epsg: int) -> None:
        super().__init__()
        self.setObjectName("TaxMapImportItem")
        self.item: Optional[PlanItem] = None
        self._epsg = epsg
        self._guess: Optional[DatumGuess] = None
        self._profiles: list[Profile] = []
        self.model = MappingModel(self)
        self.model.changed.connect(self._mapping_changed)
        self.table = MappingTable(self.model)
        self.profile = self._combo("TaxMapImportProfile", self.tr("Mapping"))
        self.profile.activated.connect(self._choose_profile)
        self.remember = QCheckBox(self.tr("Remember for such files"))
        self.remember.setObjectName("TaxMapImportRemember")
        self.remember.toggled.connect(self._set_remember)
        self.encoding = self._combo("TaxMapImportEncoding", self.tr("Letters"))
        self.encoding.activated.connect(
            lambda: self.encoding_chosen.emit(self.encoding.currentData())
        )
        self.encoding_label = self._label(self.tr("Letters"), self.encoding)
        self.datum = self._combo("TaxMapImportDatum", self.tr("Coordinates"))
        self.datum.activated.connect(self._choose_datum)
        self.datum_label = self._label(self.tr("Coordinates"), self.datum)
        self.verdict = StateLine("TaxMapImportVerdict")
        self.of_land_office = QCheckBox(self.tr("The shapes are the land office's"))
        self.of_land_office.setObjectName("TaxMapImportOfLandOffice")
        self.of_land_office.setToolTip(
            self.tr("Repairs of map quality do not change these parcels unless you unlock them.")
        )
        self.of_land_office.toggled.connect(self._set_of_land_office)
        self.unused = FittedLabel()
        self._lay_out()

    def set_profiles(self, profiles: list[Profile]) -> None:
        """The saved mappings of the workspace."""
        self._profiles = profiles

    def show_item(self, item: Optional[PlanItem], guess: Optional[DatumGuess] = None) -> None:
        """Show an item; ``guess`` is what its map sheets say, once known."""
        self._guess = guess
        if item is not self.item or self.model.item is not item:
            self.item = item
            self.model.show_item(item)
        self._fill_profiles()
        self._fill_encodings()
        self._show_of_land_office()
        self.show_datum(guess)
        self._show_unused()
        self.remember.blockSignals(True)
        self.remember.setChecked(bool(item and item.remember))
        self.remember.blockSignals(False)
        self.setEnabled(item is not None)

    def show_table_chosen(self) -> None:
        """The item goes into another table now."""
        self.model.show_item(self.item)
        self._fill_profiles()
        self._show_of_land_office()
        self._show_unused()

    def show_datum(self, guess: Optional[DatumGuess]) -> None:
        """The verdict in words; what is asked stays asked until it is answered."""
        self._guess = guess
        item = self.item
        shown = item is not None and not item.is_register
        for widget in (self.datum, self.datum_label):
            widget.setVisible(shown)
        if item is None or not shown:
            self.verdict.say("passed", "")
            return
        doubt = replace(item, choice=DatumChoice()).refusal(self._epsg, guess)
        self._fill_answers(item, guess, doubt)
        self.verdict.say(*self._verdict(item, guess, doubt))

    def _verdict(
        self, item: PlanItem, guess: Optional[DatumGuess], doubt: Optional[Message]
    ) -> tuple[str, str]:
        if doubt is not None:
            answered = item.refusal(self._epsg, guess) is None
            return ("check" if answered else "error"), say(doubt)
        if guess is not None and guess.best is not None:
            return "passed", say(guess.message)
        text = self.tr("No map sheets beside the shapes could confirm the coordinate system.")
        return "not_started", text

    def _fill_answers(
        self, item: PlanItem, guess: Optional[DatumGuess], doubt: Optional[Message]
    ) -> None:
        self.datum.clear()
        declared = item.source.epsg
        name = item.source.crs_name or f"EPSG:{declared}"
        if doubt is not None:
            self.datum.addItem(self.tr("Decide…"), DatumChoice())
        elif declared is not None:
            self.datum.addItem(self.tr("As the file says: {}").format(name), DatumChoice())
        else:
            self.datum.addItem(self.tr("As the map sheets say"), DatumChoice())
        if guess is not None and guess.best is not None and guess.agrees is False:
            self.datum.addItem(self.tr("Follow the map sheets"), DatumChoice(put_right=True))
        if doubt is not None and declared is not None:
            text = self.tr("Keep {}, I have checked").format(f"EPSG:{declared}")
            self.datum.addItem(text, DatumChoice(trust=True))
        for epsg, title in READINGS:
            if epsg != declared:
                text = self.tr("Read as {}").format(f"{title} (EPSG:{epsg})")
                self.datum.addItem(text, DatumChoice(epsg=epsg))
        chosen = [self.datum.itemData(at) for at in range(self.datum.count())]
        self.datum.setCurrentIndex(chosen.index(item.choice) if item.choice in chosen else 0)
        self.datum.setToolTip(self.datum.currentText())

    def _choose_datum(self) -> None:
        if self.item is not None:
            self.item.choice = self.datum.currentData()
            self.show_datum(self._guess)
            self.changed.emit()

    def _fill_encodings(self) -> None:
        item = self.item
        shown = item is not None and item.has_encoding()
        for widget in (self.encoding, self.encoding_label):
            widget.setVisible(shown)
        if item is None or not shown:
            return
        self.encoding.clear()
        judged = encoding_label(item.source.encoding.replace("-sig", ""))
        text = self.tr("Judged: {}").format(judged) if not item.encoding else self.tr("Judge anew")
        self.encoding.addItem(text, "")
        for name in ENCODINGS:
            self.encoding.addItem(encoding_label(name), name)
        self.encoding.setCurrentIndex(max(0, self.encoding.findData(item.encoding)))
        self.encoding.setToolTip("\n".join(say(note) for note in item.source.notes))

    # -- saved mappings ------------------------------------------------------------------

    def _fill_profiles(self) -> None:
        self.profile.clear()
        self.profile.addItem(self.tr("Guessed from the names"), None)
        item = self.item
        if item is None:
            return
        allowed = item.tables()
        for one in self._profiles:
            if one.table in allowed and not one.missing(item.headers):
                self.profile.addItem(one.name, one)
        named = self.profile.findText(item.profile_name) if item.profile_name else 0
        self.profile.setCurrentIndex(max(0, named))

    def _choose_profile(self) -> None:
        if self.item is None:
            return
        profile = self.profile.currentData()
        if profile is None:
            self.item.choose_table(self.item.table)
        else:
            self._use(profile)
        self._mapping_replaced()

    def _use(self, profile: Profile) -> None:
        if self.item is None:
            return
        try:
            self.item.use_profile(profile)
            self.item.wanted = True
        except TaxMapError as error:
            self.failed.emit(error)

    def _mapping_replaced(self) -> None:
        self.show_table_chosen()
        self.changed.emit()

    def _mapping_changed(self) -> None:
        self._fill_profiles()
        self._show_unused()
        self.changed.emit()

    def _set_remember(self, on: bool) -> None:
        if self.item is not None:
            self.item.remember = on

    def _show_of_land_office(self) -> None:
        item = self.item
        self.of_land_office.setVisible(
            item is not None and not item.is_register and item.table == "parcel"
        )
        self.of_land_office.blockSignals(True)
        self.of_land_office.setChecked(item is not None and item.of_land_office)
        self.of_land_office.blockSignals(False)

    def _set_of_land_office(self, on: bool) -> None:
        if self.item is not None:
            self.item.of_land_office = on
            self.changed.emit()

    def _save_named(self) -> None:
        if self.item is None:
            return
        title = self.tr("Save the mapping")
        name, agreed = QInputDialog.getText(
            self, title, self.tr("Name"), text=self.item.profile().name
        )
        if agreed and name.strip():
            self.item.profile_name = name.strip()
            self.profile_named.emit(self.item.profile())

    def _load_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Load a mapping"), str(read(LAST_FOLDER)), "JSON (*.json)"
        )
        if path:
            try:
                self._use(Profile.load(Path(path)))
            except TaxMapError as error:
                self.failed.emit(error)
            self._mapping_replaced()

    def _save_file(self) -> None:
        if self.item is None:
            return
        start = str(Path(str(read(LAST_FOLDER))) / f"{Path(self.item.source.file).stem}.json")
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the mapping"), start, "JSON (*.json)"
        )
        if path:
            try:
                self.item.profile().save(Path(path))
            except OSError as error:
                message = Message("set_aside.cannot_write", file=Path(path).name)
                self.failed.emit(TaxMapError(message, str(error)))

    # -- how it stands -------------------------------------------------------------------

    def _show_unused(self) -> None:
        names = self.model.unused()
        text = self.tr("Not used, kept in the source rows: {}").format(", ".join(names))
        self.unused.say(text if names else "")
        self.unused.setVisible(bool(names))

    def _lay_out(self) -> None:
        more = QToolButton()
        more.setObjectName("TaxMapImportProfileMenu")
        more.setText("…")
        more.setToolTip(self.tr("Save or load this mapping"))
        more.setAccessibleName(more.toolTip())
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addAction(self.tr("Save under a name…"), self._save_named)
        menu.addAction(self.tr("Load from a file…"), self._load_file)
        menu.addAction(self.tr("Save to a file…"), self._save_file)
        more.setMenu(menu)
        first = _line(self._label(self.tr("Mapping"), self.profile), self.profile, more)
        first.addWidget(self.remember)
        second = _line(self.encoding_label, self.encoding, self.datum_label, self.datum)
        second.setStretchFactor(self.encoding, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.verdict)
        layout.addWidget(self.of_land_office)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.unused)

    @staticmethod
    def _combo(name: str, title: str) -> ElidingCombo:
        combo = ElidingCombo(name, letters=10)
        combo.setAccessibleName(title)
        return combo

    @staticmethod
    def _label(text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text)
        label.setBuddy(buddy)
        return label


def _line(*widgets: Any) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(MARGIN)
    for widget in widgets:
        line.addWidget(widget, 1 if isinstance(widget, QComboBox) else 0)
    return line
