"""What an officer may call a change: the same in the docks and in the toolbox."""

from __future__ import annotations

from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.workspace.change_kind import stated_kinds
from taxmap_plugin.workspace.undo_stack import undoable_kinds


def test_what_the_program_alone_does_cannot_be_stated():
    """Restoring, numbering and undoing are what they are, whatever anybody calls them."""
    kinds = stated_kinds("en")
    assert {"split", "merge", "public_use", "correct"} < set(kinds)
    assert not {"restore", "number_parcels", "number_units", "undo", "import"} & set(kinds)


def test_every_kind_that_can_be_stated_can_be_taken_back():
    assert set(stated_kinds("en")) <= undoable_kinds()


def test_they_are_offered_in_the_readers_language_and_in_the_order_of_the_list():
    kinds = stated_kinds("th")
    rows = load_csv("domains", "change_kind.csv")
    assert list(kinds) == [row["code"] for row in rows if row["code"] in kinds]
    assert kinds["merge"] == "รวมแปลง"
