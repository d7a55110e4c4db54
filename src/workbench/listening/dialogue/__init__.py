"""Dialogues: people vote on statements, on phones and on paper, and read what came of it.

Read `models` first, then `access`. `actions` write, `feeds` hand rows to the library, `picture`
keeps what the library found, `pages` say it.
"""
