"""The page about the rules says what the rules say; TICKMARK_WRITE=1 writes it afresh."""

import os
from pathlib import Path

from service.reports.catalogue import page
from service.rules.rule import promises

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_page_is_up_to_date() -> None:
    written = page(promises())
    if os.environ.get("TICKMARK_WRITE"):
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written


def test_the_page_names_every_rule() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"### {rule.code} `{rule.name}`" in text for rule in promises())
