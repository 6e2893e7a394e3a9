"""Columns as the steps write them: short, and never taken from the tables of today."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from service.adapters.store.moment import Moment


def text(name: str, length: int = 0, **more: Any) -> "sa.Column[str]":
    """A text; blank rather than missing."""
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False, **more)


def number(name: str = "id", **more: Any) -> "sa.Column[int]":
    """A whole number; by its usual name the one by which rows are counted."""
    return sa.Column(name, sa.Integer, primary_key=name == "id", nullable=False, **more)


def moment(name: str, *, known: bool = True) -> "sa.Column[datetime]":
    """A moment; one that need not be known may be missing."""
    return sa.Column(name, Moment, nullable=not known)


def yes_or_no(name: str) -> "sa.Column[bool]":
    """A mark."""
    return sa.Column(name, sa.Boolean, nullable=False)


def big(name: str, *, known: bool = True) -> "sa.Column[int]":
    """A figure in its smallest units, or seconds since 1970."""
    return sa.Column(name, sa.BigInteger, nullable=not known)
