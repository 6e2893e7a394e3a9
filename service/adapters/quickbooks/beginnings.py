"""Sign-ins that have begun: each good once, for ten minutes, in the browser that began it."""

import hashlib
import hmac
import secrets

from sqlalchemy import Engine, delete, insert, select

from service.adapters.store.clock import epoch
from service.adapters.store.connection import sign_in_table
from service.faults import NotAllowed
from service.words import say

GOOD_FOR = 600

c = sign_in_table.c


class Beginnings:
    """States that were given out. Only their hashes are kept: a copy of the database opens nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, browser: str) -> str:
        """A new state, bound to the browser."""
        state = secrets.token_urlsafe(32)
        with self._engine.begin() as connection:
            connection.execute(delete(sign_in_table).where(c.until <= epoch()))
            values = {"state_sha": _sha(state), "browser_sha": _sha(browser), "until": epoch() + GOOD_FOR}
            connection.execute(insert(sign_in_table).values(**values))
        return state

    def finish(self, state: str, browser: str) -> None:
        """Use a state up; raises NotAllowed where it is not this browser's, too old, or used before."""
        if not self._used_up(state, browser):
            raise NotAllowed(say("connection.notBegun"))

    def _used_up(self, state: str, browser: str) -> bool:
        this = c.state_sha == _sha(state)
        with self._engine.begin() as connection:
            kept = connection.execute(select(c.browser_sha).where(this, c.until > epoch())).scalar_one_or_none()
            # Deleting decides: of two callbacks with one state only one removes the row.
            deleted = connection.execute(delete(sign_in_table).where(this)).rowcount == 1
        return deleted and kept is not None and hmac.compare_digest(kept, _sha(browser))


def _sha(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
