"""The header of a tab, held against the one that was agreed when the tab was set up."""

from collections.abc import Iterable, Mapping

from service.domain.hours.reading import Understood
from service.domain.phrase import Phrase, phrase

BILLED_BY = {
    "date": phrase("date"),
    "person": phrase("person"),
    "client": phrase("client"),
    "project": phrase("project"),
    "task": phrase("task"),
    "hours": phrase("hours"),
    "start": phrase("start"),
    "end": phrase("end"),
    "billable": phrase("billable"),
}
"""Columns of which a wrong one would make a wrong bill, as a sentence calls them."""


def changed_headers(tabs: Iterable[Understood], agreed: Mapping[str, Mapping[str, str]]) -> dict[str, Phrase]:
    """By tab, a sentence about the first column that has another header than agreed, unless somebody said so."""
    found: dict[str, Phrase] = {}
    for tab in tabs:
        for key, before in agreed.get(tab.tab, {}).items():
            now = tab.columns.get(key)
            if key in BILLED_BY and now != before and key not in tab.decided:
                found.setdefault(tab.tab, _told(key, before, now))
    return found


def newly_agreed(tabs: Iterable[Understood], agreed: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """The headers to agree on: of tabs that are new, and of those where somebody decided about a column since."""
    return {
        tab.tab: tab.columns
        for tab in tabs
        if tab.tab not in agreed or any(agreed[tab.tab].get(key) != tab.columns.get(key) for key in tab.decided)
    }


def _told(key: str, before: str, now: str | None) -> Phrase:
    what = BILLED_BY[key]
    if now is None:
        return phrase(
            "The {what} stood under “{before}” when this tab was set up, and no column is called that any more.",
            what=what, before=before,
        )  # fmt: skip
    return phrase(
        "The {what} stood under “{before}” when this tab was set up, and would now be read from “{now}”.",
        what=what, before=before, now=now,
    )  # fmt: skip
