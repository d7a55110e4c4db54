"""Listening in the workbench: what people report, from which source, and how it was revised.

Read `models` for what is kept, then `feeds` for how it becomes the library's table of incidents.
"""
