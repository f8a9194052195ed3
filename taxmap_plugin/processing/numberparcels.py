"""numberparcels: give the parcels of blocks their codes, after showing them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..compat import FIELD_TEXT, SOURCE_LINE, SOURCE_POLYGON
from ..core.code_style import CodeStyle
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.numbering import CORNERS, METHODS, Rule, Way
from ..editing.code_declaration import blocks_named
from ..editing.numbering import Numbered, apply_numbering, line_to_follow, plan_numbering
from ..settings import say
from ..workspace.feature import feature_of
from ..workspace.store import Workspace
from ._code_preview import CodePreview
from ._drawn import read_drawn
from .base import TaxMapAlgorithm

_FIELDS = ("block", "old_code", "new_code", "reason", "parcel_uuid")


class NumberParcels(TaxMapAlgorithm):
    """Old and new codes as a layer; written only when asked."""

    ID = "numberparcels"

    def initAlgorithm(self, configuration: Any = None) -> None:
        methods = [
            self.tr("Snake, row by row"),
            self.tr("Snake, column by column"),
            self.tr("Around the block, clockwise"),
            self.tr("Around the block, anticlockwise"),
            self.tr("Along a line"),
            self.tr("From neighbour to neighbour"),
        ]
        corners = [
            self.tr("North-west"),
            self.tr("North-east"),
            self.tr("South-west"),
            self.tr("South-east"),
        ]
        self.add_workspace()
        self.add(
            QgsProcessingParameterString("BLOCKS", self.tr("Blocks"), optional=True),
            self.tr("Codes of blocks, such as 01A, 01B. Empty: all blocks."),
        )
        self.add(
            QgsProcessingParameterEnum("METHOD", self.tr("Order"), methods, defaultValue=0),
            self.tr("In which order the parcels of a block are numbered."),
        )
        self.add(
            QgsProcessingParameterEnum("CORNER", self.tr("Start corner"), corners, defaultValue=0),
            self.tr("The corner of the block where the first number stands."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "LINE", self.tr("Line to follow"), [SOURCE_LINE], optional=True
            ),
            self.tr(
                "Needed for the order “Along a line” only: one line, from its start to its end."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "RENUMBER", self.tr("Renumber parcels that have a code"), defaultValue=False
            ),
            self.tr(
                "Off: codes that are there stay, and only parcels without one are numbered. "
                "On: all parcels of the blocks get new codes; declared codes retire."
            ),
        )
        self.add(
            self._number("START", self.tr("First number")),
            self.tr("The lot number to begin with in a draft block."),
        )
        self.add(
            self._number("STEP", self.tr("Step")),
            self.tr("From one number to the next; 10 leaves room for later parcels."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "WRITE", self.tr("Write the new codes"), defaultValue=False
            ),
            self.tr("Off: only the list of old and new codes is made. On: it is written, too."),
        )
        self.add(
            QgsProcessingParameterString("REASON", self.tr("Reason"), optional=True),
            self.tr("Why codes change. It or the document is needed when declared codes do."),
        )
        self.add(
            QgsProcessingParameterString("DOCUMENT", self.tr("Document"), optional=True),
            self.tr("The document that orders the change, if there is one."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Old and new codes"), SOURCE_POLYGON
            ),
            self.tr("A layer of the parcels with old code, new code and reason; CSV works too."),
        )
        self.addOutput(QgsProcessingOutputNumber("CHANGED", self.tr("Parcels with a new code")))
        self.addOutput(QgsProcessingOutputNumber("RETIRED", self.tr("Retired codes")))

    @staticmethod
    def _number(name: str, label: str) -> QgsProcessingParameterNumber:
        return QgsProcessingParameterNumber(name, label, defaultValue=1, minValue=1)

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        named = self.parameterAsString(parameters, "BLOCKS", context)
        way = Way(
            METHODS[self.parameterAsEnum(parameters, "METHOD", context)],
            CORNERS[self.parameterAsEnum(parameters, "CORNER", context)],
            self._line(parameters, context, ws, feedback),
        )
        rule = Rule(
            keep=not self.parameterAsBoolean(parameters, "RENUMBER", context),
            start=self.parameterAsInt(parameters, "START", context),
            step=self.parameterAsInt(parameters, "STEP", context),
        )
        blocks = blocks_named(named, CodeStyle.of(ws.municipality))
        planned = plan_numbering(ws, blocks, way, rule, Part(feedback, 0, 0.5))
        output = self._show(parameters, context, ws, planned)
        changed = int((planned["old_code"].fillna("") != planned["new_code"]).sum())
        done = Numbered(changed, 0, 0)
        if self.parameterAsBoolean(parameters, "WRITE", context):
            reason = self.parameterAsString(parameters, "REASON", context)
            document = self.parameterAsString(parameters, "DOCUMENT", context)
            done = apply_numbering(ws, planned, reason, document, Part(feedback, 0.5, 1))
            feedback.message(Message("numbering.written", **vars(done)))
        else:
            counts = {"parcels": len(planned), "blocks": planned["block"].nunique()}
            feedback.message(Message("numbering.planned", changed=changed, **counts))
        return {"OUTPUT": output, "CHANGED": done.parcels, "RETIRED": done.retired}

    def _line(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        feedback: Feedback,
    ) -> shapely.LineString | None:
        source = self.parameterAsSource(parameters, "LINE", context)
        if source is None:
            return None
        pieces = read_drawn(source, ws)
        for one in (piece for piece in pieces if piece.shape is None):
            left = {"name": one.name, "problem": Message("drawn.no_shape")}
            feedback.message(Message("parcel_batch.refused", **left))
        return line_to_follow([one.shape for one in pieces if one.shape is not None])

    def _show(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        planned: pd.DataFrame,
    ) -> str:
        """Write the list with the parcels' shapes, so that it can be looked at as a map."""
        fields = QgsFields()
        for name in _FIELDS:
            fields.append(QgsField(name, FIELD_TEXT))
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, fields, QgsWkbTypes.MultiPolygon, crs
        )
        shapes = ws.read("parcel", ["uuid", "geom"]).set_index("uuid")["geom"]
        kept = planned["old_code"].fillna("") == planned["new_code"]
        planned = planned.loc[kept.sort_values(kind="stable").index]  # what changes comes first
        texts = planned.assign(reason=planned["reason"].map(say))
        texts = texts[["block", "old_code", "new_code", "reason", "uuid"]].to_numpy(dtype=object)
        for values, shape in zip(texts, shapes.reindex(planned["uuid"])):
            feature = feature_of(fields, values, shapely.to_wkb(shape))
            sink.addFeature(feature, QgsFeatureSink.FastInsert)
        del sink  # closes the file
        self.dress(context, output, CodePreview(self._words()))
        return str(output)

    def _words(self) -> dict[str, str]:
        return {
            "block": self.tr("Block"),
            "old_code": self.tr("Old code"),
            "new_code": self.tr("New code"),
            "reason": self.tr("Reason"),
            "changed": self.tr("New code"),
            "kept": self.tr("Keeps its code"),
        }
