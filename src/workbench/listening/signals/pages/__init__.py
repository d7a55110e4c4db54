"""What the pages of signals show: frozen objects, made from rows that this person may read."""
