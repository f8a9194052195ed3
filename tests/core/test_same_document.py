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
        ({"amphoe": "อำเภอสาธิต", "tambon": "ต.สาธิตเหนือ "}, True, True),
        ({"amphoe": "9999", "tambon": "999901"}, True, True),  # codes that nothing explains
    ],
)
def test_what_is_known_of_both_tells_documents_apart(other, number, document):
    assert same_number(DEED, {**DEED, **other}) is number
    assert same_document({**DEED, **other}, DEED) is document


def test_codes_of_two_places_are_two_places():
    here = {**DEED, "amphoe": "9999", "tambon": "999901"}
    assert same_document(here, {**here, "tambon": "๙๙๙๙๐๑"})
    assert not same_document(here, {**here, "tambon": "999902"})
