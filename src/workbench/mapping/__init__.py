"""Mapping in the workbench: what a city has, who holds it, who is connected, who asked for what.

Read `models` for what is kept, then `access` for who sees what, then `feeds` for how rows become
the library's tables of strengths and ties.
"""
