"""Docks, dialogs, map tools."""
