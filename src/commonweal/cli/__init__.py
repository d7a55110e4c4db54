"""The command line: `commonweal WORD VERB`. Read `main` first, then `listening`.

The five words name the commands as they name folders, pages and tests. Commands on plain files
live here; the workbench adds those on city folders through the entry points `commonweal.commands`.
"""
