"""What each page of this room may use: one frozen object a page, in files by subject."""
