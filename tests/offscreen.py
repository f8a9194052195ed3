"""Loaded before pytest-qgis (see addopts): no display is needed to run the tests."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
