"""The office's rules asked and saved, also where two officers do so at once."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.message import Message
from ..core.quality_rules import rule
from ..core.quality_settings import QualitySettings
from ..editing.quality_settings import save_quality_settings
from ..errors import TaxMapError
from ..workspace.quality_settings import KeptSettings, SettingsChanged, read_quality_settings
from ..workspace.store import Workspace
from .dock import TaxMapDock
from .rules_dialog import ask_rules
from .session import Session


class RulesSaving(QObject):
    """Works in the dock that it is given. ``saved`` carries how many rules are different now."""

    saved = pyqtSignal(int)

    def __init__(self, dock: TaxMapDock, session: Session) -> None:
        super().__init__(dock)
        self._dock, self._session = dock, session

    def begin(self) -> None:
        """Ask for the rules of the open workspace."""
        workspace = self._session.workspace
        if workspace is None or self._dock.is_busy():
            return
        try:
            kept = read_quality_settings(workspace)
        except TaxMapError as error:
            self._dock.tell_error(error)
            return
        self._ask(workspace, kept, kept.settings)

    def _ask(
        self,
        workspace: Workspace,
        kept: KeptSettings,
        settings: QualitySettings,
        problem: Optional[Message] = None,
    ) -> None:
        wanted = ask_rules(kept, settings, problem, self._dock)
        if wanted is None or self._session.workspace is not workspace:
            return
        changed = wanted.differing(kept.settings)
        if not changed:
            return

        def failed(error: TaxMapError) -> None:
            if isinstance(error, SettingsChanged):
                now = error.now  # asked again once this work has ended
                QTimer.singleShot(0, lambda: self._ask_again(workspace, kept, wanted, now))
            else:
                self._dock.tell_error(error)

        self._dock.run_task(
            self.tr("Saving the rules"),
            lambda feedback: save_quality_settings(workspace, wanted, kept),
            lambda _: self.saved.emit(len(changed)),
            failed,
        )

    def _ask_again(
        self,
        workspace: Workspace,
        before: KeptSettings,
        mine: QualitySettings,
        now: KeptSettings,
    ) -> None:
        """What she wanted on top of what somebody else has saved meanwhile."""
        both = mine.differing(before.settings) & now.settings.differing(before.settings)
        told = SettingsChanged(now).message
        problem = Message("quality_settings.on_top", told=told)
        if both & mine.differing(now.settings):
            titles = [rule(id).title for id in sorted(both)]
            problem = Message("quality_settings.both", told=problem, rules=titles)
        merged = mine.on_top_of(before.settings, now.settings)
        self._ask(workspace, now, merged, problem)
