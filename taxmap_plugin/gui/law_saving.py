"""The office's numbers of the law asked and saved, also where two officers do so at once."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QObject, QTimer

from ..core.law_text import rule_years
from ..core.message import Message, Term
from ..core.office_rule import on_top_of
from ..errors import TaxMapError
from ..settings import say
from ..workspace.office_rules import KeptRules, RulesChanged, read_kept_rules, save_office_rules
from ..workspace.store import Workspace
from .dock import TaxMapDock
from .law_dialog import ask_law
from .law_form import Rules
from .session import Session


class LawSaving(QObject):
    """Works in the dock that it is given."""

    def __init__(self, dock: TaxMapDock, session: Session) -> None:
        super().__init__(dock)
        self._dock, self._session = dock, session

    def begin(self) -> None:
        """Show the law with what the office of the open workspace has set."""
        workspace = self._session.workspace
        if workspace is None or self._dock.is_busy():
            return
        try:
            kept = read_kept_rules(workspace)
        except TaxMapError as error:
            self._dock.tell_error(error)
            return
        self._ask(workspace, kept, kept.rules)

    def _ask(
        self, workspace: Workspace, kept: KeptRules, ours: Rules, problem: Optional[Message] = None
    ) -> None:
        wanted = ask_law(kept, ours, workspace.municipality.tax_year, problem, self._dock)
        if wanted is None or self._session.workspace is not workspace or wanted == kept.rules:
            return

        def failed(error: TaxMapError) -> None:
            if isinstance(error, RulesChanged):
                now = error.now  # asked again once this work has ended
                QTimer.singleShot(0, lambda: self._ask_again(workspace, kept, wanted, now))
            else:
                self._dock.tell_error(error)

        self._dock.run_task(
            self.tr("Saving what the office has set"),
            lambda feedback: save_office_rules(workspace, wanted, kept),
            lambda _: self._dock.tell(say(Message("law_dialog.written")), "success"),
            failed,
        )

    def _ask_again(
        self, workspace: Workspace, before: KeptRules, mine: Rules, now: KeptRules
    ) -> None:
        """What she wanted on top of what somebody else has saved meanwhile."""
        if self._session.workspace is not workspace:
            return
        joined, left = on_top_of(mine, before.rules, now.rules)
        problem = Message("office_rules.on_top", told=RulesChanged(now).message)
        if left:
            names = [
                Message(
                    "office_rules.named",
                    table=Term("law_table", rule.table),
                    years=rule_years(rule),
                    reason=rule.reason,
                )
                for rule in left
            ]
            problem = Message("office_rules.left_out", told=problem, rules=names)
        self._ask(workspace, now, tuple(joined), problem)
