"""A file that a tracker has exported is taken over as far as it can be read, and what stays behind is named."""

from pathlib import Path

import pytest

from service.adapters.trackers import Export
from service.faults import WorkbookFault
from tests.adapters.trackers.conftest import lines

HARVEST = """Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles
2026-10-05,Corner Bakery,Website,,Design,Homepage hero,2.11,Yes,No,No,Mara,Quist,
2026-10-06,Corner Bakery,Website,,Code,"Footer, links",0.5,No,No,No,Ben,Ode,
"""
CLOCKIFY = """Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,\
Duration (h),Duration (decimal)
Website,Corner Bakery,Homepage hero,,Mara Quist,,,,Yes,23/10/2026,09:00:00,23/10/2026,09:50:00,00:50:00,0.83
"""
TOGGL = """User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags
Mara Quist,m@x.example,Corner Bakery,Website,,Homepage hero,Yes,2026-10-05,09:00:00,2026-10-05,09:50:00,00:50:00,
"""

READ = {
    "harvest": (HARVEST, [
        "| 2026-10-05 | Mara Quist | Corner Bakery | Website | Design | Homepage hero | 7596 | | | True",
        "| 2026-10-06 | Ben Ode | Corner Bakery | Website | Code | Footer, links | 1800 | | | False",
    ]),
    "clockify": (CLOCKIFY, [
        "| 2026-10-23 | Mara Quist | Corner Bakery | Website | | Homepage hero | 3000 | 09:00 | 09:50 | True",
    ]),
    "toggl": (TOGGL, [
        "| 2026-10-05 | Mara Quist | Corner Bakery | Website | | Homepage hero | 3000 | 09:00 | 09:50 | True",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("tracker", READ)
def test_people_days_hours_and_texts_are_exact(tmp_path: Path, tracker: str) -> None:
    content, expected = READ[tracker]
    file = tmp_path / f"{tracker}.csv"
    file.write_text(content, encoding="utf-8")
    told = Export(file, tracker.title()).told()
    assert [line.strip() for line in lines(told.entries)] == expected
    assert not told.whole
    assert told.left == ()


def test_a_row_that_cannot_be_read_stays_behind_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "toggl.csv"
    file.write_text(TOGGL + TOGGL.splitlines()[1].replace("00:50:00", "soon"), encoding="utf-8")
    told = Export(file, "Toggl").told()
    assert len(told.entries) == 1
    assert told.left[0].startswith("Row 3 of the file was not taken over: “soon” is not a length of time.")


def test_a_report_without_entries_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_text("Client,Project,Total Hours\nCorner Bakery,Website,31\n", encoding="utf-8")
    with pytest.raises(WorkbookFault, match=r"There are no time entries in .*report\.csv"):
        Export(file, "Harvest").told()
