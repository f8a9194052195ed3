"""A boundary that cannot run where it was moved or drawn."""

from __future__ import annotations

from ..errors import TaxMapError


class ReshapeError(TaxMapError):
    """The boundary cannot run there; the message says why and where."""
