"""What every area of the library stands on: errors, table contracts, periods, places, lineage.

Read `tables` first: the areas of the library meet in its column contracts and nowhere else.
"""
