"""Which row belongs to which, told to QGIS: parcel – ownership – owner, and so on.

Every column of the schema that refers to a ``uuid`` becomes a relation of the
project; ``resources/schema/relation.csv`` says which of them a form shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qgis.core import QgsProject, QgsRelation, QgsRelationContext, QgsVectorLayer

from ..core.message import Language
from ..core.resources import load_csv
from .schema import tables


@dataclass(frozen=True)
class Shown:
    """A list of child rows on the parent's form."""

    relation_id: str
    child: str
    title: str


def relation_id(child: str, column: str) -> str:
    return f"taxmap_{child}_{column}"


def shown_on(parent: str, language: Language, there: Mapping[str, QgsVectorLayer]) -> list[Shown]:
    """The child lists of a form, in order; children whose layer is absent are left out."""
    rows = [row for row in load_csv("schema", "relation.csv") if row["parent"] == parent]
    rows.sort(key=lambda row: int(row["order"]))
    return [
        Shown(relation_id(row["child"], row["column"]), row["child"], row[language])
        for row in rows
        if row["child"] in there
    ]


def add_relations(
    project: QgsProject, layers: Mapping[str, QgsVectorLayer], language: Language
) -> None:
    """Give the project every relation between these layers (by table name)."""
    manager = project.relationManager()
    for child, layer in layers.items():
        for column in tables()[child].columns:
            parent, _, key = column.references.partition(".")
            if key != "uuid" or parent not in layers:
                continue
            relation = QgsRelation(QgsRelationContext(project))
            relation.setId(relation_id(child, column.name))
            relation.setName(f"{tables()[child].title(language)} – {column.title(language)}")
            relation.setReferencingLayer(layer.id())
            relation.setReferencedLayer(layers[parent].id())
            relation.addFieldPair(column.name, key)
            manager.addRelation(relation)
