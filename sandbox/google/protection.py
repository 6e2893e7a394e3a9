"""Who may write where: protected ranges and the people on their lists."""

from __future__ import annotations

from sandbox.google.blocks import JSON, Block
from sandbox.google.errors import PROTECTED, invalid
from sandbox.google.tab import Tab


def may_write(one: JSON, who: str) -> bool:
    """Whether somebody is let through a protected range; a warning lets everybody through."""
    return bool(one.get("warningOnly")) or who in one.get("editors", {}).get("users", [])


def closed(tab: Tab, block: Block, who: str) -> JSON | None:
    """The protected range that keeps somebody out of a block."""
    for one in tab.protected:
        if may_write(one, who) or not tab.block(one.get("range", {})).meets(block):
            continue
        if not any(tab.block(free).covers(block) for free in one.get("unprotectedRanges", [])):
            return one
    return None


def guard(tab: Tab, block: Block, who: str) -> None:
    """Refuse a write into a block that somebody may not touch."""
    if tab.protected and closed(tab, block, who) is not None:
        raise invalid(PROTECTED)
