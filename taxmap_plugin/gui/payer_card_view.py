"""The card of one payer on the screen: everything taxed, in lines, with where it comes from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Optional

import pandas as pd
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..core.message import Message, Term
from ..core.money import format_baht
from ..editing.payer_card import CardItem, PayerCard
from ..settings import language, say
from ..workspace.domain import labels
from .derivation_view import DerivationView
from .place_table import PlaceTable
from .widgets import MARGIN, SEPARATOR, ButtonRow, FittedLabel, ScrollingDown, named_button

_OF_ACCOUNT = {"tax": "tax", "paid": "paid_tax", "balance": "balance"}


class PayerCardPage(QWidget):
    """``stood_on``: the officer went to an item, whose derivation is shown below the table.
    ``what_if_wanted``: to suppose something of it; ``closed``: back to the payers."""

    stood_on = pyqtSignal()
    what_if_wanted = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapPayerCard")
        self.card: Optional[PayerCard] = None
        self.title, self.summary = FittedLabel().emphasise(), FittedLabel()
        self.accounts = FittedLabel()
        self.what, self.derivation = FittedLabel().emphasise(), DerivationView()
        headers = (self.tr("What"), self.tr("Class"), self.tr("Tax (baht)"))
        told = "TaxMapPayerItems", self.tr("What is taxed"), headers
        self.items = PlaceTable(*told, wide=1, numbers=(2,))
        self.items.MOST_ROWS = 6
        self.items.stood_on.connect(lambda _: self._show_item())
        self.what_if = named_button("TaxMapPayerWhatIf", self.tr("What if…"))
        self.what_if.clicked.connect(lambda: self.what_if_wanted.emit())
        self.back = named_button("TaxMapPayerBack", self.tr("Back to the payers"))
        self.back.clicked.connect(lambda: self.closed.emit())
        body = QWidget()
        content = QVBoxLayout(body)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(MARGIN)
        self._parts = (self.title, self.summary, self.accounts, self.items, self.what)
        for widget in (*self._parts, self.derivation):
            content.addWidget(widget)
        content.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(ScrollingDown(body), 1)
        layout.addWidget(ButtonRow(self.what_if, self.back))

    def show_card(self, card: PayerCard, accounts: pd.DataFrame) -> None:
        """Show a payer with what is owed today, standing on the item that is taxed most."""
        self.card = card
        self.title.say(say(card.name))
        self.summary.say(summary_text(card))
        mine = accounts[accounts["payer_key"] == card.key] if len(accounts) else accounts
        self.accounts.say("\n".join(map(account_text, mine.to_dict("records"))))
        rows = [(item_text(one), class_text(one), format_baht(one.tax)) for one in card.items]
        self.items.show_rows(rows, [one.uuid for one in card.items])
        most = max(range(len(card.items)), key=lambda at: card.items[at].tax)
        self.items.setCurrentCell(most, 0)

    def item(self) -> Optional[CardItem]:
        """The item that is stood on."""
        items = self.card.items if self.card is not None else ()
        return next((one for one in items if one.uuid == self.items.key()), None)

    def restyle(self) -> None:
        """Draw anew what depends on the font."""
        self.items.fit()

    def _show_item(self) -> None:
        item = self.item()
        if item is None:
            return
        told = Message("tax_dock.of_item", what=item_text(item), tax=format_baht(item.tax))
        self.what.say(say(told))
        self.derivation.show_lines(item.lines)
        self.stood_on.emit()


def summary_text(card: PayerCard) -> str:
    """The key, the parcels, what is to be paid."""
    counts = {"parcels": len(card.parcels), "items": len(card.items)}
    told = Message("tax_dock.payer", year=card.year, tax=format_baht(card.tax), **counts)
    keys = say(Message("tax_dock.owner_key", key=", ".join(card.owner_keys)))
    others = ", ".join(card.owners) if len(card.owners) > 1 else ""
    return "\n".join(filter(None, (say(told), keys if card.owner_keys else "", others)))


def account_text(row: Mapping[Hashable, Any]) -> str:
    """What was paid of a tax of a year, and what is owed today."""
    told = Message(
        "tax_dock.account",
        year=row["tax_year"],
        kind=Term("tax_kind", row["tax_kind"]),
        **{name: format_baht(row[of]) for name, of in _OF_ACCOUNT.items()},
    )
    charges = Message("tax_dock.charges", charges=format_baht(row["charges"]))
    return SEPARATOR.join([say(told), *([say(charges)] if row["charges"] else [])])


def item_text(item: CardItem) -> str:
    """What is taxed, by its code: ``01A001``, ``01A001-B001``."""
    if item.thing == "condo_unit" and item.parcel:
        return SEPARATOR.join((item.name, item.parcel))
    return item.name or item.parcel or "–"


def class_text(item: CardItem) -> str:
    """The class of the tax, or that it is the one on signs."""
    if item.tax_class:
        return labels("tax_class", language()).get(item.tax_class, item.tax_class)
    return labels("tax_kind", language()).get(item.tax_kind, item.tax_kind)
