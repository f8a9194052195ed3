"""What ``make screenshots`` shows: one file a scene, with a function ``take(desktop)``.

``desktop`` is the driver of :mod:`tools.desktop_driver`; ``desktop.arguments["demo"]`` is the
workspace of the demo municipality. ``shots.dock`` and ``shots.dialog`` take the pictures.
Only invented data may be seen. New files go into ``desktop.folder``: QGIS asks before it leaves
layers that lie in the system's temporary folder.
"""
