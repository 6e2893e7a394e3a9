"""Hours that were bought ahead in blocks, used up block by block."""

from datetime import date
from typing import NamedTuple

from service.domain.hours.bill import Reached
from service.domain.money import half_up, plain
from service.domain.phrase import phrase
from service.domain.pricing.meter import Room
from service.domain.pricing.retaining import share_of
from service.domain.pricing.slip import Piece, Slip
from service.domain.terms.retainer import Prepaid


class Block(NamedTuple):
    """A prepaid block with what is left in it."""

    terms: Prepaid
    room: Room

    def is_open(self, day: date, project: str) -> bool:
        """Whether it may be used for a project on a day."""
        until = self.terms.valid_until or date.max
        return self.terms.bought <= day <= until and (not self.terms.projects or project in self.terms.projects)


def under_blocks(slip: Slip, piece: Piece, blocks: tuple[Block, ...], project: str) -> list[Piece]:
    """What prepaid blocks leave to be billed of a piece."""
    for block in blocks:
        if not piece.hours or piece.price is not None or not block.is_open(piece.day, project):
            continue
        taken = block.room.take(half_up(piece.hours * piece.weight))
        room = block.room
        slip.reached += [Reached(room.cap, mark, room.gauge.used, taken.limit) for mark in room.reached()]
        covered = share_of(slip, piece, taken.within, taken.within + taken.excess)
        slip.in_fee += covered
        slip.drawn += taken.within
        slip.steps.append(phrase(
            "{block}: {left} of {limit} h left; {covered} h paid ahead, {past} h past it.",
            block=block.terms.id, left=plain(taken.limit - taken.used), limit=plain(taken.limit),
            covered=plain(covered), past=plain(piece.hours - covered),
        ))  # fmt: skip
        piece = piece.of(piece.hours - covered)
    return [piece] if piece.hours else []
