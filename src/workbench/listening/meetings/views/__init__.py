"""The pages of talks, one file a subject."""
