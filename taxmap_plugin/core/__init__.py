"""What the law and the practice say, in plain Python: no QGIS, no Qt, no GDAL."""
