"""The bridge between this room's rows and the tables of the library."""
