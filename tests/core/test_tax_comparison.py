"""Two assessments beside each other: which item is which, and what became of a parcel."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.message import Message
from taxmap_plugin.core.tax_comparison import ITEMS, ItemLines, compared_things, item_pairs
from taxmap_plugin.core.tax_line import TaxLine


def item(payer="o1", building="", tax_class="other", tax=100):
    return ItemLines(payer, building, tax_class, tax, (TaxLine(Message("land_tax.tax"), tax),))


def paired(before, after):
    return [
        tuple(None if one is None else (one.payer, one.building, one.tax_class) for one in pair)
        for pair in ((pair.before, pair.after) for pair in item_pairs(before, after))
    ]


def test_items_that_agree_most_are_the_same():
    house, shop = item(building="b1", tax_class="home_other"), item(building="b2")
    assert paired([house, shop], [shop, house]) == [
        (("o1", "b1", "home_other"), ("o1", "b1", "home_other")),
        (("o1", "b2", "other"), ("o1", "b2", "other")),
    ]


@pytest.mark.parametrize(
    "after", [item("o2"), item(building="b1"), item(tax_class="vacant"), item("o2", "b1", "agri")]
)
def test_one_item_on_each_side_is_the_same_one_whatever_changed(after):
    (pair,) = item_pairs([item()], [after])
    assert pair.before is not None and pair.after is after


def test_what_has_no_other_is_alone():
    pairs = item_pairs([item()], [item(), item(building="b1"), item(building="b2")])
    assert [pair.before is None for pair in pairs] == [False, True, True]
    assert [one.id for one in pairs[1].causes] == ["tax_cause.item_came"]


def things(*rows):
    return pd.DataFrame(rows, columns=list(ITEMS))


def row(thing="p", payer="o1", tax_class="other", value=1000, tax=3):
    return (thing, thing, payer, "", tax_class, value, 0, value, tax)


@pytest.mark.parametrize(
    ("after", "state"),
    [
        ((), "only_here"),
        ((row(),), "same"),
        ((row(payer="o2"),), "payer"),
        ((row(tax_class="vacant"),), "values"),
        ((row(value=1001),), "values"),
        ((row(tax=4),), "different"),
        ((row(value=400, tax=1), row(value=600, tax=2)), "same"),
    ],
)
def test_states(after, state):
    found = compared_things(things(row()), things(*after))
    assert [one.state for one in found] == [state]


def test_figures_and_payers_of_both_sides():
    before, after = things(row(), row(payer="o2", tax=2)), things(row("q", tax=7))
    one, other = compared_things(before, after)
    assert (one.before["tax"], one.after["tax"], one.difference) == (5, None, -5)
    assert one.payers == (("o1", "o2"), ())
    assert (other.thing, other.state, other.difference) == ("q", "only_there", 7)
