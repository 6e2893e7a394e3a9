"""The kinds of requests a batchUpdate may hold, by family."""

from __future__ import annotations

import sandbox.google.batch.cells as cells
import sandbox.google.batch.charts as charts
import sandbox.google.batch.conditional as conditional
import sandbox.google.batch.dimensions as dimensions
import sandbox.google.batch.filters as filters
import sandbox.google.batch.groups as groups
import sandbox.google.batch.merges as merges
import sandbox.google.batch.metadata as metadata
import sandbox.google.batch.names as names
import sandbox.google.batch.pasting as pasting
import sandbox.google.batch.protections as protections
import sandbox.google.batch.sorting as sorting
import sandbox.google.batch.tables as tables
import sandbox.google.batch.tabs as tabs
from sandbox.google.batch.kind import Kind

FAMILIES = (
    cells,
    charts,
    conditional,
    dimensions,
    filters,
    groups,
    merges,
    metadata,
    names,
    pasting,
    protections,
    sorting,
    tables,
    tabs,
)

KINDS: dict[str, Kind] = {name: kind for family in FAMILIES for name, kind in family.KINDS.items()}
"""Every kind that is answered; another one is refused by name."""
