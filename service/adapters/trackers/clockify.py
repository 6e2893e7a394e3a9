"""Clockify's API v1: everybody's time entries of some days, and single entries as its webhooks tell them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from service.adapters.trackers.line import Line, objects_in, text_in
from service.domain.hours.logged import Logged, Told, clean
from service.faults import TrackerFault

NAME = "Clockify"
PAGE = 200
RUNNING = "Timers still running in Clockify: {number}. They come with an import after they were stopped."
BREAKS = "Left out as breaks or time off: {number}."
WORKED = ("REGULAR", "")
"""Types of entries that are work; older entries have no type."""

DELETED = "TIME_ENTRY_DELETED"
EVENTS = ("NEW_TIME_ENTRY", "TIME_ENTRY_UPDATED", DELETED, "TIMER_STOPPED")

JSON = Mapping[str, Any]


class Clockify:
    """The entries of one workspace from one day to another, both included; a day is one of the agency's time zone."""

    def __init__(self, line: Line, workspace: str, since: date, until: date, zone: ZoneInfo, page: int = PAGE) -> None:
        self._line, self._workspace, self._zone, self._page = line, workspace, zone, page
        self._since, self._until = since, until

    @classmethod
    def of(cls, root: str, token: str, workspace: str, since: date, until: date, zone: ZoneInfo) -> "Clockify":
        """Clockify as a token sees it; the token of an administrator sees everybody's entries."""
        return cls(Line(NAME, root, {"X-Api-Key": token}), workspace, since, until, zone)

    def told(self) -> Told:
        """All entries of these days. Raises TrackerFault."""
        entries = [(entry, text_in(user, "name")) for user in self._users() for entry in self._entries(user)]
        entries.reverse()  # it tells the newest first
        found = told_of(entries, self._zone)
        within = tuple(
            entry for entry in found.entries if entry.date is not None and self._since <= entry.date <= self._until
        )
        return found._replace(entries=within, since=self._since, until=self._until, whole=True)

    def _users(self) -> Iterator[JSON]:
        return self._pages(f"/workspaces/{self._workspace}/users", {})

    def _entries(self, user: JSON) -> Iterator[JSON]:
        """One person's entries. Times go over the line in UTC."""
        asked = {
            "hydrated": "true",
            "start": self._moment(self._since),
            "end": self._moment(self._until + timedelta(days=1)),
        }
        return self._pages(f"/workspaces/{self._workspace}/user/{text_in(user, 'id')}/time-entries", asked)

    def _moment(self, day: date) -> str:
        midnight = datetime.combine(day, time(), self._zone)
        return midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _pages(self, path: str, asked: Mapping[str, str]) -> Iterator[JSON]:
        """The items of every page; the last is the one that is not full."""
        page = 1
        while True:
            answer, _ = self._line.ask(path, {**asked, "page": page, "page-size": self._page})
            found = objects_in(answer, NAME)
            yield from found
            if len(found) < self._page:
                return
            page += 1


def told_of(entries: Iterable[tuple[JSON, str]], zone: ZoneInfo) -> Told:
    """Entries and the names of whose they are; what runs or was no work stays out, and is counted."""
    logged, left = [], Counter[str]()
    for entry, who in entries:
        if not text_in(entry, "timeInterval", "end"):
            left[RUNNING] += 1
        elif text_in(entry, "type") not in WORKED:
            left[BREAKS] += 1
        else:
            logged.append(logged_of(entry, who, zone))
    return Told(NAME, tuple(logged), left=tuple(text.format(number=number) for text, number in left.items()))


def happened(event: str, body: JSON, zone: ZoneInfo) -> Told:
    """What a webhook tells: one entry as it is by now, or that it is gone. Raises TrackerFault."""
    if not text_in(body, "id") or event not in EVENTS:
        raise TrackerFault("This is no event about a time entry that Tickmark knows.")
    if event == DELETED:
        return Told(NAME, (), gone=frozenset({id_of(body)}))
    return told_of([(body, text_in(body, "user", "name"))], zone)


def id_of(entry: JSON) -> str:
    """The id under which an entry's row is kept."""
    return f"clockify-{text_in(entry, 'id')}"


def logged_of(entry: JSON, who: str, zone: ZoneInfo) -> Logged:
    """One finished entry, on the day and at the time that clocks in `zone` showed."""
    start, end = (moment(text_in(entry, "timeInterval", name)) for name in ("start", "end"))
    here, there = start.astimezone(zone), end.astimezone(zone)
    return Logged(
        id=id_of(entry),
        date=here.date(),
        person=clean(who),
        client=clean(text_in(entry, "project", "clientName")),
        project=clean(text_in(entry, "project", "name")),
        task=clean(text_in(entry, "task", "name")),
        description=clean(text_in(entry, "description")),
        hours=Decimal(round((end - start).total_seconds())) / 3600,
        start=here.time().replace(microsecond=0),
        end=there.time().replace(microsecond=0),
        billable=entry["billable"] if isinstance(entry.get("billable"), bool) else None,
    )


def moment(text: str) -> datetime:
    """A point in time, which Clockify writes in UTC. Raises TrackerFault."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as problem:
        raise TrackerFault("Clockify told a time that cannot be read. Try again in a minute.") from problem
    return found if found.tzinfo else found.replace(tzinfo=UTC)
