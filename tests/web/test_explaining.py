"""The sidebar tells the history of a row."""

from __future__ import annotations

from datetime import UTC, datetime

from service.domain.invoicing.history import Event
from service.reports.explanation import history
from tests.web.test_undoing import Desk, desk

__all__ = ["desk"]

ENDS = ("Off the invoice.", "Approval ended.", "Box emptied.")


def test_a_row_tells_who_approved_it_and_what_became_of_that(desk: Desk) -> None:
    desk.ask("setup")
    desk.types("October", 2, "approve", True)
    desk.reports("October", 2, 2)
    desk.ask("generate")
    number = desk.invoices()[0]["DocNumber"]
    told = [what for _, what in desk.ask("explain", tab="October", row=2)["history"]]
    assert told == ["Approved by ruth@tidewick.example", f"On invoice {number}"]
    desk.undo()
    told = [what for _, what in desk.ask("explain", tab="October", row=2)["history"]]
    gone = "Its invoice was taken back. The row is free again: tick it if it is to be billed."
    assert set(told[1:]) == {f"On invoice {number}", *(f"{how} {gone}" for how in ENDS)}


def test_a_billed_row_offers_nothing(desk: Desk) -> None:
    desk.ask("setup")
    desk.types("October", 2, "approve", True)
    desk.reports("October", 2, 2)
    desk.ask("generate")
    assert desk.ask("explain", tab="October", row=2)["offers"] == []


def test_somebody_nobody_knows_is_an_approver() -> None:
    at = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
    assert history([Event(at, "yes")]) == [["5 Oct 2026, 09:30", "Approved by an approver"]]
