"""Rows of this room as the library's tables."""
