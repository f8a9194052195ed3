"""The family of a parcel as an officer reads it: parents above, children below, by changes."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QModelIndex, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..workspace.parcel_story import Chapter, Entry, Story
from .dock import EmptyState, Pages
from .history_text import (
    chapter_text,
    entry_lines,
    entry_text,
    lines,
    numbers_text,
    reason_lines,
    shape_of,
    state_of,
)
from .icons import icon, state_icon
from .widgets import MARGIN, SEPARATOR, FittedLabel, WrappedLabel, line_height

_ENTRY = Qt.ItemDataRole.UserRole
_CHAPTER = Qt.ItemDataRole.UserRole + 1
_MOST_ROWS = 10  # seen at once, however low the dock is; more are scrolled to
_ROOM_FOR_NUMBERS = 2  # lines high is their column wide, at least


class FamilyTree(QTreeWidget):
    """Two levels: changes, and below each what came of it. A row is a place (P6).

    As high as its rows, so that what it stands in scrolls, and not both.

    ``stood_on``: the officer went to a row; ``opened``: double click or Enter; ``flashed``: F;
    ``left``: Esc.
    """

    stood_on = pyqtSignal()
    opened = pyqtSignal()
    flashed = pyqtSignal()
    left = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapHistoryFamily")
        self.setAccessibleName(self.tr("Family of the parcel"))
        self.setHeaderLabels([self.tr("Parcel"), self.tr("State"), self.tr("What")])
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(4 * MARGIN)
        header.setSectionResizeMode(self.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        self.setIndentation(2 * MARGIN)
        self.setItemDelegate(_Rows(self))
        self.currentItemChanged.connect(lambda *_: self.stood_on.emit())
        self.itemDoubleClicked.connect(lambda *_: self.opened.emit())

    def show_story(self, story: Story, history_uuid: str = "") -> None:
        """Fill the tree and stand on the parcel, or on the shape, that was asked for."""
        self.blockSignals(True)
        self.clear()
        if story.origins:
            self._add_group(self.tr("At the beginning"), None, story.origins, story.root)
        for chapter in story.chapters:
            rows = chapter.after or chapter.before
            self._add_group(chapter_text(chapter), chapter, rows, story.root)
        if story.root.living and not story.tells_the_root:
            self._add_group(self.tr("Today"), None, (story.root,), story.root)
        self.expandAll()
        self.blockSignals(False)
        self._fit()
        self.updateGeometry()
        self._stand_on(story.root, history_uuid)

    def entry(self) -> Optional[Entry]:
        """The parcel of the present row; None on a change."""
        item = self.currentItem()
        return item.data(0, _ENTRY) if item is not None else None

    def chapter(self) -> Optional[Chapter]:
        """The change of the present row, or that which made its parcel."""
        item = self.currentItem()
        return item.data(0, _CHAPTER) if item is not None else None

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        rows, row = 0, self.model().index(0, 0)
        height = self.header().sizeHint().height() + 2 * self.frameWidth()
        while row.isValid() and rows < _MOST_ROWS:
            height += self.rowHeight(row)
            rows, row = rows + 1, self.indexBelow(row)
        return QSize(0, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.opened.emit()
        elif event.key() == keys.Key_F and not event.modifiers():
            self.flashed.emit()
        elif event.key() == keys.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Numbers are left to the details where there is no room for them (P1, P18)."""
        taken = sum(self.sizeHintForColumn(column) for column in (0, 1))
        room = self.viewport().width() - taken
        self.setColumnHidden(self.columnCount() - 1, room < _ROOM_FOR_NUMBERS * line_height(self))

    def _add_group(
        self, title: str, chapter: Optional[Chapter], entries: tuple[Entry, ...], root: Entry
    ) -> None:
        group = QTreeWidgetItem([title])
        group.setData(0, _CHAPTER, chapter)
        _explain(group, title)
        self.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        for entry in entries:
            group.addChild(self._row(entry, chapter, root))

    def _row(self, entry: Entry, chapter: Optional[Chapter], root: Entry) -> QTreeWidgetItem:
        word = "" if entry.public else state_of(entry.living)
        texts = [entry_text(entry), word, numbers_text(entry)]
        item = QTreeWidgetItem(texts)
        item.setData(0, _ENTRY, entry)
        item.setData(0, _CHAPTER, chapter)
        if not entry.public:
            item.setIcon(0, state_icon(shape_of(entry.living), self.palette()))
        if entry.uuid == root.uuid:
            font = self.font()
            font.setBold(True)
            item.setFont(0, font)
        _explain(item, lines(texts))
        return item

    def _stand_on(self, root: Entry, history_uuid: str) -> None:
        groups = [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        rows = [group.child(at) for group in groups for at in range(group.childCount())]
        known = [(row, row.data(0, _ENTRY)) for row in rows]
        asked = [row for row, one in known if history_uuid and one.history_uuid == history_uuid]
        same = [row for row, one in known if one == root]
        own = [row for row, one in known if one.uuid == root.uuid]
        now = [row for row in asked if row in same]  # what it was called before has the same shape
        chosen = (now or asked or same or own)[:1]
        self.setCurrentItem(chosen[0] if chosen else None)


def _explain(item: QTreeWidgetItem, text: str) -> None:
    """A cut cell is whole in its tooltip (P5)."""
    for column in range(3):
        item.setToolTip(column, text)


class _Rows(QStyledItemDelegate):
    """Rows as high as Thai needs (T2); a change spans all columns and widens none."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        width = size.width() if index.parent().isValid() else 0
        return QSize(width, max(size.height(), line_height(option.widget)))


class FamilyView(QWidget):
    """The family, and all that is known of the present row; or that nothing ever changed."""

    stood_on = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.story: Optional[Story] = None
        self.tree = FamilyTree()
        self.details = FittedLabel()
        self.title = WrappedLabel().emphasise()
        unchanged = EmptyState(
            "TaxMapHistoryUnchangedState",
            icon("good_news.svg"),
            self.tr("This parcel has never been split, merged, reshaped or renumbered."),
        )
        self.stack = Pages()
        self.stack.addWidget(_column("TaxMapHistoryTold", (self.tree, 1), (self.details, 0)))
        self.stack.addWidget(_column("TaxMapHistoryUnchanged", (self.title, 0), (unchanged, 1)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.tree.stood_on.connect(self._stand_on)

    def show_story(self, story: Story, history_uuid: str = "") -> None:
        """Another parcel; stand on one of its former shapes, if one is named."""
        self.story = story
        self.title.say(SEPARATOR.join(filter(None, entry_lines(story.root, story))))
        self.stack.setCurrentIndex(0 if story.chapters else 1)
        self.tree.show_story(story, history_uuid)
        self._stand_on()

    def entry(self) -> Optional[Entry]:
        """The parcel that the officer stands on; the whole family's without a row."""
        if self.story is None:
            return None
        return self.tree.entry() if self.tree.currentItem() is not None else self.story.root

    def chapter(self) -> Optional[Chapter]:
        """The change that the officer stands on."""
        return self.tree.chapter() if self.story is not None else None

    def entries(self) -> list[Entry]:
        """The places of the present row: a parcel, or all that a change was made of."""
        entry, chapter = self.entry(), self.chapter()
        if entry is not None:
            return [entry]
        return list(chapter.before) if chapter is not None else []

    def restyle(self) -> None:
        """Draw anew what depends on palette and font."""
        if self.story is not None:
            self.show_story(self.story)

    def _stand_on(self) -> None:
        entry, chapter = self.entry(), self.chapter()
        texts = entry_lines(entry, self.story) if entry is not None and self.story else []
        self.details.say(lines([*texts, *(reason_lines(chapter) if chapter else [])]))
        self.stood_on.emit()


def _column(name: str, *widgets: tuple[QWidget, int]) -> QWidget:
    """Widgets with their stretch, one below the other."""
    column = QWidget()
    column.setObjectName(name)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(MARGIN)
    for widget, stretch in widgets:
        layout.addWidget(widget, stretch)
    return column
