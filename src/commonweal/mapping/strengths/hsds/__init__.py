"""Strengths in and out of the Human Services Data Specification 3.0.

Read `reading.gather_hsds` and `writing.services_of` first; files are opened and written by
`commonweal.files.hsds`.
"""
