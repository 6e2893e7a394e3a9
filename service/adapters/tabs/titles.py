"""What the name of a tab says: a month, a year, perhaps whose tab it is."""

import re

from service.adapters.cells.dates import MONTH_OF

YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
SHORT_YEAR = re.compile(r"[^\W\d_]{3,}\W{0,2}(\d\d)(?!\d)")
NUMBERED = re.compile(r"(?<!\d)20\d\d\W?(0[1-9]|1[0-2])(?!\d)|(?<!\d)(0[1-9]|1[0-2])\W20\d\d(?!\d)")
WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
PLAIN = frozenset(
    re.findall(
        r"\S+",
        "sheet tab table log logs hours hour time times timesheet timesheets sheet1 entries entry data export "
        "report raw week kw q month day detailed detail summary overview backup toggl harvest clockify kimai "
        "tempo stunden zeiten uren blatt hoja feuil foglio list work team agency all of the and for copy imported "
        "import projects project client clients new old test total totals archive tracker tracking record records "
        "file book workbook csv xlsx main current zeit",
    )
)
"""Words in the names of tabs that name nobody."""


def year_in(title: str) -> int | None:
    """The year in the name of a tab; None where it names none or several."""
    years = set(YEAR.findall(title)) or {f"20{year}" for year in SHORT_YEAR.findall(title) if month_in(title)}
    return int(years.pop()) if len(years) == 1 else None


def month_in(title: str) -> int | None:
    """The month in the name of a tab; None where it names none or several."""
    months = {MONTH_OF[word] for word in re.findall(r"[^\W\d_]+", title.casefold()) if word in MONTH_OF}
    months = months or {int(first or second) for first, second in NUMBERED.findall(title)}
    return months.pop() if len(months) == 1 else None


def name_in(title: str) -> str:
    """Who or what the tab is named for, once months and plain words are taken off; empty where nothing is left."""
    words = [word for word in WORD.findall(title) if word.casefold() not in PLAIN and word.casefold() not in MONTH_OF]
    looks_like_a_name = 0 < len(words) <= 4 and all(word[0].isupper() for word in words)
    return " ".join(words) if looks_like_a_name else ""
