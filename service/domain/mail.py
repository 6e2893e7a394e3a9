"""A question by mail, written ready: whoever asks opens it in their own program, and sends it or not."""

from typing import NamedTuple


class Line(NamedTuple):
    """What the mail says of one row."""

    full: str
    short: str
    """What is left of it where a mail with all lines in full would be too long to be opened."""
    place: tuple[str, int] | None = None
    """The tab and the row to link to; None for readers who have no part in the spreadsheet."""


class Mail(NamedTuple):
    """To whom, about what, and what it says."""

    to: str
    """A mail address; blank where nobody knows one."""
    subject: str
    opening: str
    lines: tuple[Line, ...]
    closing: str
