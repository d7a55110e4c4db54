"""Signals at the desk: searched once a week, answered by a person, kept with how they were found.

Read `models` first, then `actions.weekly` (the week's work) and `actions.answering` (what a person
says). The search itself is the library's (`searching` is the one door to it); `feeds` hands a
week's signals to the brief, `cards` puts one into words and pictures.
"""
