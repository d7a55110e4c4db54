"""Every write of the weighing room: a verb, the acting person, one transaction, one audit row."""
