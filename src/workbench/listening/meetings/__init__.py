"""Talks: sessions in a room, what was raised in them, and what the city did about it."""
