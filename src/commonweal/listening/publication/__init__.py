"""The public edition: quarterly tables that keep every small cell hidden (charter 4).

Read `plan` first, then `release`. A table plan fixes areas, bundles of groups and the floor for a
year; `tabulation` counts incidents into its cells; `suppression` hides what is small and whatever
would give it away, asking `attack` after every step; `release` freezes the result and `ledger`
keeps it for good. The guarantee is measured in docs/methods/public-edition.md.
"""
