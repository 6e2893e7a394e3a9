"""The dashboard shows the month as the ledger knows it, to nobody but those who may see it."""

import json
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from service.web.app import create_app
from service.wiring import Wiring
from sheets_schema import generate
from tests.month import Month

AXE = generate.HERE / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.slow


def asked(wiring: Wiring, path: str = "/", address: str = "127.0.0.1") -> Any:
    return create_app(wiring).test_client().get(path, environ_base={"REMOTE_ADDR": address})


def test_the_dashboard_shows_what_the_review_found_and_what_was_drafted(month: Month) -> None:
    before = month.office.said_so_far()
    page = asked(month.office.wiring).get_data(as_text=True)
    told = ["October 2026", "423 entries", "LUM-7: 320 h a month", "HP-1: Care plan", "in QuickBooks, not sent"]
    assert [words for words in told if words not in page] == []
    assert month.office.said_so_far() == before, "nothing outside is asked"


def test_what_a_review_found_is_kept_beside_its_line_in_the_run_log(month: Month) -> None:
    store = month.office.wiring.store
    ((book, newest),) = [(one.book, one) for one in store.found()]
    kept = store.found_before(book)
    assert kept[-1] == newest
    assert [one.at for one in reversed(kept)] == [line.at for _, line in store.all_runs()]
    first = kept[0].facts
    shown = sum(len(row.loud) for row in month.reviewed.rows)
    assert (first["entries"], sum(first["flags"].values())) == (len(month.reviewed.rows), shown)
    assert all(isinstance(line["percent"], str) for line in json.loads(json.dumps(first["burns"])))


@pytest.mark.parametrize(
    ("key", "address", "path", "answer"),
    [
        ("", "127.0.0.1", "/", 200),
        ("", "203.0.113.7", "/", 403),
        ("s3same", "203.0.113.7", "/?key=s3same", 200),
        ("s3same", "203.0.113.7", "/?key=other", 403),
        ("s3same", "127.0.0.1", "/", 403),
        ("s3same", "203.0.113.7", "/dashboard.css", 200),
    ],
)
def test_only_this_machine_or_the_key_opens_it(month: Month, key: str, address: str, path: str, answer: int) -> None:
    wiring = Wiring(replace(month.office.wiring.settings, connect_key=key))
    assert asked(wiring, path, address).status_code == answer


@pytest.mark.browser
@pytest.mark.skipif(not AXE.exists(), reason="axe-core of sheets_schema is not installed (make setup)")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1100), ("dark", 390)])
def test_it_can_be_read_by_everybody(month: Month, page: Page, scheme: Any, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{month.office.service}/")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(all => all.violations.map(one => [one.impact, one.id]))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
