"""The sheet, the sidebar, the dialogs and the dashboard speak another language by another file, and nothing else."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from service.settings import Settings
from tests import office
from tests.office import Papers
from tests.tongue import SENTENCE, speak, texts, untold
from tests.web.test_undoing import HOURS, Desk

SEVERAL = "2026-10-15 | Sunniva Aske | Harbour & Pine | Spring catalogue | 2.25 | Proofs checked; call with the printer"

OF_PEOPLE = frozenset({"client", "words", "headers", "settled", "label_of_sheet"})
NAMES = ("Google Sheets", "Tidewick Studio")
"""Products, and whose books they are."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    workbook = tmp_path / "October.csv"
    with workbook.open("w", encoding="utf-8", newline="") as file:
        lines = [*HOURS.strip().splitlines(), SEVERAL]
        csv.writer(file).writerows([cell.strip() for cell in line.split("|")] for line in lines)
    (tmp_path / "words").mkdir()
    speaking = speak(tmp_path / "words", monkeypatch)
    language = next(speaking)
    reading = Settings.read
    monkeypatch.setattr(office.Settings, "read", lambda env: reading({**env, "TICKMARK_LANGUAGE": language}))
    with closing(Desk(tmp_path, Papers(workbook))) as made:
        yield made
    next(speaking, None)


def known(desk: Desk) -> list[str]:
    """What people wrote themselves: cells of the timesheet, and what the SOW files call things."""
    agency, sows = desk.wiring.agreed
    names = [agency.name, *(sow.title for sow in sows), *(client.name for client in agency.clients)]
    names += [*(person.name for person in agency.people)]
    names += [f"{client.name} {ending}" for client in agency.clients for ending in ("Co.", "LLC")]
    cells = [str(cell) for row in desk.values("October") for cell in row[:6]]
    return sorted({*names, *cells, *NAMES}, key=len, reverse=True)


def strange(told: Any, mine: list[str], apart: frozenset[str] = OF_PEOPLE) -> list[str]:
    """Sentences that are neither marked nor people's own."""
    found = []
    for text in texts(told, apart):
        rest = untold(text)
        for word in mine:
            rest = rest.replace(word, "·") if word else rest
        if SENTENCE.search(rest):
            found.append(text)
    return found


def test_whatever_the_script_shows_is_in_the_other_language(desk: Desk) -> None:
    told = {"setup": desk.ask("setup")}
    mine = known(desk)
    told["check"] = desk.ask("check")
    told["explain"] = [desk.ask("explain", tab="October", row=row) for row in (2, 5, 6)]
    told["undo"], told["clear"] = desk.ask("undo"), desk.ask("clear")
    desk.types("October", 2, "approve", True, last=5)
    told["ticks"] = desk.reports("October", 2, 5)
    told["preview"], told["generate"] = desk.ask("preview"), desk.ask("generate")
    told["undo drafts"] = desk.ask("undo")
    assert strange(told, mine) == []
    marked = [text for text in texts(told) if "⟦" in text]
    assert len(marked) > 60
    assert told["ticks"].startswith("⟦⟦Tick taken back") or "⟦Tick taken back" in told["ticks"]


def test_our_tabs_notes_and_the_dashboard_are_too(desk: Desk) -> None:
    desk.ask("setup")
    mine = known(desk)
    shown = [desk.values(tab) for tab in ("⟦Review⟧", "⟦Invoices⟧", "⟦Run log⟧")]
    assert strange(shown, [*limits(desk), *mine]) == []
    assert strange(notes(desk), mine) == []
    page = desk.app.test_client().get("/", environ_base={"REMOTE_ADDR": "127.0.0.1"}).get_data(as_text=True)
    page = re.sub(r"<title>.*?</title>", "", page)
    connected = str(desk.wiring.connector.status().message)
    assert strange(re.findall(r">([^<>]+)<", page), [connected, *limits(desk), *mine]) == []


def limits(desk: Desk) -> list[str]:
    """What the SOW files call their limits, as the pricing says it."""
    found = desk.wiring.store.found()
    return [f"{burn['said'] or burn['name']}" for one in found for burn in one.facts["burns"]]


def notes(desk: Desk) -> list[str]:
    """The notes of all cells but those of amounts, which the pricing writes."""
    cells = ((column, cell) for tab in desk.grid()["sheets"] for block in tab.get("data", [])
             for row in block.get("rowData", []) for column, cell in enumerate(row.get("values", [])))  # fmt: skip
    return [cell["note"] for column, cell in cells if cell.get("note") and column != 8]
