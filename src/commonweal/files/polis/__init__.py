"""Conversations as Pol.is writes them out, in both dialects, and back. Start with `read_export`."""

from commonweal.files.polis.folder import Export, read_export
from commonweal.files.polis.writing import Dialect, write_export

__all__ = ["Dialect", "Export", "read_export", "write_export"]
