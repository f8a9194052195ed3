"""Loaded before pytest-qgis (see addopts): no display is needed, and no one's settings are touched.

Each test process has QGIS settings of its own, so that several may run at once.
"""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp(prefix="taxmap-tests-")
atexit.register(shutil.rmtree, os.environ["QGIS_CUSTOM_CONFIG_PATH"], ignore_errors=True)
