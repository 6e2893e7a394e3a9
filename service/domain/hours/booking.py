"""Which line of its SOW a row is booked on."""

from collections.abc import Mapping
from functools import lru_cache

from service.domain.hours.entry import Entry
from service.domain.spelling import normal
from service.domain.terms.sow import ScopeLine, Sow


def line_of(entry: Entry, sow: Sow) -> ScopeLine | None:
    """The line that the row names, else the SOW's default line."""
    return named_line(entry, sow) or next((line for line in sow.lines if line.default), None)


def named_line(entry: Entry, sow: Sow) -> ScopeLine | None:
    """The line that the row names: by its task, by a tag, or with the first word of its text."""
    if not sow.lines:
        return None
    lines = _by_name(sow.lines)
    for text in (entry.task, *entry.tags):
        if line := lines.get(normal(text)) or lines.get(first_word(text)):
            return line
    return lines.get(first_word(entry.description))


def first_word(text: str) -> str:
    """The word a text begins with, as it is compared: PF01 of "PF01: fare table"."""
    return normal(text.split(maxsplit=1)[0]) if text.strip() else ""


@lru_cache(maxsize=1000)
def _by_name(lines: tuple[ScopeLine, ...]) -> Mapping[str, ScopeLine]:
    """Lines by id and by name; a line's own id goes before another's name."""
    return {normal(line.name): line for line in reversed(lines)} | {normal(line.id): line for line in lines}
