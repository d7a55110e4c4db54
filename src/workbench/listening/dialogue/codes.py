"""Codes that people read aloud and type: of a conversation, and of the voice that comes back.

Letters and figures that look alike are left out. Of a voice's code only a keyed fingerprint is
kept, so that whoever reads the database cannot come back as somebody else.
"""

import secrets

from django.utils.crypto import salted_hmac

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CONVERSATION_LENGTH, VOICE_LENGTH = 6, 16


def new_conversation_code() -> str:
    """A short code, such as k7qm2x."""
    return _made(CONVERSATION_LENGTH)


def new_voice_code() -> str:
    """A code that nobody guesses."""
    return _made(VOICE_LENGTH)


def read_code(typed: str) -> str:
    """A code as it is kept, however it was typed."""
    return "".join(letter for letter in typed.lower() if letter in LETTERS)


def fingerprint(voice_code: str) -> str:
    """What is kept of a voice's code."""
    found = salted_hmac("workbench.dialogue.voice", voice_code, algorithm="sha256")
    return str(found.hexdigest())


def mark(voice_code: str, number: int) -> str:
    """What a statement with this number keeps, so that its voice alone finds it again."""
    told = f"{number}-{voice_code}"
    return salted_hmac("workbench.dialogue.said", told, algorithm="sha256").hexdigest()


def _made(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(length))
