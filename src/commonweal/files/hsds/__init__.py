"""The Human Services Data Specification on disk: any form of it in, version 3.0 out.

Read `opening.open_hsds` and `writing` first.
"""
