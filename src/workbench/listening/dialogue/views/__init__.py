"""The pages of dialogues, one file a subject."""
