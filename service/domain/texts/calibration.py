"""How often people keep what was proposed with a certain confidence: a curve that never falls."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

ENOUGH = 50
"""With fewer decisions a curve would follow chance."""

UNTRIED = Decimal("0.85")
"""Stated confidence runs high: until there is a curve, this much of it is believed."""


class Block(NamedTuple):
    """Neighbouring confidences that are kept about equally often."""

    highest: Decimal
    shown: int
    kept: int

    @property
    def share(self) -> Decimal:
        """How likely a proposal of this block is kept; a block of few is drawn towards a half."""
        return Decimal(self.kept + 1) / (self.shown + 2)

    def joined(self, above: "Block") -> "Block":
        """This block and the one above it as one."""
        return Block(above.highest, self.shown + above.shown, self.kept + above.kept)


class Curve(NamedTuple):
    """From stated confidence to the share that people kept; without blocks it is a plain discount."""

    blocks: tuple[Block, ...] = ()

    def at(self, stated: Decimal) -> Decimal:
        """The confidence that experience supports."""
        if not self.blocks:
            return stated * UNTRIED
        fitting = (block for block in self.blocks if stated <= block.highest)
        return next(fitting, self.blocks[-1]).share


def curve_through(seen: Iterable[tuple[Decimal, bool]]) -> Curve:
    """The isotonic curve through (stated confidence, kept or not): neighbours that fall are pooled until none does."""
    groups: dict[Decimal, list[bool]] = defaultdict(list)
    for stated, kept in seen:
        groups[stated].append(kept)
    if sum(map(len, groups.values())) < ENOUGH:
        return Curve()
    pooled: list[Block] = []
    for stated in sorted(groups):
        pooled.append(Block(stated, len(groups[stated]), sum(groups[stated])))
        _pool(pooled)
    return Curve(tuple(pooled))


def _pool(blocks: list[Block]) -> None:
    """Join the last blocks as long as the upper one is kept less often than the lower."""
    while len(blocks) > 1 and _falls(blocks[-2:]):
        upper = blocks.pop()
        blocks.append(blocks.pop().joined(upper))


def _falls(pair: Sequence[Block]) -> bool:
    lower, upper = pair
    return upper.share < lower.share
