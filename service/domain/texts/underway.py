"""Texts that were handed in to be read later, many at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple


class Underway(NamedTuple):
    """A batch that was handed in, with all that is needed to read its results after a restart."""

    id: str
    at: datetime
    parts: Mapping[str, str]
    """By custom id, the packet as JSON."""
    people: tuple[str, ...]
    """In the order in which their codes were given."""
