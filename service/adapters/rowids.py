"""Row IDs: the short random names by which rows are known, whatever place a sort gives them."""

import secrets
from collections.abc import Callable

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10

Mint = Callable[[], str]


def mint() -> str:
    """A fresh id: `r_` and fifty random bits."""
    bits = secrets.randbits(5 * LENGTH)
    return "r_" + "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))


class RowIds:
    """The ids of one read: an id counts where it is first seen, and every later row that carries it is a copy."""

    def __init__(self, fresh: Mint = mint) -> None:
        self._fresh = fresh
        self._seen: set[str] = set()

    def take(self, written: str) -> str:
        """The id of a row on which `written` stands: that one, or a fresh one if it is empty or taken."""
        row_id = written if written and written not in self._seen else self._fresh()
        self._seen.add(row_id)
        return row_id
