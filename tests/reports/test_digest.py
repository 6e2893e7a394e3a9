"""The digest ranks what needs a decision, goes out once, and can be read by everybody, as text and as a page."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import delete

from service.adapters.store.mails import limit_told, mail_sent
from service.commands.digests import show
from service.postage import Postage
from service.reports.digest import MOST
from service.web.app import create_app
from service.wiring import Wiring
from sheets_schema import generate
from tests.mailroom import Mailroom
from tests.month import Month
from tests.office import MANAGER
from tests.pictures import picture

pytestmark = pytest.mark.slow
AXE = generate.HERE / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def mail(month: Month, tmp_path: Path) -> EmailMessage:
    """The digest of the sample month, as `digest --out` writes it."""
    out = tmp_path / "digest.eml"
    assert show(month.office.wiring, Namespace(out=out, send=False)) == 0
    return message_from_bytes(out.read_bytes(), policy=policy.default)


def both(mail: EmailMessage) -> tuple[str, str]:
    """The text and the page."""
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None and page is not None
    return text.get_content(), page.get_content()


def test_the_digest_of_a_month_says_what_matters_in_a_text_and_in_a_page(month: Month, mail: EmailMessage) -> None:
    (found,) = month.office.wiring.store.found()
    places = [one["place"] for one in found.facts["first"][:MOST]]
    text, page = both(mail)
    assert [text.index(place) for place in places] == sorted(text.index(place) for place in places)
    for words in ("LUM-7: 320 h a month", "What leaks", "1038", f"/spreadsheets/d/{month.office.id}/edit"):
        assert words in text and words in page


def test_its_subject_names_no_client(month: Month, mail: EmailMessage) -> None:
    (found,) = month.office.wiring.store.found()
    subject = str(mail["Subject"])
    assert subject == f"Hours of Tidewick Studio: {found.facts['decisions']} decisions to make"
    strangers = [one.name for one in month.office.wiring.agreed[0].clients if one.name != "Tidewick Studio"]
    assert strangers and not any(name in subject for name in strangers)


def test_the_page_asks_for_nothing_that_mail_programs_leave_out(mail: EmailMessage) -> None:
    _, page = both(mail)
    assert [word for word in ("<style", "<script", "<img", "<link", "class=", "flex", "grid") if word in page] == []


@contextmanager
def knocking(month: Month, room: Mailroom) -> Iterator[Wiring]:
    """The installation of the month, with a mail server; afterwards nobody was told anything."""
    postage = Postage(f"smtp://{room.address}", "Tickmark <tickmark@tidewick.example>")
    yield Wiring(replace(month.office.wiring.settings, postage=postage))
    with month.office.wiring.store.engine.begin() as ledger:
        ledger.execute(delete(mail_sent))
        ledger.execute(delete(limit_told))


def test_a_knock_mails_it_to_the_approvers_once(month: Month, capsys: pytest.CaptureFixture[str]) -> None:
    with Mailroom() as room, knocking(month, room) as wiring:
        clock = create_app(wiring).test_client()
        answers = [clock.post("/tasks/digest").get_json()["mail"] for _ in range(3)]
        show(wiring, Namespace(out=None, send=True))
    assert answers == ["month 2026-10", "week 2026-W45", ""]
    assert capsys.readouterr().out.startswith("Nothing was sent")
    first, second = room.mails
    assert MANAGER in first["X-Handed-To"] and first["From"] == "Tickmark <tickmark@tidewick.example>"
    assert ["LUM-7: 320 h a month" in both(one)[0] for one in (first, second)] == [True, False], "a limit is told once"


@pytest.mark.browser
@pytest.mark.skipif(not AXE.exists(), reason="axe-core of sheets_schema is not installed (make setup)")
@pytest.mark.parametrize("width", [800, 390])
def test_it_can_be_read_by_everybody(mail: EmailMessage, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(both(mail)[1])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(all => all.violations.map(one => [one.impact, one.id]))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 800:
        picture(page, "digest")
