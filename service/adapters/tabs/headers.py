"""The header of a tab: the row that names most columns, by the words people and programs use."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from service.adapters.cells.grid import EMPTY, Cell, Tab, at, letters
from service.adapters.tabs.columns import PRICED, SEARCHED, Layout, ranks, word
from service.adapters.tabs.layouts import Known, bare, known_by
from service.adapters.tabs.unwritable import HEADLESS

LIKE_ENOUGH = 90
"""How alike (0 to 100) a misspelt header must be to be taken for a known one; what was taken is shown at set-up."""

SHORTEST = 5
FIRST_NAMES = {"first name", "first names", "given name", "vorname", "prénom", "nombre"}
LAST_NAMES = {"last name", "surname", "family name", "nachname", "nom de famille", "apellido"}

BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]$")
ORDERS = ((re.compile(r"d{1,2}\W+m{1,3}\W"), "day first"), (re.compile(r"m{1,2}\W+d{1,2}\W"), "month first"))
UNITS = {"min": "minutes", "mins": "minutes", "minutes": "minutes", "sec": "seconds", "s": "seconds"}
HOUR_WORDS = frozenset(
    re.findall(
        r"\S+",
        "hours hour hrs h duration dauer stunden uren timer horas heures hodiny hodin часы часов",
    )
)
NOT_LOGGED = frozenset(
    re.findall(
        r"\S+",
        "rate rates cost costs budget budgeted estimate estimated estimates allocated remaining planned plan "
        "target price limit cap amount left per over",
    )
)
"""Words of headers that speak of hours nobody has logged."""


NOTHING: Mapping[str, str] = MappingProxyType({})


def find_layout(tab: Tab, decided: Mapping[str, str] = NOTHING) -> Layout | None:
    """The row of the first fifty that names most columns, and among them date and hours; None where none does.

    Where no row names both, one that names either may do: what stands below can tell the rest.
    """
    if decided.get("header", "").strip().casefold() == "none":
        return without_header(tab, decided)
    layouts = [read_header(index, cells, tab.marks, decided) for index, cells in header_rows(tab, decided)]
    whole = [layout for layout in layouts if layout.is_timesheet or layout.refused]
    half = [layout for layout in layouts if "date" in layout.team or layout.has_hours]
    return max(whole or half, key=weight, default=None)


def without_header(tab: Tab, decided: Mapping[str, str]) -> Layout | None:
    """The columns of a tab without a header, as a person said by their letters."""
    width = max(map(len, tab.rows), default=0)
    layout = read_header(-1, [EMPTY] * width, tab.marks, decided)
    return replace(layout, why_read_only=HEADLESS) if layout.is_timesheet else None


def header_rows(tab: Tab, decided: Mapping[str, str]) -> Iterable[tuple[int, Sequence[Cell]]]:
    """The rows in which a header may stand: the one that was decided on, else the first fifty."""
    number = decided.get("header", "")
    if number.isdecimal() and 0 < int(number) <= len(tab.rows):
        return [(int(number) - 1, tab.rows[int(number) - 1])]
    return [(index, cells) for index, cells in enumerate(tab.rows[:SEARCHED]) if may_be_header(cells, decided)]


def may_be_header(cells: Sequence[Cell], decided: Mapping[str, str]) -> bool:
    """Whether a row names a column at all: most rows of a table do not, and need no closer look."""
    names = ranks(ours=False)
    texts = [word(cell.value) for cell in cells if isinstance(cell.value, str)]
    wanted = set(map(word, decided.values()))
    return any(text in names or text in wanted or text[-1:] in (")", "]") for text in texts)


def weight(layout: Layout) -> int:
    """How much a row looks like a header."""
    return 2 * (len(layout.team) + len(layout.ours)) - layout.repairs


def read_header(
    index: int, cells: Sequence[Cell], marks: Mapping[str, int], decided: Mapping[str, str] = NOTHING
) -> Layout:
    """What a row would mean as a header."""
    words = {place: word(cell.value) for place, cell in enumerate(cells) if isinstance(cell.value, str) and cell.value}
    ours = our_places(words, marks)
    theirs = {place: text for place, text in words.items() if text and place not in ours.values()}
    names = ranks(ours=False)
    team = best_places((names.get(text), place) for place, text in theirs.items())
    team |= {k: p for k, p in bracketed(theirs).items() if k not in team and p not in team.values()} if theirs else {}
    repaired = misspelt(theirs, team) if team else {}
    team |= repaired
    known = known_by(frozenset(theirs.values())) if len(team) > 1 else None
    second = apply(known, theirs, team) if known else {}
    overrule(decided, theirs, team, cells)
    first, last = named(theirs, FIRST_NAMES), named(theirs, LAST_NAMES)
    joins = first is not None and last is not None and ("person" not in team or "person" in repaired)
    if first is not None and joins:
        team["person"] = first
    written = {key: str(at(cells, place).value or letters(place)).strip() for key, place in team.items()}
    if last is not None and joins:
        written["person"] += f" + {str(at(cells, last).value).strip()}"
    return Layout(
        index, team, ours, written, last if joins else None, len(repaired), second,
        rivals_of(theirs, team) if known is None and "hours" in team and "hours" not in decided else {},
        known.name if known else "", known.refused if known else "",
        {**hints_of(theirs, team), **(hints_by(known) if known else {})}, decided=decided,
    )  # fmt: skip


def apply(known: Known, words: Mapping[int, str], team: dict[str, int]) -> dict[str, int]:
    """Put the columns of a known layout where they belong; columns that speak where the first is blank."""
    places = {bare(text): place for place, text in reversed(list(words.items()))}
    second: dict[str, int] = {}
    for key, names in known.columns.items():
        found = [places[name] for name in names if name in places]
        if found:
            team[key] = found[0]
        if len(found) > 1:
            second[key] = found[1]
    for key in [
        key for key, place in team.items() if key not in known.columns and place in map(team.get, known.columns)
    ]:
        if key != "start":
            del team[key]
    return second


def overrule(decided: Mapping[str, str], words: Mapping[int, str], team: dict[str, int], cells: Sequence[Cell]) -> None:
    """Put the columns where a person said they are: by header, or by letter; a dash takes one out."""
    if not decided:
        return
    keys = {key for _, key in ranks(ours=False).values()}
    for key in decided.keys() & keys:
        place = place_named(decided[key], words, max(len(cells), 26))
        if decided[key].strip() in ("", "-"):
            team.pop(key, None)
        elif place is not None:
            team[key] = place
            for other in [other for other, where in team.items() if where == place and other not in decided]:
                del team[other]


def place_named(name: str, words: Mapping[int, str], width: int) -> int | None:
    """The column with this header, else with this letter."""
    wanted = word(name)
    by_word = next((place for place, text in words.items() if text == wanted), None)
    if by_word is not None:
        return by_word
    return next((place for place in range(width) if letters(place) == name.strip().upper()), None)


def bracketed(words: Mapping[int, str]) -> dict[str, int]:
    """Columns whose header is known without what stands in brackets behind it: Date (DD/MM/YYYY)."""
    names = ranks(ours=False)
    found: dict[str, int] = {}
    for place, text in words.items():
        if text[-1] in ")]" and text not in names:
            key = names.get(BRACKETS.sub("", text), (0, ""))[1]
            if key and (key in PRICED or not NOT_LOGGED & set(re.findall(r"\w+", text))):
                found.setdefault(key, place)
    return found


def hints_of(words: Mapping[int, str], team: Mapping[str, int]) -> dict[str, str]:
    """What the brackets behind a header say: the order of dates, the unit of hours."""
    hints: dict[str, str] = {}
    date, hours = (BRACKETS.search(words.get(team.get(key, -1), "")) for key in ("date", "hours"))
    orders = [order for pattern, order in ORDERS if date and pattern.match(date[1] + " ")]
    if orders:
        hints["dates"] = orders[0]
    if hours and hours[1] in UNITS:
        hints["unit"] = UNITS[hours[1]]
    return hints


def hints_by(known: Known) -> dict[str, str]:
    """What a layout says about notation."""
    return {key: value for key, value in (("dates", known.dates), ("unit", known.unit)) if value}


def rivals_of(words: Mapping[int, str], team: Mapping[str, int]) -> dict[int, str]:
    """Columns beside the chosen one that may hold the hours, by what their header says."""
    taken = set(team.values())
    return {place: text for place, text in words.items() if place not in taken and speaks_of_hours(text)}


def speaks_of_hours(text: str) -> bool:
    """Whether a header may be one of hours that somebody logged."""
    words = set(re.findall(r"[^\W\d_]+", text))
    return bool(words & HOUR_WORDS) and not words & NOT_LOGGED and not text.endswith("?")


def best_places(found: Iterable[tuple[tuple[int, str] | None, int]]) -> dict[str, int]:
    """For each key the column whose name ranks highest, and of equal ones the leftmost."""
    best: dict[str, tuple[int, int]] = {}
    for match, place in found:
        if match is not None:
            rank, key = match
            best[key] = min(best.get(key, (rank, place)), (rank, place))
    return {key: place for key, (_, place) in best.items()}


def our_places(words: Mapping[int, str], marks: Mapping[str, int]) -> dict[str, int]:
    """Our columns: as marked, else by header where a Row ID column vouches that the block is ours.

    Teams have columns called Status or Amount too. Our block was put to the right of theirs, so the rightmost is ours.
    """
    found = dict(marks)
    names = ranks(ours=True)
    for place in sorted(words):
        if words[place] in names and place not in marks.values():
            key = names[words[place]][1]
            if key not in marks:
                found[key] = place
    return found if "row_id" in found else dict(marks)


def named(words: Mapping[int, str], names: set[str]) -> int | None:
    """The first column whose header is one of these names."""
    return next((place for place, text in words.items() if text in names), None)


def misspelt(words: Mapping[int, str], known: Mapping[str, int]) -> dict[str, int]:
    """Columns whose header is nearly a name of one that is still missing. A question mark makes it another column."""
    missing = {name: key for name, (_, key) in ranks(ours=False).items() if key not in known and len(name) >= SHORTEST}
    strange = list(unknown(words, set(known.values())))
    if not strange:
        return {}
    from rapidfuzz import fuzz, process

    found: dict[str, int] = {}
    for place, text in strange:
        match = process.extractOne(text, missing.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        if match:
            found.setdefault(missing[match[0]], place)
    return found


def unknown(words: Mapping[int, str], taken: set[int]) -> Iterator[tuple[int, str]]:
    """Headers that nothing was made of and that are long enough to be misspelt."""
    names = ranks(ours=False)
    for place, text in words.items():
        if place not in taken and text not in names and len(text) >= SHORTEST and not text.endswith("?"):
            yield place, text
