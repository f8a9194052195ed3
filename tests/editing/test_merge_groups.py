"""A table of merges as offices write it."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.editing.merge_groups import MergeTable, merge_groups, merge_jobs
from taxmap_plugin.editing.parcel_batch import run_batch
from taxmap_plugin.editing.parcel_plan import PlanError

from . import land_case

TABLE = pd.DataFrame(
    {
        "แปลงใหม่": ["ก", "ก", None, "ข", "ข"],
        "PARCEL_COD": ["01a001", "๐๑A002", "01A004", "01A003", None],
        "ถนน": ["x"] * 5,
    }
)


def test_groups_and_codes_are_told_by_header_or_by_name():
    groups = ({"ก": ["01A001", "01A002"], "ข": ["01A003"]}, {"ข": [5]}, [3])
    assert merge_groups(TABLE[["แปลงใหม่", "PARCEL_COD"]]) == groups
    assert merge_groups(TABLE, "แปลง ใหม่") == groups
    renamed = TABLE.rename(columns={"PARCEL_COD": "a", "แปลงใหม่": "b"})
    assert merge_groups(renamed, "B", "A") == groups


@pytest.mark.parametrize(
    ("table", "group", "problem"),
    [
        (TABLE, "", "merge_groups.no_column"),
        (TABLE, "ไม่มี", "merge_groups.no_column"),
        (TABLE.iloc[2:3], "แปลงใหม่", "merge_groups.empty"),
        (pd.concat([TABLE, TABLE.assign(แปลงใหม่="ค")]), "แปลงใหม่", "merge_groups.twice"),
    ],
)
def test_a_table_that_is_unclear_is_refused(table, group, problem):
    with pytest.raises(PlanError) as error:
        merge_groups(table, group)
    assert error.value.message.id == problem


def test_a_row_that_stands_twice_counts_once(tmp_path):
    ws = land_case.make(tmp_path)
    jobs = merge_jobs(ws, MergeTable({"ก": ["01A001", "01A001", "01A002"]}, {}, []))
    assert jobs[0].shape.area == 2400
    assert len(run_batch(ws, jobs).done) == 1
    assert land_case.living(ws)["01A001"] == 2400
