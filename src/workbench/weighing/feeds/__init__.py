"""What this room hands to the library: rows as its tables."""
