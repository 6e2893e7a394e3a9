"""Harvest's API v2: the time entries of some days, page by page.

It lists what exists and nothing that was deleted, and its reference names no webhooks: what changed is found by asking
for the same days again.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from service.adapters.cells.clock import clock_of
from service.adapters.trackers.line import Line, objects_in, text_in
from service.domain.hours.logged import Logged, Told, clean
from service.faults import TrackerFault

NAME = "Harvest"
PAGE = 2000
"""The most entries that Harvest puts on a page."""

ODD = "Harvest gave an answer without time entries. Try again in a minute."
RUNNING = "Timers still running in Harvest: {number}. They come with an import after they were stopped."


class Harvest:
    """The entries of one account from one day to another, both included."""

    def __init__(self, line: Line, since: date, until: date, page: int = PAGE) -> None:
        self._line, self._since, self._until, self._page = line, since, until, page

    @classmethod
    def of(cls, root: str, token: str, account: str, since: date, until: date) -> "Harvest":
        """Harvest as a token sees it; the token of an administrator sees everybody's entries."""
        headers = {"Authorization": f"Bearer {token}", "Harvest-Account-Id": account}
        return cls(Line(NAME, root, headers), since, until)

    def told(self) -> Told:
        """All entries of these days. Raises TrackerFault."""
        entries = list(self._entries())[::-1]  # it tells the newest first
        running = sum(bool(entry.get("is_running")) for entry in entries)
        logged = tuple(logged_of(entry) for entry in entries if not entry.get("is_running"))
        left = (RUNNING.format(number=running),) if running else ()
        return Told(NAME, logged, self._since, self._until, whole=True, left=left)

    def _entries(self) -> Iterator[dict[str, Any]]:
        page: int | None = 1
        while page is not None:
            days: dict[str, str | int] = {"from": str(self._since), "to": str(self._until)}
            answer, _ = self._line.ask("/time_entries", {**days, "page": page, "per_page": self._page})
            if not isinstance(answer, dict):
                raise TrackerFault(ODD)
            yield from objects_in(answer.get("time_entries"), NAME)
            after = answer.get("next_page")
            page = after if isinstance(after, int) and after > page else None


def logged_of(entry: dict[str, Any]) -> Logged:
    """One entry. Hours are the raw ones: what the account rounds for its own invoices is not ours to bill."""
    try:
        day, worked = date.fromisoformat(text_in(entry, "spent_date")), Decimal(text_in(entry, "hours") or "0")
    except (ValueError, InvalidOperation) as problem:
        raise TrackerFault(
            f"Harvest's entry {text_in(entry, 'id')} has no day or no hours that can be read."
        ) from problem
    return Logged(
        id=f"harvest-{text_in(entry, 'id')}",
        date=day,
        person=clean(text_in(entry, "user", "name")),
        client=clean(text_in(entry, "client", "name")),
        project=clean(text_in(entry, "project", "name")),
        task=clean(text_in(entry, "task", "name")),
        description=clean(text_in(entry, "notes")),
        hours=worked,
        start=clock_of(text_in(entry, "started_time")),
        end=clock_of(text_in(entry, "ended_time")),
        billable=entry["billable"] if isinstance(entry.get("billable"), bool) else None,
    )
