"""A mail as the address behind a cell: one click opens it in the reader's own program, with everything filled in."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from service.domain.mail import Mail

LONGEST = 1900
"""Browsers and systems hand over some two thousand characters to a mail program, and cut or drop what is longer."""

PLAIN = "/:,;()!*@"
"""Signs that need no escape in the query of a mailto address."""


def mailto(mail: Mail, link: Callable[[tuple[str, int]], str], all_of_them: str) -> str:
    """The address of a mail, with as much of it as an address can hold.

    `link` gives the address of a row and `all_of_them` that of the cell itself, below which the rows are listed.
    """
    inside = any(line.place for line in mail.lines)
    bodies = _bodies(mail, link, all_of_them if inside else "")
    addresses = (_address(mail, body) for body in bodies if len(body) <= LONGEST)  # as an address it grows even longer
    return next(address for address in addresses if len(address) <= LONGEST)


def _bodies(mail: Mail, link: Callable[[tuple[str, int]], str], all_of_them: str) -> Iterator[str]:
    """The text from its fullest form to its shortest."""
    full = [line.full for line in mail.lines]
    if all_of_them:
        yield _body(mail, [f"{line.full}\n{link(line.place)}" for line in mail.lines if line.place])
    yield _body(mail, [*full, all_of_them])
    short = [line.short for line in mail.lines]
    yield _body(mail, [*short, all_of_them])
    room = LONGEST // max(1, min(map(len, short), default=1))
    for count in range(min(len(short) - 1, room), 0, -1):  # somebody may have thousands of rows
        yield _body(mail, [*short[:count], "…", all_of_them])
    yield _body(mail, [all_of_them])
    yield ""


def _body(mail: Mail, lines: list[str]) -> str:
    return "\n\n".join(filter(None, [mail.opening, *lines, mail.closing]))


def _address(mail: Mail, body: str) -> str:
    said = quote(body.replace("\n", "\r\n"), safe=PLAIN)
    return f"mailto:{quote(mail.to, safe='@')}?subject={quote(mail.subject, safe=PLAIN)}&body={said}"
