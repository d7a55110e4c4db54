"""Everything that writes: the week's search, answers, steps, the calendar, frozen briefs.

Each is a verb with an acting person (None: the command line), one transaction, one audit row.
"""
