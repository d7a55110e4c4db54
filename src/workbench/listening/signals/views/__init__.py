"""Views of signals: role, access, page object, render."""
