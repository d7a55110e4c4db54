"""The only area of the library that touches disk: files in, files out, and the city folder.

Read `city` first: a city is a folder. `areas` reads outlines, `tabular` reads records and
`knowledge` the packs. What they return are the types of `commonweal.core`, so no other area of the
library knows where anything is kept.
"""
