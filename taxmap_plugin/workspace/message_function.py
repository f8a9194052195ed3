"""The expression function ``taxmap_message``: a stored message as the officer reads it.

Findings and matches keep what they say as a message id with parameters; forms, tables
and map tips show it as a sentence through this function.
"""

from __future__ import annotations

from qgis.core import QgsExpression, qgsfunction

from ..core.message import stored_message
from ..settings import say

NAME = "taxmap_message"


@qgsfunction(args=1, group="Tax Map", register=False)
def taxmap_message(values, feature, parent):  # type: ignore[no-untyped-def]
    """The sentence behind a stored message, in the officer's language."""
    text = values[0]
    return say(stored_message(text)) if isinstance(text, str) else text


def register_message_function() -> None:
    """Let QGIS's expressions know the function, in place of an earlier one of that name."""
    QgsExpression.unregisterFunction(NAME)
    QgsExpression.registerFunction(taxmap_message)


def unregister_message_function() -> None:
    """Take the function back, as the plugin does when it is unloaded."""
    QgsExpression.unregisterFunction(NAME)
