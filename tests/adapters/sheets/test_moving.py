"""Rows of our own tabs come in and go instead of being written anew, and nobody can tell the difference."""

import json
import random
from decimal import Decimal
from typing import Any

import pytest
import requests

from service.domain.hours.reading import Cell, Changes, Chart, Report, Value
from service.domain.mail import Line, Mail
from service.faults import SheetUnreachable
from tests.adapters.sheets.conftest import LOG, Draw, Spreadsheet

CELLS = "sheets(properties(title),data(rowData(values(userEnteredValue,userEnteredFormat,dataValidation,note))),charts)"
SPARK = "=SPARKLINE(MIN(100;D{row}))"
NAMES = ("Ana", "Bo", "Cy", "Dee", "Eve")


def page(sections: dict[str, list[str]], figures: dict[str, int]) -> Report:
    """A summary like Review: figures with boxes, bars with a chart, and matters with their rows, mails and answers."""
    rows: list[tuple[Value, ...]] = [("The month", None), (f"{len(sections)} open",), (), ("SOW", "Box", "h", "Used")]
    rows += [(f"S-{name}", False, Decimal(hours), Decimal(hours) / 2) for name, hours in figures.items()]
    bars = {(at, 4): SPARK.format(row=at + 1) for at in range(4, len(rows))}
    chart = Chart("Used", 4, len(rows), 0, 3, 2, 1) if figures else None
    rows += [(), ("To decide", "What", "Asked", "Hours", "Answer")]
    headings, mails, places, answers = [0, 3, len(rows) - 1], {}, {(1, 0): ("Review", len(rows))}, set()
    for name, told in sections.items():
        at = len(rows)
        headings.append(at)
        rows.append((name, "Ask", False, Decimal(len(told)), None))
        mails[at, 1] = Mail(f"{name}@x.example", name, "Hello", tuple(Line(one, one, ("Log", 2)) for one in told), "")
        if len(name) == 2:
            answers.add((at, 4))
        places |= {(at + number, 0): ("Log", 2) for number in range(1, len(told) + 1)}
        rows += [(f"   {one}", f"{name}: {one} is odd") for one in told]
    return Report(
        "Review", tuple(rows), tuple(headings), frozenset({2, 3}), mails=mails, places=places, formulas=bars,
        answers=frozenset(answers), chart=chart,
    )  # fmt: skip


def by_chance(chance: random.Random, sections: dict[str, list[str]], figures: dict[str, int]) -> Report:
    """The page once something has changed in it."""
    for _ in range(chance.randint(1, 3)):
        name, known = chance.choice(NAMES), list(sections.items())
        match chance.randint(0, 4):
            case 0:
                sections.pop(name, None)
            case 1:
                sections[name] = [f"row {chance.randint(2, 30)}" for _ in range(chance.randint(1, 4))]
            case 2:
                figures[name] = chance.randint(1, 90)
            case 3:
                figures.pop(name, None)
            case _:
                sections.clear()
                sections.update(chance.sample(known, len(known)))
    return page(sections, figures)


def write(sheet: Spreadsheet, *reports: Report) -> None:
    service = sheet.service()
    service.read()
    service.write(Changes(reports=reports))


def seen(sheet: Spreadsheet, title: str = "Review") -> Any:
    """All that stands in a tab of ours, and its chart."""
    found = next(one for one in sheet.grid(CELLS)["sheets"] if one["properties"]["title"] == title)
    rows = [list(row.get("values", [])) for row in found["data"][0].get("rowData", [])]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return json.loads(json.dumps([rows, found.get("charts")]).replace(sheet.id, "BOOK"))


@pytest.mark.parametrize("seed", range(3))
def test_a_tab_that_was_brought_along_is_like_one_that_was_just_made(draw: Draw, seed: int) -> None:
    chance, sections, figures = random.Random(seed), {"Ana": ["row 2"]}, {"Bo": 5, "Cy": 8}
    sheet = draw(Log=LOG)
    write(sheet, page(sections, figures))
    for _ in range(12):
        report = by_chance(chance, sections, figures)
        write(sheet, report)
        fresh = draw(Log=LOG)
        write(fresh, report)
        assert seen(sheet) == seen(fresh), report


def test_a_line_more_costs_a_line(draw: Draw) -> None:
    sheet, rows = draw(Log=LOG), [f"row {number}" for number in range(40)]
    write(sheet, page({"Ana": rows, "Bo": rows, "Cy": rows}, {"Bo": 5}))
    sheet.forget()
    write(sheet, page({"Ana": rows, "Bo": [*rows[:20], "row 50", *rows[20:]], "Cy": rows}, {"Bo": 5}))
    assert sheet.calls() == ["read", "look", "write"]
    assert sent(sheet) < 4000, "one mail, one line and what counts them"
    log = Report("Run log", (("When", "What"), *((f"2026-09-{day:02}", "Check") for day in range(30, 0, -1))), (0,))
    write(sheet, log)
    write(sheet, log._replace(rows=(log.rows[0], ("2026-10-01", "Check"), *log.rows[1:-1])))
    assert sent(sheet) < 600
    assert [row[0] for row in sheet.rows("'Run log'")[1:]] == ["2026-10-01", *(row[0] for row in log.rows[1:-1])]


def sent(sheet: Spreadsheet) -> int:
    """Bytes of the last write."""
    lines = requests.get(f"{sheet.root}/__journal", params={"service": "sheets"}, timeout=30).text.splitlines()
    writes = [one for one in map(json.loads, lines) if sheet.id in one["path"] and one["method"] == "POST"]
    return len(json.dumps(writes[-1]["request"], separators=(",", ":"), ensure_ascii=False).encode())


def test_a_category_takes_the_place_of_another_without_the_list_of_all(reviewed: Spreadsheet) -> None:
    service = reviewed.service()
    assert service.read().shown["Log", 2]["category"].value == "Design"
    service.write(Changes((Cell("Log", 2, "category", "Testing"),)))
    assert sent(reviewed) < 400
    assert reviewed.service().read().shown["Log", 2]["category"].value == "Testing"


@pytest.mark.parametrize("fault", [{"kind": "status"}, {"kind": "after"}, {"kind": "drop"}, {"kind": "cut"}], ids=str)
def test_rows_whose_move_nobody_knows_of_are_written_where_they_belong(draw: Draw, fault: dict[str, object]) -> None:
    before = page({"Ana": ["row 2"], "Bo": ["row 3", "row 4"], "Cy": ["row 5"]}, {"Bo": 5, "Cy": 8})
    after = page({"Ana": ["row 2", "row 9"], "Cy": ["row 5"], "Dee": ["row 7"]}, {"Bo": 5, "Dee": 6, "Cy": 8})
    sheet, fresh = draw(Log=LOG), draw(Log=LOG)
    write(sheet, before)
    sheet.fault(**{"status": 503, "method": "POST", "path": "batchUpdate", **fault})
    write(sheet, after)
    write(fresh, after)
    assert sheet.calls()[-2:] == ["write", "write"]
    assert seen(sheet)[0] == seen(fresh)[0]


def test_a_tab_that_never_answers_is_a_fault(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    write(sheet, page({"Ana": ["row 2"], "Cy": ["row 5"]}, {}))
    sheet.fault(kind="status", status=503, method="POST", path="batchUpdate", times=20)
    service = sheet.service(patience=1)
    service.read()
    with pytest.raises(SheetUnreachable):
        service.write(Changes(reports=(page({"Ana": ["row 2"], "Bo": ["row 3"], "Cy": ["row 5"]}, {}),)))


@pytest.mark.parametrize(
    ("act", "how"),
    [
        ("sort", {"range": "Review!A6:E9", "column": 1}),
        ("insertRows", {"tab": "Review", "at": 3, "count": 9}),
        ("deleteRows", {"tab": "Review", "first": 3}),
    ],
)
def test_a_tab_whose_rows_somebody_has_moved_is_written_as_a_whole(draw: Draw, act: str, how: dict[str, Any]) -> None:
    before, after = (page({"Ana": ["row 2"], **more, "Cy": ["row 5"]}, {"Bo": 5}) for more in ({}, {"Bo": ["row 3"]}))
    sheet, fresh = draw(Log=LOG), draw(Log=LOG)
    write(sheet, before)
    write(fresh, after)
    service = sheet.service()
    service.read()
    sheet.person(act, **how).raise_for_status()
    service.write(Changes(reports=(after,)))
    assert seen(sheet)[0] == seen(fresh)[0]


def test_words_stay_beside_a_line_that_moves_and_counts_anew_and_a_tick_on_older_figures_goes(draw: Draw) -> None:
    sheet = draw(Log=LOG)
    write(sheet, page({"Ana": ["row 2"], "Bo": ["row 3"], "Cy": ["row 5"]}, {"Bo": 5}))
    service = sheet.service()
    service.read()
    place = next(at for at, row in enumerate(sheet.rows("Review"), 1) if row[:1] == ["Bo"])
    sheet.person("edit", range=f"Review!E{place}", value="Agreed by mail").raise_for_status()
    sheet.person("edit", range=f"Review!C{place}", value=True).raise_for_status()
    service.write(Changes(reports=(page({"Ana": ["row 2", "row 8"], "Bo": ["row 3", "row 4"]}, {"Bo": 5}),)))
    (line,) = [row for row in sheet.rows("Review") if row[:1] == ["Bo"]]
    assert line == ["Bo", "Ask", False, 2, "Agreed by mail"]
