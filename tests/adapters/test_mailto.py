"""A mail behind a cell says as much as an address can hold, and always where its rows are."""

import time
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from service.adapters.mailto import LONGEST, mailto
from service.domain.mail import Line, Mail

SHEET = "https://docs.google.com/spreadsheets/d/1An2VFF-_J3JZDubzYJR_vAeGUJ62rBlUb7BHYfLfXNs/edit"
REVIEW = f"{SHEET}#gid=1790413000&range=A35"


def linked(place: tuple[str, int]) -> str:
    return f"{SHEET}#gid=0&range=A{place[1]}"


def asked(rows: int, words: int = 5, inside: bool = True) -> Mail:
    """A mail about so many rows, of so many words each."""
    lines = (Line(f"Row {row}:{' ümläut' * words}.", f"Row {row}.", ("Hours", row) if inside else None)
             for row in range(2, rows + 2))  # fmt: skip
    return Mail("ines@row.example", "Hours & more: 50 %?", "Hello Ines,", tuple(lines), "Thank you.")


def opened(address: str) -> tuple[str, str, str]:
    """Whom a mail program writes to, about what, and what it writes."""
    parts = urlsplit(address)
    said = parse_qs(parts.query, strict_parsing=True)
    return unquote(parts.path), said["subject"][0], said["body"][0].replace("\r\n", "\n")


def test_a_mail_is_filled_in_with_a_link_to_each_row() -> None:
    whom, subject, body = opened(mailto(asked(2), linked, REVIEW))
    assert (whom, subject) == ("ines@row.example", "Hours & more: 50 %?")
    assert body.split("\n\n") == [
        "Hello Ines,",
        f"Row 2:{' ümläut' * 5}.\n{SHEET}#gid=0&range=A2",
        f"Row 3:{' ümläut' * 5}.\n{SHEET}#gid=0&range=A3",
        "Thank you.",
    ]


SHORTER = [
    # rows, words in each, what its body still holds, what it no longer holds
    (2, 5, ["range=A2", "ümläut"], ["range=A35"]),
    (8, 5, ["Row 9: ümläut", "range=A35"], ["range=A2"]),
    (9, 90, ["Row 10.", "range=A35"], ["ümläut"]),
    (400, 1, ["Row 2.", "…", "range=A35"], ["Row 401."]),
]


@pytest.mark.parametrize(("rows", "words", "holds", "lacks"), SHORTER)
def test_a_long_mail_is_told_in_short_and_leads_to_the_list(
    rows: int, words: int, holds: list[str], lacks: list[str]
) -> None:
    address = mailto(asked(rows, words), linked, REVIEW)
    assert len(address) <= LONGEST
    body = opened(address)[2]
    assert [text for text in holds if text not in body] == []
    assert [text for text in lacks if text in body] == []


@pytest.mark.parametrize("rows", [1, 400])
def test_who_has_no_part_in_the_sheet_gets_no_link_to_it(rows: int) -> None:
    assert "docs.google.com" not in mailto(asked(rows, inside=False), linked, REVIEW)


def test_a_mail_to_nobody_in_particular_can_be_addressed_by_hand() -> None:
    assert mailto(asked(1)._replace(to=""), linked, REVIEW).startswith("mailto:?subject=Hours%20%26%20more")


def test_sixty_times_the_rows_take_nothing_like_the_square_of_it() -> None:
    def spent(mail: Mail) -> float:
        began = time.process_time()
        mailto(mail, linked, REVIEW)
        return time.process_time() - began

    few, many = asked(100), asked(6000)
    assert min(spent(many) for _ in range(2)) < 600 * min(spent(few) for _ in range(2))
