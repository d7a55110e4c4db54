"""Weighing: what a decision may do, to whom, before it is made; and where the problem goes then."""
