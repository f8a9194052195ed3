"""Side by side with QGIS's own tools, in one run on one machine: ratios, not seconds."""
