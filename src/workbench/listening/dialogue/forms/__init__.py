"""The forms of dialogues: what was typed becomes values; actions decide about them."""
