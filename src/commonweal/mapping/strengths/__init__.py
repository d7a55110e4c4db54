"""Strengths: what a community has, as entries that a city keeps, shows and brings up to date.

Read `entries` first. Lists come in through source profiles (`plain_lists`) or as HSDS (`hsds`); one
set of rules judges both (`judging`). `public.public_view` is the one door to anything public.
"""

from commonweal.mapping.strengths.entries import Entry, entries_of, table_of
from commonweal.mapping.strengths.freshness import Freshness, freshness, freshness_table
from commonweal.mapping.strengths.gathering import Gathered
from commonweal.mapping.strengths.hsds.reading import gather_hsds
from commonweal.mapping.strengths.judging import Words
from commonweal.mapping.strengths.plain_lists import gather_rows
from commonweal.mapping.strengths.profiles import StrengthProfile, parse_strength_profile
from commonweal.mapping.strengths.public import (
    Audience,
    Counts,
    counts_by,
    public_view,
    publishable,
)
from commonweal.mapping.strengths.reconcile import Reconciled, reconcile
from commonweal.mapping.strengths.summary import summary

__all__ = [
    "Audience",
    "Counts",
    "Entry",
    "Freshness",
    "Gathered",
    "Reconciled",
    "StrengthProfile",
    "Words",
    "counts_by",
    "entries_of",
    "freshness",
    "freshness_table",
    "gather_hsds",
    "gather_rows",
    "parse_strength_profile",
    "public_view",
    "publishable",
    "reconcile",
    "summary",
    "table_of",
]
