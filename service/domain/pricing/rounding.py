"""Hours rounded and raised to their minimum, over the rows that the contract sums first."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from service.domain.hours.timesheet import Work
from service.domain.money import ZERO, half_up, plain, to_step
from service.domain.period import week_of
from service.domain.pricing.slip import Piece
from service.domain.spelling import normal
from service.domain.terms.cadence import billed_with
from service.domain.terms.ratecard import Minimum, Rounding
from service.domain.terms.sow import Sow

BREADTH = ("entry", "task", "person_day", "client_day", "person_week", "line", "invoice")


class Logged(NamedTuple):
    """A row as it goes into its group."""

    work: Work
    sow: Sow
    pieces: tuple[Piece, ...]
    rate: Hashable = None
    """What tells its price from that of other rows."""
    frozen: Decimal | None = None
    """The hours it was billed with: it counts in its group, and nothing of it changes."""


class Rounded(NamedTuple):
    """A row's pieces with rounded hours, and the sentences about it."""

    pieces: tuple[Piece, ...]
    steps: tuple[str, ...]

    @property
    def hours(self) -> Decimal:
        """All of them together."""
        return sum((piece.hours for piece in self.pieces), ZERO)


Step = Rounding | Minimum


def hangs_on_others(sow: Sow) -> bool:
    """Whether a row's hours hang on more than the row's own: on other rows, or on where it was worked."""
    scopes = [(step.scope, step.place) for step in sow.rounding] + [(step.per, step.place) for step in sow.minimums]
    return any(scope != "entry" or place for scope, place in scopes)


PLACES = {"on site": "on_site", "onsite": "on_site", "remote": "remote"}


def place_of(work: Work) -> str:
    """Where the work was done, as far as a tag or the task says so."""
    entry = work.entry
    found = (PLACES.get(normal(text), "") for text in (*entry.tags, entry.task))
    return next(filter(None, found), "") if entry.tags else PLACES.get(normal(entry.task), "")


def steps_for(sow: Sow, place: str) -> list[Step]:
    """What is done to the hours of a row, narrow before wide."""
    found: list[Step] = [*_of_place(sow.rounding, place), *_of_place(sow.minimums, place)]
    return sorted(found, key=_turn)


def _of_place(steps: Sequence[Rounding] | Sequence[Minimum], place: str) -> list[Rounding | Minimum]:
    """The steps of a place; those for everywhere where it has none of its own."""
    own = [step for step in steps if step.place and step.place == place]
    return list(own or [step for step in steps if not step.place])


def _scope(step: Step) -> str:
    return step.scope if isinstance(step, Rounding) else step.per


def alone(sow: Sow, raw: Decimal, place: str = "") -> tuple[Decimal, str]:
    """The hours of a row whose steps all look at the row alone, and the sentence about them."""
    hours = shown(raw, sow.hours_decimals)
    told: list[str] = []
    for step in steps_for(sow, place):
        changed = after(step, hours if told and isinstance(step, Rounding) else raw, hours)
        if changed != hours or isinstance(step, Rounding):
            told.append(str(step) if isinstance(step, Rounding) else f"at least {plain(step.hours)} h")
        hours = changed
    return hours, sentence(raw, hours, told)


def after(step: Step, raw: Decimal, hours: Decimal) -> Decimal:
    """What a step makes of hours; nothing stays nothing."""
    if isinstance(step, Minimum):
        return max(hours, step.hours) if raw > 0 else hours
    return hours if step.done else to_step(raw, step.increment, step.direction, step.tie)


def shown(hours: Decimal, decimals: int) -> Decimal:
    """Hours with the decimals that are shown."""
    return half_up(hours, Decimal(1).scaleb(-decimals))


def sentence(raw: Decimal, hours: Decimal, told: Sequence[str]) -> str:
    """2.30 h logged, 2.50 h after rounding up to 0.25 h."""
    if not told:
        return f"{_four_places(raw)} h logged."
    return f"{_four_places(raw)} h logged, {plain(hours)} h after rounding {', '.join(told)}."


@lru_cache(maxsize=10_000)
def _four_places(hours: Decimal) -> str:
    return plain(shown(hours, 4))


def rounded(rows: Iterable[Logged], week_starts: str) -> dict[str, Rounded]:
    """Every open row after rounding and minimums; `rows` come in judging order."""
    rows = list(rows)
    hours = {row.work.id: [shown(piece.hours, row.sow.hours_decimals) for piece in row.pieces] for row in rows}
    for row in rows:
        if len(row.pieces) > 1:
            _even_out(hours[row.work.id], shown(row.work.entry.worked, row.sow.hours_decimals))
    told: dict[str, list[str]] = defaultdict(list)
    raws = {row.work.id: row.work.entry.worked for row in rows}
    for (_, step, _), group in sorted(_groups(rows, week_starts).items(), key=lambda item: item[0][0]):
        _step(step, group, hours, raws, told)
    return {row.work.id: _made(row, hours[row.work.id], told[row.work.id]) for row in rows if row.frozen is None}


def _even_out(parts: list[Decimal], total: Decimal) -> None:
    """Make the parts of one row add up to the row; the last one takes what is odd."""
    _give(parts, total - sum(parts, ZERO))


def _made(row: Logged, hours: Sequence[Decimal], told: Sequence[str]) -> Rounded:
    pieces = tuple(
        piece if piece.hours == amount else piece._replace(hours=amount)
        for piece, amount in zip(row.pieces, hours, strict=True)
    )
    steps = [sentence(row.work.entry.worked, sum(hours, ZERO), told)]
    if len(pieces) > 1:
        steps.append(f"{' + '.join(_part(piece) for piece in pieces)} = {plain(sum(hours, ZERO))} h.")
    return Rounded(pieces, tuple(steps))


def _part(piece: Piece) -> str:
    name = f" {piece.premium.id} x {plain(piece.premium.factor)}" if piece.premium else ""
    return f"{plain(piece.hours)} h{name}"


Groups = dict[tuple[tuple[int, bool], Step, Hashable], list[Logged]]


def _groups(rows: Sequence[Logged], week_starts: str) -> Groups:
    """Rows by step, and by what they have in common for it."""
    groups: Groups = defaultdict(list)
    known: dict[tuple[int, str], list[Step]] = {}
    for row in rows:
        terms = (id(row.sow), place_of(row.work))
        if terms not in known:
            known[terms] = steps_for(row.sow, terms[1])
        for step in known[terms]:
            groups[_turn(step), step, _key(row, _scope(step), week_starts)].append(row)
    return groups


def _turn(step: Step) -> tuple[int, bool]:
    """Narrow before wide; a rounding comes before the minimum of the same breadth."""
    return BREADTH.index(_scope(step)), isinstance(step, Minimum)


def _key(row: Logged, scope: str, week_starts: str) -> Hashable:
    """What the rows of a group have in common; only a client's day and an invoice mix lines or prices."""
    work, sow, day = row.work, row.sow, row.work.entry.day
    if scope == "entry":
        return work.id
    if scope == "client_day":
        return sow.client, day
    if scope == "invoice":
        return sow.id, billed_with(sow, day).first
    alike = (sow.id, work.line, row.rate)
    if scope == "line":
        return (*alike, billed_with(sow, day).first, *(_named(row, part) for part in sow.invoicing.group_by))
    person = work.person.id if work.person else work.entry.person
    if scope == "person_week":
        return (*alike, person, week_of(day, week_starts).first)
    return (*alike, person, day, normal(work.entry.task) if scope == "task" else "")


def _named(row: Logged, part: str) -> Hashable:
    work = row.work
    return {
        "project": work.project.id if work.project else "",
        "role": work.role,
        "person": work.person.id if work.person else "",
        "line": work.line,
        "category": work.category if work.settled else None,
        "date": work.entry.date,
        "entry": work.id,
    }[part]


def _step(
    step: Step,
    group: Sequence[Logged],
    hours: Mapping[str, list[Decimal]],
    raws: dict[str, Decimal],
    told: Mapping[str, list[str]],
) -> None:
    """One step over one group: what it adds or removes goes to the last row, and backwards where that is too small."""
    billed = sum((row.frozen for row in group if row.frozen is not None), ZERO)
    open_rows = [row for row in group if row.frozen is None]
    # A minimum asks what was worked: rounding to the nearest step may have left nothing of it.
    logged = isinstance(step, Minimum)
    raw = sum((row.work.entry.worked if logged else raws[row.work.id] for row in group), ZERO)
    raws.update((row.work.id, row.frozen) for row in group if row.frozen is not None)
    now = billed + sum((sum(hours[row.work.id], ZERO) for row in open_rows), ZERO)
    odd = max(after(step, raw, now) - now, -(now - billed))
    text = _told(step, len(group)) if isinstance(step, Rounding) and not step.done else ""
    for row in reversed(open_rows):
        own = hours[row.work.id]
        if text:
            told[row.work.id].append(text)
        if odd and (row.work.entry.worked > 0 or len(open_rows) == 1):
            left = _give(own, odd)
            if isinstance(step, Minimum) and left != odd:
                told[row.work.id].append(f"at least {plain(step.hours)} h")
            odd = left
        raws[row.work.id] = sum(own, ZERO)


def _told(step: Rounding, rows: int) -> str:
    clause = f", {step.clause}" if step.clause else ""
    over = "" if step.scope == "entry" or rows == 1 else f" over {rows} rows of one {step.scope.replace('_', ' ')}"
    return f"{step}{over}{clause}"


def _give(parts: list[Decimal], odd: Decimal) -> Decimal:
    """Add what is odd to the last part; take what is missing backwards; and say what is still to be taken."""
    for place in reversed(range(len(parts))):
        moved = odd if odd > 0 else max(odd, -parts[place])
        parts[place] += moved
        odd -= moved
        if not odd:
            break
    return odd
