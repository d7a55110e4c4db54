"""The workbench: people, pages, rows and pictures around the library.

Each area carries the same file names: views → actions → access → models, and feeds as the thin
bridge between rows and the library's tables. Read ARCHITECTURE.md for one incident's walk.
"""
