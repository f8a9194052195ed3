"""The engine of every change to parcels.

One network of lines, noded once, and the faces between them (``fabric_faces``); cutting
lines that keep to corners and edges (``fabric_snap``); corners that neighbours share
(``fabric_corners``, ``fabric_meet``); and the gate before writing (``fabric_faults``). Shapes are
(Multi)Polygons in the workspace's CRS, metres; results are MultiPolygons.
"""

from __future__ import annotations

from .fabric_corners import share_vertices, touching
from .fabric_faces import Faces, assemble, faces
from .fabric_faults import faults
from .fabric_meet import meet
from .fabric_snap import snap_lines, snap_outline
from .rings import NEAR

__all__ = [
    "NEAR",
    "Faces",
    "assemble",
    "faces",
    "faults",
    "meet",
    "share_vertices",
    "snap_lines",
    "snap_outline",
    "touching",
]
