"""Which columns name rows of which table, as the schema declares it."""

from __future__ import annotations

import pytest

from taxmap_plugin.workspace.hanging import references_to


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "parcel",
            {"ownership.parcel_uuid", "attachment.subject_uuid", "letter_link.subject_uuid"},
        ),
        ("title_document", {"land_use.title_document_uuid", "match.register_uuid"}),
        ("block", {"parcel.block_code", "attachment.subject_uuid"}),
        ("zone", {"block.zone_code", "parcel.zone_code"}),
    ],
)
def test_all_that_can_belong_to_a_row_is_known(name: str, wanted: set[str]):
    found = {f"{one.table.name}.{one.column}" for one in references_to(name)}
    assert wanted <= found
    assert not any(one.startswith("finding.") for one in found), "a note holds nothing back"
