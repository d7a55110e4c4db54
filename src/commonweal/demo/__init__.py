"""Aldermere, a city that does not exist, for demonstrations, documentation and tests.

Read `truths.toml` for what is true there, `aldermere.make_aldermere` for how it is made, and
`docs/methods/aldermere.md` for both in words.
"""

from commonweal.demo.aldermere import SEED, Aldermere, make_aldermere
from commonweal.demo.incoming import write_aldermere

__all__ = ["SEED", "Aldermere", "make_aldermere", "write_aldermere"]
