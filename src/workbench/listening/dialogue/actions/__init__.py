"""What is written: conversations, moderation, voices, sheets of paper, files."""
