"""Questions that somebody was asked about a row: whoever knows answers in the row, and until then it waits."""

from datetime import datetime
from typing import NamedTuple


class Asked(NamedTuple):
    """Who was asked about what a rule says of a row, as the row stood then."""

    row_id: str
    code: str
    fingerprint: str
    """What the row said: once it says something else, the question is open again."""
    whom: str
    who: str
    """The e-mail address of whoever asked."""
    at: datetime
