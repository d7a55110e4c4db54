"""The pages of the listening room, one file a subject."""
