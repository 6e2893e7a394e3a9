"""Delimited text is read whatever its encoding and its separator."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from service.adapters.tabs.delimited import read_delimited
from service.adapters.workbooks.tables import TableFile

ENCODINGS = [
    # bytes of a file, the person and the hours in it
    ("Date,Person,Hours\n2026-09-04,Zoë,1.5\n".encode(), "Zoë", "1.5"),
    ("\ufeffDate,Person,Hours\r\n2026-09-04,Zoë,1.5\r\n".encode(), "Zoë", "1.5"),
    ("Date;Person;Hours\r2026-09-04;Zoë;1,5\r".encode("cp1252"), "Zoë", "1.5"),
    ("Date\tPerson\tHours\n2026-09-04\tZoë\t1:30\n".encode("utf-16"), "Zoë", "1.5"),
    ("\nDate | Person | Hours\n2026-09-04 | Zoë | 1.5\n".encode(), "Zoë", "1.5"),
    ("sep=;\nDate;Person;Hours\n2026-09-04;Zoë;1,5\n".encode(), "Zoë", "1.5"),
    ('Date,Person,Hours\n2026-09-04,"Ruiz, Zoë ""Z""",1.5\n'.encode(), 'Ruiz, Zoë "Z"', "1.5"),
    ('Date, Person, Hours\n2026-09-04, "Zoë\nRuiz", 1.5\n'.encode(), "Zoë\nRuiz", "1.5"),
]


@pytest.mark.parametrize(("content", "person", "hours"), ENCODINGS)
def test_text_is_read_whatever_its_encoding_and_separator(
    tmp_path: Path, content: bytes, person: str, hours: str
) -> None:
    (tmp_path / "log.csv").write_bytes(content)
    (entry,) = TableFile(tmp_path / "log.csv").read().entries
    assert (entry.date, entry.person.strip(), entry.hours) == (date(2026, 9, 4), person, Decimal(hours))
    assert not entry.problems


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b'"never closed', b"\xff\xfe\x00", b"a" * 300_000])
def test_no_bytes_make_the_reader_raise(content: bytes) -> None:
    assert read_delimited(content, "log").title == "log"


def test_a_folder_is_a_workbook_of_its_text_files(tmp_path: Path) -> None:
    for name in ("March.csv", "April.csv", "notes.md"):
        (tmp_path / name).write_text("Date,Hours\n2026-09-04,1\n", encoding="utf-8")
    read = TableFile(tmp_path).read()
    assert [(entry.tab, entry.row) for entry in read.entries] == [("April", 2), ("March", 2)]


def test_an_error_that_was_exported_as_text_is_an_error() -> None:
    tab = read_delimited(b"Date,Hours\n2026-09-04,#REF!\n", "log")
    assert (tab.rows[1][1].kind, tab.rows[1][1].value) == ("error", "#REF!")
