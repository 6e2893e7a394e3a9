"""What a mail about a decision says depends on who is asked: colleagues get places and links, clients only the work."""

import datetime as dt
from decimal import Decimal

import pytest

from service.domain.hours.bill import Bill
from service.domain.hours.entry import Entry
from service.domain.hours.work import Work
from service.domain.judging.finding import Finding
from service.domain.judging.verdict import Status
from service.domain.terms.check import Level
from service.reports.asking import mail
from service.reports.matters import Asks, Matter, Point
from service.reports.row import Row

SAYS = Finding("CAP007", "sow-past-ceiling", Level.BLOCK, "r_1", "40 h past the cap.", "Ask for a change order.")
ENTRY = Entry("r_1", "Sept", 4, dt.date(2026, 9, 3), "Ines", "Ferries", "Booking site", "", "Fare import", Decimal(2))


def matter(asks: Asks, rows: int) -> Matter:
    points = (Point(Row(Work(ENTRY._replace(id=f"r_{row}", row=row)), Status.NEEDS_FIX, Bill(), (SAYS,), None), SAYS)
              for row in range(4, 4 + rows))  # fmt: skip
    return Matter("PF-3: cap of 400 h", tuple(points), "Ines Halloran", "ines@row.example", asks=asks)


WORK = "3 September, Ines, Booking site"
ASKED = [
    # who is asked, about how many rows, the subject, how it begins, its first line
    (Asks.AUTHOR, 1, "Hours: 1 row to look at again", "Hello Ines Halloran,\n\ncould you look at this row of",
     f"Sept, row 4 ({WORK}, 2 h): 40 h past the cap. Ask for a change order."),
    (Asks.AUTHOR, 3, "Hours: 3 rows to look at again", "Hello Ines Halloran,\n\ncould you look at these 3 rows of",
     f"Sept, row 4 ({WORK}, 2 h): 40 h past the cap. Ask for a change order."),
    (Asks.PAPERS, 1, "Hours: PF-3: cap of 400 h", "Hello,\n\nthe SOW files do not settle this row of Hours.",
     f"Sept, row 4 ({WORK}, 2 h): 40 h past the cap. Ask for a change order."),
    (Asks.CLIENT, 2, "Before we invoice: PF-3: cap of 400 h", "Hello,\n\nthese 2 pieces of work go past what was",
     f"{WORK}, 2 h: Fare import"),
]  # fmt: skip


@pytest.mark.parametrize(("asks", "rows", "subject", "begins", "first"), ASKED)
def test_each_is_asked_in_their_own_words(asks: Asks, rows: int, subject: str, begins: str, first: str) -> None:
    made = mail(matter(asks, rows), "Hours")
    assert (made.to, made.subject, made.lines[0].full) == ("ines@row.example", subject, first)
    assert made.opening.startswith(begins)
    assert len(made.lines) == rows


@pytest.mark.parametrize("asks", [Asks.AUTHOR, Asks.PAPERS, Asks.CLIENT])
def test_only_a_colleague_is_led_into_the_sheet(asks: Asks) -> None:
    lines = mail(matter(asks, 2), "Hours").lines
    assert {line.place for line in lines} == ({None} if asks is Asks.CLIENT else {("Sept", 4), ("Sept", 5)})
    assert any("CAP007" in line.short for line in lines) is (asks is not Asks.CLIENT)
