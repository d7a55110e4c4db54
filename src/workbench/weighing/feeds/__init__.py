"""Rows of this room as the tables in which the areas of the library meet."""
