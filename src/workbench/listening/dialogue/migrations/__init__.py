"""Database migrations of the dialogues."""
