"""The sample month from the first look to the second billing run, lived through once; each step knows what it asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from service.domain.judging.finding import needs_reason
from service.domain.judging.verdict import Status
from service.reports.row import Row
from service.review import Review, consider
from tests.office import MANAGER, Office

OTHER_APPROVER = "hana@tidewick.example"
"""She logs hours herself, and so has somebody else tick the tab that is mostly hers."""

APPROVERS = {"Studio log": OTHER_APPROVER, "Dev hours": OTHER_APPROVER, "Calls and travel": MANAGER}

REASONS = {
    "CAP006": "Dr. Lindqvist-Amari agreed by mail on 2 November.",
    "RET001": "Mr. Pine asked for it in ticket 2231.",
    "TIM004": "Launch day; the clock times are right.",
}
"""What the manager can vouch for. Rows that ask for any other reason are left for later."""


class Month:
    """What was seen and answered at each step, and the calls of the step."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._steps: dict[str, tuple[int, int]] = {}
        self.answers: dict[str, Any] = {}
        self._do("introduction", office.introduce)
        self._do("setup", lambda: office.ask("setup"))
        self.reviewed = self.seen()
        self.first_sheet = {tab: office.values(tab) for tab in APPROVERS}
        self._do("second review", lambda: office.ask("check"))
        self._do("reasons", self.give_reasons)
        self._do("ticks", self.tick)
        self.approved = self.seen()
        self._do("billing", lambda: office.ask("generate"))
        self._do("second billing", lambda: office.ask("generate"))
        self._do("last review", lambda: office.ask("check"))
        self.billed = self.seen()
        self.last_sheet = {tab: office.values(tab) for tab in APPROVERS}

    def _do(self, step: str, act: Callable[[], Any]) -> None:
        before = self.office.said_so_far()
        self.answers[step] = act()
        self._steps[step] = (before, self.office.said_so_far())

    def seen(self) -> Review:
        """The workbook as the service judges it now; nothing is written."""
        wiring = self.office.wiring
        return consider(wiring.desk(), wiring.sheet(self.office.id).read())

    def calls(self, step: str, service: str) -> list[dict[str, Any]]:
        """What a step said to one of the stand-ins."""
        before, after = self._steps[step]
        return [call for call in self.office.calls(service, before) if call["n"] <= after]

    def give_reasons(self) -> None:
        """The manager writes why, where she can."""
        for row in waiting(self.reviewed):
            if needs_reason(row.findings) and (reason := reason_for(row)):
                self.office.types(row.work.entry.tab, row.work.entry.row, "reason", reason)

    def tick(self) -> dict[str, str]:
        """In each tab an approver ticks whatever may be ticked; what the service says to that."""
        return {tab: self.tick_in(tab, who) for tab, who in APPROVERS.items()}

    def tick_in(self, tab: str, who: str) -> str:
        """One approver goes down one tab, and the trigger reports it."""
        rows = [row.work.entry.row for row in waiting(self.reviewed) if row.work.entry.tab == tab and may_tick(row)]
        for first, last in runs(rows):
            self.office.types(tab, first, "approve", True, last, who)
        return self.office.reports(tab, min(rows), max(rows), who)


def waiting(seen: Review) -> list[Row]:
    """Rows that a tick would approve, with a reason or without."""
    return seen.with_status(Status.NEEDS_APPROVAL)


def reason_for(row: Row) -> str:
    """What the manager can say to a row; blank where she would have to ask first."""
    asking = [finding.code for finding in row.findings if needs_reason([finding])]
    return REASONS.get(asking[0], "") if len(asking) == 1 else ""


def may_tick(row: Row) -> bool:
    """Whether the row asks for nothing, or for a reason that it has got."""
    return not needs_reason(row.findings) or bool(reason_for(row))


def runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring rows as first and last."""
    for _, block in groupby(enumerate(sorted(rows)), key=lambda item: item[1] - item[0]):
        together = [row for _, row in block]
        yield together[0], together[-1]


def columns(rows: list[list[Any]], *headers: str) -> Iterator[tuple[Any, ...]]:
    """Row number and the cells under these headers, for each row below them."""
    head = next(place for place, row in enumerate(rows) if headers[0] in row)
    places = [rows[head].index(header) for header in headers]
    for number, row in enumerate(rows[head + 1 :], head + 2):
        yield (number, *(row[place] if place < len(row) else "" for place in places))
