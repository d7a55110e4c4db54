"""What the templates of dialogues may use, one file a subject."""
