"""The digest ranks what needs a decision and can be read as text and as a page."""

from argparse import Namespace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from service.commands.digests import show
from service.reports.digest import MOST
from tests.month import Month

pytestmark = pytest.mark.slow


def test_the_digest_of_a_month_is_a_mail_with_a_text_and_a_page(month: Month, tmp_path: Path) -> None:
    wiring, out = month.office.wiring, tmp_path / "digest.eml"
    assert show(wiring, Namespace(out=out)) == 0
    mail = message_from_bytes(out.read_bytes(), policy=policy.default)
    (found,) = wiring.store.found()
    subject, text, html = str(mail["Subject"]), mail.get_body(("plain",)), mail.get_body(("html",))
    assert subject == f"Hours of Tidewick Studio: {found.facts['decisions']} rows need a decision"
    strangers = [one.name for one in wiring.agreed[0].clients if one.name != "Tidewick Studio"]
    assert strangers and not any(name in subject for name in strangers)
    assert text is not None and html is not None
    places = [one["place"] for one in found.facts["first"][:MOST]]
    told = text.get_content()
    assert [told.index(place) for place in places] == sorted(told.index(place) for place in places)
    for words in ("LUM-7 · month", "What leaks", "1038: BRK-3"):
        assert words in told and words in html.get_content()
    assert "<style" not in html.get_content() and "<script" not in html.get_content()
