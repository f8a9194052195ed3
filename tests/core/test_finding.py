"""Findings of many rows become one line a kind, with its rows and some examples."""

from __future__ import annotations

import numpy as np

from taxmap_plugin.core.finding import Example, finding_frame, group, join_frames, kinds
from taxmap_plugin.core.message import Message

ROWS = np.array([1, 2, 3, 4, 5]) + 100


def frame(positions, severity, *messages):
    return finding_frame(positions, severity, [Message(*m[:1], **m[1]) for m in messages])


TITLES = {"code": "report.codes", "code.blank": "report.blanks", "shape": "report.shapes"}
SAID = join_frames(
    [
        frame([3], "warning", ("code.blank", {})),
        frame([2, 0], "warning", ("code.bad", {"code": "x"}), ("code.bad", {"code": "x"})),
        frame([1], "error", ("code.twice", {"code": "01A001"})),
        frame([0], "warning", ("shape.bent", {})),
        frame([4], "info", ("other.thing", {})),
    ]
)


def test_frames_are_joined_in_the_order_of_the_rows():
    assert SAID["position"].tolist() == [0, 0, 1, 2, 3, 4]
    assert kinds(SAID) == {
        "code.bad": 2,
        "shape.bent": 1,
        "code.twice": 1,
        "code.blank": 1,
        "other.thing": 1,
    }


def test_one_finding_a_title_worst_first():
    found = group(SAID, TITLES, ROWS)
    assert [(item.message.id, item.severity, item.rows) for item in found] == [
        ("report.codes", "error", (101, 102, 103)),
        ("report.blanks", "warning", (104,)),
        ("report.shapes", "warning", (101,)),
    ]
    assert found[0].message.params == {"count": 3}


def test_examples_say_which_rows_most_frequent_first():
    assert group(SAID, TITLES, ROWS)[0].examples == (
        Example(Message("code.bad", code="x"), (101, 103)),
        Example(Message("code.twice", code="01A001"), (102,)),
    )


def test_nothing_found():
    assert group(join_frames([]), TITLES, ROWS) == []
