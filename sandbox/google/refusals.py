"""Files that cannot be read."""

from __future__ import annotations


class UnreadableError(Exception):
    """A file that is no workbook; the text is one sentence that says what to do."""
