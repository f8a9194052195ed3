"""When rows say the same title document, as far as they say anything."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.same_document import same_document, same_number

DEED = {"deed_no": "1001", "document_type": "1", "amphoe": "สาธิต", "tambon": "สาธิตเหนือ"}


@pytest.mark.parametrize(
    ("other", "number", "document"),
    [
        ({}, True, True),
        ({"document_type": None, "amphoe": None, "tambon": ""}, True, True),
        ({"deed_no": "1002"}, False, False),
        ({"deed_no": None}, False, False),
        ({"document_type": "2"}, False, False),
        ({"tambon": "สาธิตใต้"}, True, False),
        ({"amphoe": "เมือง", "tambon": None}, True, False),
    ],
)
def test_what_is_known_of_both_tells_documents_apart(other, number, document):
    assert same_number(DEED, {**DEED, **other}) is number
    assert same_document({**DEED, **other}, DEED) is document
