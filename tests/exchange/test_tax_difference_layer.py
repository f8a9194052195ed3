"""Parcels whose tax differs as features: one each, in the worst of their states."""

from __future__ import annotations

from qgis.core import QgsFeatureSink

from taxmap_plugin.exchange.tax_difference_layer import (
    TaxPlace,
    difference_fields,
    write_differences,
)
from tests.editing import land_case

TITLES = {"different": "ต่างกัน", "values": "มูลค่าต่างกัน", "only_there": "มีเฉพาะระบบนั้น"}


class Sink(QgsFeatureSink):
    def __init__(self):
        super().__init__()
        self.features = []

    def addFeature(self, feature, flags=QgsFeatureSink.FastInsert):
        self.features.append(feature)
        return True


def test_one_feature_a_parcel_and_rows_for_what_has_no_place(qgis_app, tmp_path):
    ws, sink = land_case.make(tmp_path), Sink()
    places = [
        TaxPlace("p1", "01A001", "values", 100, 100, "ราคา"),
        TaxPlace("p1", "01A001", "different", 250, 200, "ส่วนลด"),
        TaxPlace("p2", "01A002", "same", 1, 1, ""),
        TaxPlace("", "99Z999", "only_there", None, 500, "ไม่พบแปลง"),
    ]
    assert write_differences([ws], places, TITLES, sink) == 2
    names = [field.name() for field in difference_fields()]
    one, other = (dict(zip(names, feature.attributes())) for feature in sink.features)
    assert (one["state_name"], one["tax_one"], one["tax_other"]) == ("ต่างกัน", 3.5, 3.0)
    assert (one["difference"], one["why"]) == (-0.5, "ราคา; ส่วนลด")
    assert other["parcel_code"] == "99Z999" and other["difference"] == 5.0
    assert round(sink.features[0].geometry().area()) == 1200
    assert sink.features[1].geometry().isNull()
