"""Fields that were added to a layer, taken away or renamed, and are not saved yet."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsField, QgsVectorLayer

from ..core.message import Message


@dataclass(frozen=True)
class FieldEdits:
    """``renamed`` are old names and new ones; ``names`` the layer's own fields now, in order.

    A renamed field stands in ``names`` as it is stored.
    """

    added: tuple[QgsField, ...]
    deleted: tuple[str, ...]
    renamed: dict[str, str]
    names: tuple[str, ...]

    @classmethod
    def of(cls, layer: QgsVectorLayer) -> FieldEdits:
        """What is in the layer's edit buffer now."""
        buffer, stored = layer.editBuffer(), layer.dataProvider().fields().names()
        gone, added = set(buffer.deletedAttributeIds()), buffer.addedAttributes()
        kept = [name for place, name in enumerate(stored) if place not in gone]
        shown = layer.fields().names()  # the stored ones, those added, then joined and virtual ones
        return cls(
            tuple(QgsField(field) for field in added),
            tuple(stored[place] for place in sorted(gone)),
            {old: new for old, new in zip(kept, shown) if old != new},
            (*kept, *(field.name() for field in added)),
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.deleted or self.renamed)

    @property
    def refused(self) -> Message:
        """Why they cannot be saved: the fields are those of every workspace."""
        if not self.added and not self.deleted:
            return Message("native_saves.renamed", fields=list(self.renamed))
        names = [*(field.name() for field in self.added), *self.deleted, *self.renamed]
        return Message("native_saves.fields", fields=names)

    def put_back(self, layer: QgsVectorLayer) -> None:
        """The same once more, but for other names: what QGIS undoes of these, it cannot save."""
        for field in self.added:
            layer.addAttribute(field)
        for name in self.deleted:
            layer.deleteAttribute(layer.fields().indexOf(name))
        layer.updateFields()
